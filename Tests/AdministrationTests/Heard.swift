import EarshotModel
import RecordStorage

/// Mentions that tests write as intake does.
enum Heard {
    /// The address of the feed that they come from.
    static let address = "https://forum.example/feed"

    /// Writes a mention of a brand, which is made when it is new, and counts it.
    @discardableResult
    static func mention(
        in tx: WriteTransaction,
        of name: String = "Brontavia",
        _ label: SentimentLabel = .negative,
        at moment: Instant = SetUpStore.now,
        link: String? = nil
    ) throws -> Mention.ID {
        let brand = try brand(name, in: tx)
        let feed = try feed(in: tx)
        let stored = StoredEntry(
            id: tx.newID(),
            revision: tx.newID(),
            revisionNumber: 1,
            entry: Entry(
                identity: "guid:\(tx.newID() as Mention.ID)",
                link: link,
                text: "\(name) again"
            ),
            contentHash: "h",
            author: nil,
            keepsText: true
        )
        try tx.entries.add([stored], to: feed)
        let judgement = Judgement(
            label: label,
            score: 0,
            evidence: Evidence(parts: []),
            nature: .complaint,
            natureReason: "test",
            language: "en",
            isLanguageAssumed: false
        )
        let id: Mention.ID = tx.newID()
        try tx.mentions.add(
            NewMention(
                id: id,
                mention: Mention(brand: brand, spans: [], reason: "named"),
                entry: stored.id,
                revision: stored.revision,
                feed: feed,
                feedKind: .forum,
                author: nil,
                judgement: judgement,
                ruleset: try tx.rulesets.effectiveID() ?? tx.newID(),
                engineVersion: "test",
                link: .nobody,
                publishedAt: moment,
                isHistory: false
            )
        )
        let day = CivilDate(daysSinceEpoch: moment.seconds / 86_400)
        try tx.counts.count(at: moment, day: day, brand: brand, feed: feed, judgement: judgement)
        return id
    }

    private static func brand(_ name: String, in tx: WriteTransaction) throws -> Brand.ID {
        let current = try tx.rulesets.effective()?.ruleset.brands ?? []
        if let known = current.first(where: { $0.name == name }) { return known.id }
        let brand = Brand(id: tx.newID(), name: name)
        try tx.rulesets.apply(Ruleset(brands: current + [brand], shippedRules: "test"))
        return brand.id
    }

    private static func feed(in tx: WriteTransaction) throws -> Feed.ID {
        if let known = try tx.feeds.health(ofAddress: address) { return known.feed.id }
        let feed = Feed(
            id: tx.newID(),
            configuredAddress: address,
            address: address,
            kind: .forum,
            title: "Forum"
        )
        try tx.feeds.add(feed, site: "forum.example")
        return feed.id
    }
}
