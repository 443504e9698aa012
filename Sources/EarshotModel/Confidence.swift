/// How sure a judgement can be, and what keeps it from being surer.
///
/// It is read off the evidence: how strongly it speaks, and how much with one voice. However clear
/// the words are, less of a text allows less.
public struct Confidence: Hashable, Sendable {
    /// Why a judgement cannot be surer.
    public enum Limit: String, CaseIterable, Codable, Sendable {
        /// Only a headline was there.
        case headline
        /// Only the beginning was there.
        case excerpt
        /// The text was read by the rules of another language.
        case language
        /// The stars say the opposite of the words.
        case stars

        /// The most that it allows, in thousandths.
        public var mostThousandths: Int {
            switch self {
            case .headline: 500
            case .excerpt: 750
            case .language: 400
            case .stars: 600
            }
        }
    }

    /// How sure, in thousandths from 0 to 1000.
    public let thousandths: Int
    /// The narrowest limit of this judgement, whether it was reached or not; `nil` without any.
    public let limit: Limit?

    /// What nothing found is worth: so many thousandths of the labelled texts in which nothing was
    /// found are neutral.
    private static let ofNothing = 520

    /// Thousandths as a share of 1 with two decimals.
    public static func share(_ thousandths: Int) -> String {
        let hundredths = (thousandths + 5) / 10
        let rest = hundredths % 100
        return "\(hundredths / 100)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }

    /// What somebody says who read the text.
    public static let certain = Confidence(thousandths: 1000, limit: nil)

    private init(thousandths: Int, limit: Limit?) {
        self.thousandths = thousandths
        self.limit = limit
    }

    /// Reads it off a judgement.
    public init(of judgement: Judgement) {
        let limits = [
            judgement.evidence.extent == .headline ? Limit.headline : nil,
            judgement.evidence.extent == .excerpt ? Limit.excerpt : nil,
            judgement.isLanguageAssumed ? Limit.language : nil,
            judgement.evidence.starsDisagree ? Limit.stars : nil,
        ]
        limit = limits.compactMap(\.self).min { $0.mostThousandths < $1.mostThousandths }
        let most = limit?.mostThousandths ?? 1000
        thousandths = min(Self.spoken(judgement), most)
    }

    /// How sure the evidence makes, whatever there was of the text.
    private static func spoken(_ judgement: Judgement) -> Int {
        let points = judgement.evidence.parts.map(\.points)
        let praise = points.filter { $0 > 0 }.reduce(0.0) { $0 + Double($1) }
        let blame = points.filter { $0 < 0 }.reduce(0.0) { $0 - Double($1) }
        let all = praise + blame
        let strength = Double(min(judgement.score.magnitude, 1000))
        switch judgement.label {
        case .abstain: return 0
        case .neutral: return all > 0 ? max(0, ofNothing - Int(strength)) : ofNothing
        case .mixed: return all > 0 ? Int((2000 * min(praise, blame) / all).rounded()) : 0
        case .positive, .negative:
            let agreeing = judgement.label == .positive ? praise : blame
            // Stars alone may speak, without a word of the lists.
            let agreement = all > 0 ? agreeing / all : 1
            return Int((agreement * (1000 + strength) / 2).rounded())
        }
    }
}
