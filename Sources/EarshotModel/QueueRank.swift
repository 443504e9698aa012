/// What asks for a quick answer besides a deadline; the weightier sign has the higher value.
public struct UrgencySigns: OptionSet, Hashable, Sendable {
    /// The signs as one number, in which the weightiest one counts first.
    public let rawValue: Int

    /// Creates the signs of a number.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Somebody is dissatisfied.
    public static let complaint = UrgencySigns(rawValue: 1)
    /// The words are strong.
    public static let strongWords = UrgencySigns(rawValue: 2)
    /// The person wrote again before anybody answered.
    public static let wroteAgain = UrgencySigns(rawValue: 4)
}

/// What puts one line of the queue before another whose answer is due in the same minute.
public struct QueueRank: Hashable, Sendable {
    /// How far a mention can reach: from not at all to as far as any.
    public static let influences = 0...100

    /// What asks for a quick answer.
    public let urgency: UrgencySigns
    /// How far the mention reaches: the weight that the operator gave its feed.
    public let influence: Int

    /// Creates a rank; an influence outside `influences` becomes the nearest one inside.
    public init(urgency: UrgencySigns = [], influence: Int = 0) {
        self.urgency = urgency
        let range = Self.influences
        self.influence = min(max(influence, range.lowerBound), range.upperBound)
    }

    /// The rank as one number; the lower, the earlier in the queue, and 0 is the last.
    public var number: Int { -(urgency.rawValue * Self.step + influence) }

    /// Creates the rank that has that number.
    public init(number: Int) {
        let weight = number < 0 ? Int(clamping: number.magnitude) : 0
        self.init(
            urgency: UrgencySigns(rawValue: weight / Self.step),
            influence: weight % Self.step
        )
    }

    /// More than any influence, so that urgency counts first.
    private static let step = 128
}

/// Where a waiting mention belongs: its lane, and what puts it before others there.
public struct QueueStanding: Hashable, Sendable {
    /// The lane.
    public let lane: Lane
    /// What puts it before others.
    public let rank: QueueRank

    /// Creates a standing; the review list is for what nobody judged.
    public init(lane: Lane = .review, rank: QueueRank = QueueRank()) {
        self.lane = lane
        self.rank = rank
    }
}
