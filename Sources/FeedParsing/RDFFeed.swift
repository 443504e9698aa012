/// RSS 1.0 (https://web.resource.org/rss/1.0/spec) and 0.90: entries stand beside the channel.
enum RDFFeed {
    static let vocabulary = Vocabulary(
        roots: ["rdf:rdf", "rdf"],
        ownPrefix: "",
        document: [
            "rdf:rdf": .open, "rdf": .open, "channel": .feed, "item": .entry, "image": .skip,
            "textinput": .skip,
        ],
        feed: RSSFeed.feed,
        entry: RSSFeed.entry,
        person: FeedModules.person
    )
}
