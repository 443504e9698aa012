public import EarshotModel

/// What the order of the queue needs to know of one row.
public struct QueueCandidate<ID: Comparable & Hashable & Sendable>: Hashable, Sendable {
    /// What tells rows apart; the lower one stands first where all else is equal.
    public let id: ID
    /// When an answer is due; `nil` without a clock.
    public let deadline: Instant?
    /// How many signs of urgency the mention has.
    public let urgency: Int
    /// How far the mention reaches.
    public let influence: Int

    /// Creates a candidate.
    public init(id: ID, deadline: Instant?, urgency: Int = 0, influence: Int = 0) {
        self.id = id
        self.deadline = deadline
        self.urgency = urgency
        self.influence = influence
    }
}

/// A row's place in the queue, and why it stands there.
public struct QueuePlace<ID: Comparable & Hashable & Sendable>: Hashable, Sendable {
    /// What tells rows apart.
    public let id: ID
    /// Why it stands there.
    public let reason: QueueReason
}

/// Why a row stands where it does.
public enum QueueReason: Hashable, Sendable {
    /// The deadline passed that many open minutes ago; 0 within the first, and while closed.
    case overdue(minutes: Int)
    /// That many whole open minutes are left; 0 within the last.
    case due(inMinutes: Int)
    /// No clock runs, but there are signs of urgency.
    case urgent(signs: Int)
    /// No clock runs and nothing is urgent, but the mention reaches far.
    case influential(influence: Int)
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

/// The order of the queue: overdue, minutes left, urgency, influence, and the older row.
public struct QueueOrder: Sendable {
    /// The calendar in which minutes are counted.
    public let serviceLevel: ServiceLevel
    /// The moment for which the queue is arranged.
    public let now: Instant

    /// Creates the order at a moment.
    public init(serviceLevel: ServiceLevel, now: Instant) {
        self.serviceLevel = serviceLevel
        self.now = now
    }

    /// The rows in order, each with the reason why it stands there.
    ///
    /// Rows with a clock come first, the longest overdue at the top. Two rows with the same whole
    /// minutes left stand by urgency, then by influence. The order of the input does not matter.
    public func arranged<ID>(_ candidates: [QueueCandidate<ID>]) -> [QueuePlace<ID>] {
        candidates.map { (rank: Rank($0, reason: reason(for: $0)), id: $0.id) }
            .sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
            .map { QueuePlace(id: $0.id, reason: $0.rank.reason) }
    }

    /// Why a row stands where it does.
    public func reason<ID>(for candidate: QueueCandidate<ID>) -> QueueReason {
        if let deadline = candidate.deadline {
            let left = serviceLevel.remaining(until: deadline, at: now)
            let minutes = Int(left.milliseconds / 60_000)
            return deadline < now ? .overdue(minutes: -minutes) : .due(inMinutes: minutes)
        }
        if candidate.urgency > 0 { return .urgent(signs: candidate.urgency) }
        if candidate.influence > 0 { return .influential(influence: candidate.influence) }
        return .waiting
    }
}

/// What rows are sorted by, smaller first.
private struct Rank: Comparable {
    let reason: QueueReason
    let urgency: Int
    let influence: Int

    init<ID>(_ candidate: QueueCandidate<ID>, reason: QueueReason) {
        self.reason = reason
        urgency = candidate.urgency
        influence = candidate.influence
    }

    static func < (left: Rank, right: Rank) -> Bool {
        (left.group, left.minutes, right.urgency, right.influence)
            < (right.group, right.minutes, left.urgency, left.influence)
    }

    static func == (left: Rank, right: Rank) -> Bool {
        !(left < right) && !(right < left)
    }

    private var group: Int {
        switch reason {
        case .overdue: 0
        case .due: 1
        case .urgent, .influential, .waiting: 2
        }
    }

    private var minutes: Int {
        switch reason {
        case .overdue(let minutes): -minutes
        case .due(let minutes): minutes
        case .urgent, .influential, .waiting: 0
        }
    }
}
