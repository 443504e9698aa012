/// The extensions that occur in feeds of every format.
enum FeedModules {
    /// What they say about a feed.
    static let feed: [String: Meaning] = [
        "atom:link": .value(.link),
        "dc:language": .value(.language),
        "dc:creator": .person(.author),
        "dc:author": .person(.author),
        "dc:title": .text(.fallbackTitle, .html),
        "dc:description": .text(.fallbackSummary, .html),
        "itunes:author": .person(.fallbackAuthor),
        "itunes:summary": .text(.fallbackSummary, .html),
        "sy:updateperiod": .value(.updatePeriod),
        "sy:updatefrequency": .value(.updateFrequency),
    ]

    /// What they say about an entry.
    ///
    /// `media:description`, `media:title` and `itunes:summary` often hold something else than the
    /// entry's own texts, so they count only where there is none.
    static let entry: [String: Meaning] = [
        "atom:link": .value(.link),
        "atom:author": .person(.author),
        "atom:category": .value(.category),
        "atom:published": .value(.published),
        "atom:updated": .value(.updated),
        "atom:summary": .text(.fallbackSummary, .typed),
        "atom:content": .text(.content, .typed),
        "content:encoded": .text(.content, .html),
        "dc:title": .text(.fallbackTitle, .html),
        "dc:description": .text(.fallbackSummary, .html),
        "dc:creator": .person(.author),
        "dc:author": .person(.author),
        "dc:date": .value(.fallbackDate),
        "dc:language": .value(.language),
        "dc:subject": .value(.category),
        "dc:identifier": .skip,
        "dcterms:issued": .value(.published),
        "dcterms:created": .value(.fallbackDate),
        "dcterms:modified": .value(.updated),
        "feedburner:origlink": .value(.originalLink),
        "feedburner:origenclosurelink": .value(.originalEnclosure),
        "itunes:author": .person(.fallbackAuthor),
        "itunes:category": .holder(.category),
        "itunes:keywords": .value(.keywords),
        "itunes:summary": .text(.fallbackSummary, .html),
        "itunes:title": .text(.fallbackTitle, .html),
        "media:category": .value(.category),
        "media:community": .open,
        "media:content": .holder(.media),
        "media:description": .text(.fallbackSummary, .typed),
        "media:group": .open,
        "media:keywords": .value(.keywords),
        "media:starrating": .value(.rating),
        "media:title": .text(.fallbackTitle, .typed),
        "gd:rating": .value(.rating),
        "im:rating": .value(.rating),
        "letterboxd:memberrating": .value(.memberRating),
        "xhtml:body": .text(.content, .html),
        "xhtml:div": .text(.content, .html),
    ]

    /// The parts of a person, which RSS feeds sometimes write as Atom does.
    static let person: [String: Meaning] = [
        "name": .value(.personName),
        "email": .value(.personMail),
        "uri": .value(.personAddress),
        "url": .value(.personAddress),
        "homepage": .value(.personAddress),
    ]
}
