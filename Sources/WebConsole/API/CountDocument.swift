import Administration
import EarshotModel

/// Whether the kept counts agree with the mentions, for programs.
struct CountDocument: Encodable {
    struct Difference: Encodable {
        let kind: String
        let at: String
        let brand: String
        let label: SentimentLabel
        let language: String?
        let nature: Nature?
        let feed: String?
        let kept: Int
        let counted: Int

        init(_ difference: CountVerification.Difference) {
            brand = difference.brand
            label = difference.label
            kept = difference.kept
            counted = difference.counted
            switch difference.place {
            case .quarter(let start, let language, let nature):
                kind = "quarter"
                at = start.rfc3339
                self.language = language
                self.nature = nature
                feed = nil
            case .day(let day, let feed):
                kind = "day"
                at = day.iso8601
                language = nil
                nature = nil
                self.feed = "\(feed)"
            }
        }
    }

    let agrees: Bool
    let mentions: Int
    let wrong: Int
    let differences: [Difference]

    init(_ verdict: CountVerification.Verdict) {
        agrees = verdict.wrong == 0
        mentions = verdict.mentions
        wrong = verdict.wrong
        differences = verdict.differences.map(Difference.init)
    }
}
