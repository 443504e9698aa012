public import EarshotModel

/// One line of the response queue: a live case, or a mention that waits for eyes without one.
public struct QueueRow: Hashable, Sendable {
    /// What the line stands for.
    public enum Subject: Hashable, Sendable {
        /// A live case, with its number.
        case matter(Case.ID, number: Int)
        /// A queued mention without a case.
        case mention(Mention.ID)
    }

    /// What the line stands for.
    public let subject: Subject
    /// The newest mention that the line shows.
    public let mention: Mention.ID
    /// The brand's name.
    public let brand: String
    /// The entry's title; empty when it has none.
    public let title: String
    /// The beginning of the entry's text around the brand, as plain text.
    public let excerpt: String
    /// Who wrote it, as the feed says; `nil` when unknown or out of scope.
    public let author: String?
    /// The customer's name when linked; `nil` when unknown or out of scope.
    public let customer: String?
    /// The feed's title.
    public let feed: String
    /// The kind of place.
    public let feedKind: FeedKind
    /// The label of the effective judgement.
    public let label: SentimentLabel
    /// Its score in thousandths.
    public let score: Int
    /// What the mention is about.
    public let nature: Nature
    /// The case's state; `nil` without a case.
    public let state: CaseState?
    /// The owner's name; `nil` when nobody owns it.
    public let owner: String?
    /// The owner; `nil` when nobody owns it.
    public let ownerID: StaffMember.ID?
    /// What puts it before others that are due in the same minute.
    public let rank: QueueRank
    /// The lane it belongs to.
    public let lane: Lane
    /// When the first answer is due; `nil` without a running clock.
    public let dueAt: Instant?
    /// When the entry was published, never later than first seen.
    public let publishedAt: Instant
    /// How many mentions the case has; 1 without a case.
    public let mentionCount: Int
    /// The version of the case, or of the mention without one, for `If-Match`.
    public let version: Int

    /// Where the line stands in the queue.
    public var position: QueuePosition {
        switch subject {
        case .matter(let id, _): QueuePosition(dueAt: dueAt, rank: rank, id: id.rawValue)
        case .mention(let id): QueuePosition(dueAt: dueAt, rank: rank, id: id.rawValue)
        }
    }
}
