import EarshotModel

/// The part of the day's work that a mention belongs to, whatever became of it.
public enum Lane: String, CaseIterable, Codable, Sendable {
    /// Somebody is dissatisfied.
    case complaints
    /// Somebody wants something from us: an answer, an offer, a better product.
    case questions
    /// Somebody is pleased.
    case praise
    /// A publication reports.
    case coverage
    /// Advertising, tickers, our own words; counted and restorable.
    case noise
    /// It is not sure whether, or what.
    case review
    /// Rivals; never a case or a clock.
    case rivals

    /// The lane of a mention; the first that fits of rivals, noise, coverage, review, nature.
    public init(of facts: MentionFacts) {
        if !facts.isOwnBrand {
            self = .rivals
        } else if facts.isNoise {
            self = .noise
        } else if facts.isCoverage {
            self = .coverage
        } else if facts.isUncertain {
            self = .review
        } else {
            self.init(of: facts.nature, label: facts.label)
        }
    }

    /// By what the mention is about; how it feels decides only where that says nothing.
    private init(of nature: Nature, label: SentimentLabel) {
        switch nature {
        case .complaint: self = .complaints
        case .question, .suggestion, .sales: self = .questions
        case .praise: self = .praise
        case .news: self = .coverage
        case .other:
            switch label {
            case .negative, .mixed: self = .complaints
            case .positive: self = .praise
            case .neutral, .abstain: self = .review
            }
        }
    }
}
