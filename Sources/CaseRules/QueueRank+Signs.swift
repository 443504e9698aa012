public import EarshotModel

extension QueueStanding {
    /// The standing of a judged mention that waits for eyes.
    public init(of facts: MentionFacts) {
        self.init(lane: Lane(of: facts), rank: QueueRank(of: facts))
    }
}

extension QueueRank {
    /// The rank of a judged mention.
    public init(of facts: MentionFacts) {
        self.init(urgency: UrgencySigns(of: facts), influence: facts.influence)
    }

    /// The rank of a case that waits for an answer already, and to which its person wrote more.
    public func joined(by more: QueueRank) -> QueueRank {
        QueueRank(
            urgency: urgency.union(more.urgency).union(.wroteAgain),
            influence: max(influence, more.influence)
        )
    }

    /// The rank of a case once it is answered: nothing in it is urgent any more.
    public var answered: QueueRank { QueueRank(influence: influence) }
}

extension UrgencySigns {
    /// The score, in thousandths, from which on words are strong: six tenths of the scale, which a
    /// text with one ordinary word of blame does not reach.
    static let strongScore = -600

    /// The signs in a judged mention.
    public init(of facts: MentionFacts) {
        self = []
        let isBlame = facts.label == .negative || facts.label == .mixed
        if facts.nature == .complaint || facts.nature == .other && isBlame { insert(.complaint) }
        if facts.score <= Self.strongScore { insert(.strongWords) }
    }
}
