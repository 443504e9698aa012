public import EarshotModel
public import RecordStorage

/// The way of an entry: seen before? which brands? how judged? whose? and then all of it stored.
///
/// Entries from a feed, by hand, from an import and from a preview take the same way.
public struct EntryIntake: Sendable {
    let store: Store
    let rules: RulesInForce

    /// Creates the intake of a store.
    public init(store: Store, rules: RulesInForce) {
        self.store = store
        self.rules = rules
    }

    /// Takes in what a feed lists now, and whatever else belongs into the same savepoint.
    ///
    /// `finish` runs at the end of that savepoint: validators, schedule and health commit with the
    /// entries or not at all. An entry that is known and unchanged costs a look-up and no
    /// judgement.
    @discardableResult
    public func receive(
        _ entries: [Entry],
        from feed: Feed,
        site: String,
        finish: @escaping @Sendable (WriteTransaction) throws -> Void = { _ in }
    ) async throws -> IntakeSummary {
        guard let rules = try await rules.current() else { throw IntakeError.noRules }
        let news = try await news(among: entries, of: feed)
        let found = news.fresh.map { detect($0, feed: feed, rules: rules) }
        let judged = try found.map { try judge($0, feed: feed, extent: news.extent, rules: rules) }
        let linked = try await link(judged, site: site, rules: rules)
        return try await store.join(by: .engine("intake")) { tx in
            let writer = IntakeWriter(feed: feed, rules: rules, tx: tx)
            let summary = try writer.write(linked, touching: news.stale)
            try finish(tx)
            tx.recordIntake(summary)
            return summary
        }
    }
}

/// Why entries could not be taken in.
public enum IntakeError: Error, Hashable, CustomStringConvertible {
    /// The store has no rules or settings yet.
    case noRules
    /// The company's zone is none that this machine knows.
    case unknownZone(String)
    /// The rules of a text's language have a mistake, told with its place.
    case brokenRules(String)

    /// The error as a sentence.
    public var description: String {
        switch self {
        case .noRules:
            "the store has no settings yet; start \"earshot serve\" once"
        case .unknownZone(let name): "\(name) is no zone; write one as Europe/Warsaw"
        case .brokenRules(let mistake):
            "\(mistake); mend it or put the shipped file back, then: earshot check"
        }
    }
}
