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
            case nil: ""
            }
        let most = limit.map { ", which allows no more than " + Self.share($0.mostThousandths) }
        text = "Confidence " + Self.share(thousandths) + reason + (most ?? "") + "."
    }

    /// Thousandths as a share of 1 with two decimals.
    private static func share(_ thousandths: Int) -> String {
        let hundredths = (thousandths + 5) / 10
        let rest = hundredths % 100
        return "\(hundredths / 100)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }
}
