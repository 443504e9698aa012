public import EarshotModel

extension Lane {
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
