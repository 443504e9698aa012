/// A place in the queue that does not depend on the moment, and from which a list can go on.
///
/// `QueueOrder` in the rules of cases makes it and says why; the store sorts by the same numbers.
public struct QueuePosition: Hashable, Comparable, Sendable {
    /// The minute of a line without a clock: later than any moment.
    public static let noMinute = Int64.max / 60_000 + 1

    /// The minute since 1970 in which an answer is due; `noMinute` without a running clock.
    public let minute: Int64
    /// The number of the line's rank.
    public let rank: Int
    /// The identity of the case, or of the mention without one; the older is the lower.
    public let id: Int64

    /// Creates a position.
    public init(dueAt deadline: Instant?, rank: QueueRank, id: Int64) {
        minute = deadline.map { $0.rawValue / 60_000 } ?? Self.noMinute
        self.rank = rank.number
        self.id = id
    }

    /// Reads a position as `description` writes it; `nil` for any other text.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let minute = Int64(parts[0]), let rank = Int(parts[1]),
            let id = Int64(parts[2])
        else { return nil }
        self.minute = minute
        self.rank = rank
        self.id = id
    }

    /// Whether a line stands before another.
    public static func < (left: QueuePosition, right: QueuePosition) -> Bool {
        (left.minute, left.rank, left.id) < (right.minute, right.rank, right.id)
    }
}

extension QueuePosition: CustomStringConvertible {
    /// The position as cursors spell it.
    public var description: String { "\(minute).\(rank).\(id)" }
}
