import EarshotModel

extension Judgement {
    /// How sure the judgement is, in a sentence.
    var confidenceSentence: String {
        let confidence = Confidence(of: self)
        return ConfidenceSentence(confidence.thousandths, confidence.limit).text
    }
}

/// How sure a judgement is, and why it is no surer.
struct ConfidenceSentence {
    let text: String

    init(_ thousandths: Int, _ limit: Confidence.Limit?) {
        let reason =
            switch limit {
            case .headline: ": judged from a headline"
            case .excerpt: ": judged from an excerpt"
            case .language: ": its language has no rules"
            case .stars: ": the stars say the opposite of the words"
            case nil: ""
            }
        let most = limit.map { limit in
            ", which allows no more than " + Confidence.share(limit.mostThousandths)
        }
        text = "Confidence " + Confidence.share(thousandths) + reason + (most ?? "") + "."
    }
}
