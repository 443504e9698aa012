public import EarshotModel
public import RecordStorage

/// What the first poll found of the company's own brands: two numbers, and some samples to say
/// "right" or "not us" to.
public struct FirstFindings: Sendable {
    /// How many samples are shown.
    public static let most = 10
    /// The samples are chosen among so many mentions, the newest.
    private static let searched = 500
    private static let recent = Duration.days(7)

    private let store: Store

    /// Creates the look at a store.
    public init(store: Store) {
        self.store = store
    }

    /// What was found.
    public struct Summary: Sendable {
        /// How many mentions of the company's own brands there are.
        public let found: Int
        /// How many of them were published in the last seven days.
        public let recent: Int
        /// At most ten of them, recent ones before older ones, from as many feeds as possible;
        /// those that were put aside as not ours stay among them.
        public let samples: [MentionFile]
    }

    /// What was found so far; no texts are read where no samples are wanted.
    public func summary(in scope: Scope, samples most: Int = Self.most) async throws -> Summary {
        try await store.read(in: scope) { tx in
            let start = tx.now - Self.recent
            let own = Set(try tx.rulesets.brands().filter(\.isOwn).map(\.id))
            let first = try tx.counts.firstQuarter(of: nil) ?? start
            let counts = try tx.counts.quarters(
                of: nil,
                from: first,
                until: tx.now + MentionCount.bucket
            ).filter { own.contains($0.brand) }
            let searched = most > 0 ? Self.searched : 0
            let files = try tx.mentions.page(MentionFilter(), after: nil, limit: searched)
                .filter { own.contains($0.brand) && $0.triage != .withdrawn }
            let isRecent = { (file: MentionFile) in file.publishedAt >= start }
            let chosen =
                Self.spread(files.filter(isRecent)) + Self.spread(files.filter { !isRecent($0) })
            return Summary(
                found: counts.reduce(0) { $0 + $1.count },
                recent: counts.filter { $0.start >= MentionCount.bucketStart(of: start) }
                    .reduce(0) { $0 + $1.count },
                samples: Array(chosen.prefix(most))
            )
        }
    }

    /// The mentions in rounds, one of each feed in a round.
    private static func spread(_ files: [MentionFile]) -> [MentionFile] {
        var seen: [Feed.ID: Int] = [:]
        let rounds = files.enumerated().map { place, file in
            seen[file.feed, default: 0] += 1
            return (round: seen[file.feed] ?? 0, place: place, file: file)
        }
        return rounds.sorted { ($0.round, $0.place) < ($1.round, $1.place) }.map(\.file)
    }
}
