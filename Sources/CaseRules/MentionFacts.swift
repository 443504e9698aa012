public import EarshotModel

/// What the rules of triage need to know of a freshly judged mention.
public struct MentionFacts: Hashable, Sendable {
    /// Whether the brand is ours.
    public var isOwnBrand: Bool
    /// What the mention is about.
    public var nature: Nature
    /// What it feels towards the brand.
    public var label: SentimentLabel
    /// How strongly, in thousandths from −1000 to 1000.
    public var score: Int
    /// The kind of place it stands in.
    public var feedKind: FeedKind
    /// How far it reaches: the weight that the operator gave its feed.
    public var influence: Int
    /// Whether it was published too long before it was first seen.
    public var isHistory: Bool
    /// Whether it is a near-duplicate of a story that is known already.
    public var isCopy: Bool
    /// Whether it is an advertisement, a ticker, our own publication or the like.
    public var isNoise: Bool
    /// Whether it is doubtful that the brand is meant, or what is felt.
    public var isUncertain: Bool
    /// Whether only a headline was there to be judged.
    public var isHeadlineOnly: Bool

    /// Creates the facts of a mention that is neither old nor doubtful unless they say so.
    public init(
        isOwnBrand: Bool,
        nature: Nature,
        label: SentimentLabel,
        feedKind: FeedKind,
        score: Int = 0,
        influence: Int = 0,
        isHistory: Bool = false,
        isCopy: Bool = false,
        isNoise: Bool = false,
        isUncertain: Bool = false,
        isHeadlineOnly: Bool = false
    ) {
        self.isOwnBrand = isOwnBrand
        self.nature = nature
        self.label = label
        self.feedKind = feedKind
        self.score = score
        self.influence = influence
        self.isHistory = isHistory
        self.isCopy = isCopy
        self.isNoise = isNoise
        self.isUncertain = isUncertain
        self.isHeadlineOnly = isHeadlineOnly
    }

    /// Whether it is coverage: a publication reports.
    public var isCoverage: Bool { nature == .news || feedKind == .news }

    /// Whether an answer can be expected of us (R5); the share that we answer is counted in these.
    public var isAnswerable: Bool {
        isOwnBrand && [.complaint, .question, .praise].contains(nature)
            && feedKind.hasResponseChannel && !isCopy && !isNoise && !isHistory
    }

    /// Whether an entry was published so long before it was first seen that it is history, not
    /// work.
    ///
    /// An entry without a date is new. `maxAgeDays` is the policy's `queue_max_age`; `nil` switches
    /// it off. An entry exactly that old is still work.
    public static func isHistory(
        published: Instant?,
        firstSeen: Instant,
        maxAgeDays: Int?
    ) -> Bool {
        guard let published, let maxAgeDays else { return false }
        return firstSeen - published > .days(maxAgeDays)
    }
}

extension FeedKind {
    /// Whether one can answer where such a mention stands; a newspaper prints no replies.
    public var hasResponseChannel: Bool {
        switch self {
        case .blog, .review, .forum, .social, .own: true
        case .news: false
        }
    }
}
