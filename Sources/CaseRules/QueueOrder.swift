public import EarshotModel

/// Why a row stands where it does.
public enum QueueReason: Hashable, Sendable {
    /// The deadline passed that many open minutes ago; 0 within the first, and while closed.
    case overdue(minutes: Int)
    /// That many whole open minutes are left; 0 within the last.
    case due(inMinutes: Int)
    /// No clock runs, but there are signs of urgency.
    case urgent(UrgencySigns)
    /// No clock runs and nothing is urgent, but the mention reaches far.
    case influential(Int)
    /// Nothing of these; older rows first.
    case waiting

    /// The code of the reason, under which the phrase file has its words.
    public var code: String {
        switch self {
        case .overdue: "overdue"
        case .due: "due"
        case .urgent: "urgent"
        case .influential: "influential"
        case .waiting: "waiting"
        }
    }
}

/// The order of the queue: DOMAIN section 0.
///
/// The answer that was due first stands first, by the minute; so what is overdue comes before what
/// has minutes left, and what has no running clock comes last. In one minute signs of urgency
/// decide, the weightiest first: the person wrote again, the words are strong, somebody is
/// dissatisfied. Then influence decides, which is the weight of the feed, and at last age, the
/// older line first. Nothing of this depends on the moment, so a list can be read in pages while
/// time goes on; `reason` says in open minutes what it means now.
public struct QueueOrder: Sendable {
    /// The calendar in which minutes are counted.
    public let serviceLevel: ServiceLevel
    /// The moment for which reasons are given.
    public let now: Instant

    /// Creates the order at a moment.
    public init(serviceLevel: ServiceLevel, now: Instant) {
        self.serviceLevel = serviceLevel
        self.now = now
    }

    /// The place of a line; lines stand by their places, the lower first.
    public static func position(dueAt deadline: Instant?, rank: QueueRank, id: Int64)
        -> QueuePosition
    {
        QueuePosition(dueAt: deadline, rank: rank, id: id)
    }

    /// Why a line stands where it does.
    public func reason(dueAt deadline: Instant?, rank: QueueRank) -> QueueReason {
        if let deadline {
            let left = serviceLevel.remaining(until: deadline, at: now)
            let minutes = Int(left.milliseconds / 60_000)
            return deadline < now ? .overdue(minutes: -minutes) : .due(inMinutes: minutes)
        }
        if !rank.urgency.isEmpty { return .urgent(rank.urgency) }
        if rank.influence > 0 { return .influential(rank.influence) }
        return .waiting
    }
}
