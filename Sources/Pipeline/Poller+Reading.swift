import EarshotModel
import FeedParsing
import RecordStorage

extension Poller {
    /// What a poll keeps of a feed that was read, apart from its entries.
    struct Parsed: Sendable {
        /// The feed's own title; `nil` when it has none.
        let title: String?
        private let hints: FeedHints
        private let identity: IdentityUse
        private let moments: [Instant]
        /// When something new came before; `nil` when nothing ever did.
        private let newestBefore: Instant?
        private let isEmpty: Bool
        private let notices: [String]

        /// Takes out of a feed what is kept; `claim` knows how it was before.
        init(_ feed: ParsedFeed, before claim: FeedClaim) {
            title = feed.title.isEmpty ? nil : feed.title
            hints = feed.hints
            identity = feed.identity
            moments = feed.entries.compactMap(\.published)
            newestBefore = claim.habits.newestAt
            isEmpty = feed.entries.isEmpty
            let isEmptied = feed.entries.isEmpty && claim.habits.newestAt != nil
            notices = feed.warnings.map(\.description) + (isEmptied ? [Self.emptied] : [])
        }

        /// What was learnt, at the moment at which it is stored.
        func reading(at now: Instant) -> FeedReading {
            FeedReading(
                habits: FeedHabits(
                    interval: hints.interval,
                    quiet: QuietTimes(hours: hints.skipHours, days: hints.skipDays),
                    gap: FeedHabits.gap(between: moments, at: now),
                    newestAt: newest(at: now),
                    identity: identity
                ),
                notice: notices.isEmpty ? nil : notices.joined(separator: "; ")
            )
        }

        /// The date of the newest entry; where none has one, the feed changed just now.
        private func newest(at now: Instant) -> Instant? {
            isEmpty ? newestBefore : moments.filter { $0 <= now }.max() ?? now
        }

        private static let emptied = "it lists no entry, although it did before"
    }
}
