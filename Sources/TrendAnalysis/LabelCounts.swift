public import EarshotModel

/// How many mentions carry each label.
public struct LabelCounts: Hashable, Sendable {
    /// In favour.
    public private(set) var positive = 0
    /// Against.
    public private(set) var negative = 0
    /// Neither.
    public private(set) var neutral = 0
    /// Clearly both.
    public private(set) var mixed = 0
    /// Not decidable; a column of its own that no share is taken of.
    public private(set) var abstain = 0

    /// Creates counts of zero.
    public init() {}

    /// The mentions with a decided label: the denominator of every share.
    public var judged: Int {
        [positive, negative, neutral, mixed].reduce(0, Self.clampedSum)
    }

    /// All mentions.
    public var total: Int { Self.clampedSum(judged, abstain) }

    /// The mentions with one label.
    public subscript(label: SentimentLabel) -> Int {
        self[keyPath: Self.column(label)]
    }

    /// Adds mentions with one label; a negative number adds nothing.
    public mutating func add(_ count: Int, _ label: SentimentLabel) {
        let column = Self.column(label)
        self[keyPath: column] = Self.clampedSum(self[keyPath: column], max(count, 0))
    }

    /// Adds all that other counts hold.
    public mutating func add(_ other: LabelCounts) {
        for label in SentimentLabel.allCases { add(other[label], label) }
    }

    private static func column(_ label: SentimentLabel) -> WritableKeyPath<LabelCounts, Int> {
        switch label {
        case .positive: \.positive
        case .negative: \.negative
        case .neutral: \.neutral
        case .mixed: \.mixed
        case .abstain: \.abstain
        }
    }

    private static func clampedSum(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
