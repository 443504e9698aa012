import Administration
import CaseRules
import EarshotModel
import RecordStorage

/// That a person judged a mention, for programs.
struct CorrectionDocument: Encodable {
    let by: String
    let at: String
    let labelBefore: SentimentLabel
    let scoreBefore: Double
    let natureBefore: Nature

    init(_ correction: MentionCorrection) {
        by = correction.by
        at = correction.at.rfc3339
        labelBefore = correction.label
        scoreBefore = Double(correction.score) / 1000
        natureBefore = correction.nature
    }
}

/// A word of the company, for programs.
struct KeptWordDocument: Encodable {
    let term: String
    let language: String
    let value: Double
    let author: String?
    let at: String

    init(_ kept: Corrections.KeptWord) {
        term = kept.word.term
        language = kept.word.language
        value = Double(kept.word.value) / 1000
        author = kept.authorName
        at = kept.word.at.rfc3339
    }
}

/// What a correction would change, for programs.
struct CorrectionPreviewDocument: Encodable {
    struct Move: Encodable {
        let labelBefore: SentimentLabel
        let labelAfter: SentimentLabel
        let mentions: Int
    }

    struct Flip: Encodable {
        let mention: String
        let brand: String
        let link: String?
        let excerpt: String
        let labelBefore: SentimentLabel
        let labelAfter: SentimentLabel
        let natureBefore: Nature
        let natureAfter: Nature
    }

    let label: SentimentLabel
    let nature: Nature
    let labelBefore: SentimentLabel
    let natureBefore: Nature
    /// What Earshot would say with the new words.
    let labelByRules: SentimentLabel?
    /// What the mention would ask for; missing where it stays where it is.
    let becomes: String?
    let language: String
    let others: Int
    let moves: [Move]
    let first: [Flip]
    let seen: Int
    let byPeople: Int
    /// Whether only the newest mentions that hold the words were looked at.
    let isCut: Bool

    init(_ preview: CorrectionPreview) {
        label = preview.judgement.label
        nature = preview.judgement.nature
        labelBefore = preview.mention.judgement.label
        natureBefore = preview.mention.judgement.nature
        labelByRules = preview.byRules?.label
        becomes = preview.destination?.rawValue
        language = preview.language
        others = preview.others
        moves = preview.moves.map { move in
            Move(labelBefore: move.before, labelAfter: move.after, mentions: move.count)
        }
        first = preview.first.map { flip in
            Flip(
                mention: "\(flip.file.id)",
                brand: flip.file.brandName,
                link: flip.file.link,
                excerpt: flip.file.excerpt,
                labelBefore: flip.file.judgement.label,
                labelAfter: flip.after.label,
                natureBefore: flip.file.judgement.nature,
                natureAfter: flip.after.nature
            )
        }
        seen = preview.seen
        byPeople = preview.byPeople
        isCut = preview.isCut
    }
}
