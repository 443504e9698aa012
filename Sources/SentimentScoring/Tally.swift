import EarshotModel

/// The sums of a text's opinions, from which its label is chosen.
struct Tally: Sendable {
    /// The sum of all, in thousandths of a point.
    private(set) var points = 0
    /// The sum of those in favour.
    private(set) var praise = 0
    /// The sum of those against, as a positive number.
    private(set) var blame = 0
    /// How many are worth anything.
    private(set) var count = 0

    /// Takes an opinion of so many thousandths of a point in.
    @inline(__always)
    mutating func add(_ value: Int) {
        points &+= value
        praise &+= max(value, 0)
        blame &-= min(value, 0)
        count &+= value == 0 ? 0 : 1
    }

    /// A label in three words: a mixed text takes its stronger side unless many opinions about
    /// outweigh each other, and what cannot be decided is neutral.
    func side(
        of label: SentimentLabel,
        _ weights: @autoclosure () -> ScoringWeights?
    ) -> SentimentLabel {
        switch label {
        case .positive, .negative, .neutral: return label
        case .abstain: return .neutral
        case .mixed: break
        }
        guard points != 0 else { return .neutral }
        if let weights = weights(), count >= weights.mixedOpinions,
            abs(points) <= (praise + blame).scaled(by: weights.mixedEven)
        {
            return .neutral
        }
        return points > 0 ? .positive : .negative
    }
}
