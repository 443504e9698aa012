/// RSS 2.0 (https://www.rssboard.org/rss-specification), and 0.91 to 0.94.
enum RSSFeed {
    static let vocabulary = Vocabulary(
        roots: ["rss"],
        ownPrefix: "",
        document: ["rss": .open, "channel": .feed, "item": .entry, "image": .skip],
        feed: feed,
        entry: entry,
        person: FeedModules.person.merging(
            FeedModules.person.map { ("atom:\($0)", $1) },
            uniquingKeysWith: { first, _ in first }
        )
    )

    static let feed: [String: Meaning] = [
        "item": .entry,
        "title": .text(.title, .html),
        "description": .text(.summary, .html),
        "tagline": .text(.fallbackSummary, .html),
        "link": .value(.page),
        "language": .value(.language),
        "managingeditor": .person(.editor),
        "author": .person(.author),
        "ttl": .value(.minutesToLive),
        "skiphours": .open,
        "hour": .value(.hour),
        "skipdays": .open,
        "day": .value(.day),
        "image": .skip,
        "textinput": .skip,
    ]

    static let entry: [String: Meaning] = [
        "title": .text(.title, .html),
        "description": .text(.summary, .html),
        "summary": .text(.summary, .html),
        "content": .text(.content, .html),
        "body": .text(.content, .html),
        "fullitem": .text(.content, .html),
        "link": .value(.page),
        "guid": .value(.permalink),
        "id": .value(.identifier),
        "author": .person(.author),
        "pubdate": .value(.published),
        "published": .value(.published),
        "issued": .value(.published),
        "updated": .value(.updated),
        "modified": .value(.updated),
        "created": .value(.fallbackDate),
        "date": .value(.fallbackDate),
        "category": .value(.category),
        "tags": .value(.keywords),
        "user_rating": .value(.rating),
        "language": .value(.language),
        "enclosure": .value(.enclosure),
        "source": .value(.outlet),
    ]
}
