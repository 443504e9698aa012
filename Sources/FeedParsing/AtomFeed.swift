/// Atom 1.0 (RFC 4287), and the names that Atom 0.3 had for the same things.
enum AtomFeed {
    static let vocabulary = Vocabulary(
        roots: ["atom:feed", "feed", "atom:entry"],
        ownPrefix: "atom",
        document: ["feed": .feed, "entry": .entry],
        feed: feed,
        entry: entry,
        person: FeedModules.person,
        source: ["author": .person(.author)]
    )

    private static let feed: [String: Meaning] = [
        "entry": .entry,
        "title": .text(.title, .typed),
        "subtitle": .text(.summary, .typed),
        "tagline": .text(.summary, .typed),
        "info": .text(.fallbackSummary, .typed),
        "link": .value(.link),
        "author": .person(.author),
        "language": .value(.language),
    ]

    private static let entry: [String: Meaning] = [
        "title": .text(.title, .typed),
        "content": .text(.content, .typed),
        "summary": .text(.summary, .typed),
        "link": .value(.link),
        "id": .value(.identifier),
        "author": .person(.author),
        "published": .value(.published),
        "issued": .value(.published),
        "created": .value(.fallbackDate),
        "updated": .value(.updated),
        "modified": .value(.updated),
        "category": .value(.category),
        "source": .source,
    ]
}
