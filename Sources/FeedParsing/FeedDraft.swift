import EarshotModel

/// What has been read of the feed itself so far.
struct FeedDraft {
    var title: TextConstruct?
    var fallbackTitle: TextConstruct?
    var summary: TextConstruct?
    var fallbackSummary: TextConstruct?
    var homepage: String?
    var address: String?
    var hubs: [String] = []
    var language: String?
    var authors: [EntryAuthor] = []
    var fallbackAuthors: [EntryAuthor] = []
    var editors: [EntryAuthor] = []
    var minutesToLive: Int?
    var updatePeriod: Duration?
    var updateFrequency: Int?
    var skipHours: Set<Int> = []
    var skipDays: Set<Weekday> = []

    /// The authors that entries without one inherit (RFC 4287, section 4.2.1); never an editor,
    /// who looks after the feed and did not write its entries.
    var inheritedAuthors: [EntryAuthor] { authors.isEmpty ? fallbackAuthors : authors }

    /// Adds a person once.
    mutating func add(_ author: EntryAuthor, to list: WritableKeyPath<FeedDraft, [EntryAuthor]>) {
        guard !author.isEmpty, self[keyPath: list].count < Self.mostAuthors,
            !self[keyPath: list].contains(author)
        else { return }
        self[keyPath: list].append(author)
    }

    /// Adds a WebSub hub; nobody needs many.
    mutating func add(hub: String) {
        if hubs.count < Self.mostHubs { hubs.append(hub) }
    }

    /// Writes the facts into the feed.
    func describe(_ feed: inout ParsedFeed) {
        feed.title = (title ?? fallbackTitle)?.title ?? ""
        feed.description = (summary ?? fallbackSummary)?.text
        feed.homepage = homepage
        feed.address = address
        feed.hubs = hubs
        feed.language = language
        feed.authors = inheritedAuthors.isEmpty ? editors : inheritedAuthors
        feed.hints = FeedHints(interval: interval, skipHours: skipHours, skipDays: skipDays)
    }

    /// The longer of what `ttl` and the syndication module ask for.
    private var interval: Duration? {
        let timeToLive = minutesToLive.map { Duration.minutes($0) }
        let period = updatePeriod.map { $0 / max(1, updateFrequency ?? 1) }
        guard let timeToLive else { return period }
        return period.map { max($0, timeToLive) } ?? timeToLive
    }

    private static let mostAuthors = 50
    private static let mostHubs = 10
}
