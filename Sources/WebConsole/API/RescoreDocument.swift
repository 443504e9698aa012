import Administration
import EarshotModel
import RecordStorage
import SentimentScoring
import TrendAnalysis

/// What other rules make of one batch of mentions, for programs.
struct RescoreBatchDocument: Encodable {
    /// A mention with another label or another nature than before.
    struct Flip: Encodable {
        let mention: String
        let brand: String
        let link: String?
        let labelBefore: SentimentLabel
        let labelAfter: SentimentLabel
        let scoreBefore: Double
        let scoreAfter: Double
        let natureBefore: Nature
        let natureAfter: Nature
        let causes: [Cause]

        init(_ found: Rescoring.Change) {
            let (file, change) = (found.mention.file, found.change)
            mention = "\(file.id)"
            brand = file.brandName
            link = file.link
            labelBefore = change.before.label
            labelAfter = change.after.label
            scoreBefore = Double(change.before.score) / 1000
            scoreAfter = Double(change.after.score) / 1000
            natureBefore = change.before.nature
            natureAfter = change.after.nature
            causes = change.causes.map(Cause.init)
        }
    }

    /// A term, or what a rule made of one, in thousandths of a point.
    struct Cause: Encodable {
        let term: String
        let kind: EvidenceKind
        let rule: String?
        let words: String?
        let before: Int?
        let after: Int?

        init(_ cause: JudgementChange.Cause) {
            term = cause.term
            kind = cause.kind
            rule = cause.rule
            words = cause.words
            before = cause.before
            after = cause.after
        }
    }

    /// How many mentions of a brand have each label.
    struct Effect: Encodable {
        let brand: String
        let before: [String: Int]
        let after: [String: Int]

        init(_ effect: Rescoring.Effect) {
            brand = effect.brand
            before = Self.counts(effect.before)
            after = Self.counts(effect.after)
        }

        private static func counts(_ labels: LabelCounts) -> [String: Int] {
            SentimentLabel.allCases.reduce(into: [:]) { $0[$1.rawValue] = labels[$1] }
        }
    }

    /// Where the next batch begins, as `null` at the end.
    struct Cursor: Encodable {
        let text: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(text)
        }
    }

    let data: [Flip]
    let next: Cursor
    /// How many mentions were looked at.
    let seen: Int
    /// How many keep label and nature, and get another score or other reasons.
    let shifted: Int
    let byPeople: Int
    let withoutText: Int
    let trends: [Effect]
    /// The fingerprint of the rule files that judged.
    let rules: String

    init(_ batch: Rescoring.Batch) {
        let flips = batch.changes.filter(\.change.isFlip)
        data = flips.map(Flip.init)
        next = Cursor(text: batch.last?.description)
        seen = batch.seen
        shifted = batch.changes.count - flips.count
        byPeople = batch.byPeople
        withoutText = batch.withoutText
        trends = batch.effects.map(Effect.init)
        rules = batch.fingerprint
    }
}
