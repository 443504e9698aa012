import Administration
import CaseRules
import EarshotModel
import Foundation
import RecordStorage

/// The fields of the form that corrects a judgement, and of its preview.
struct CorrectionView {
    let words: Phrases
    let now: Instant
    let zone: TimeZone

    private var shown: ShownValues { ShownValues(words: words, now: now, zone: zone) }

    /// The labels that a person gives.
    private static let labels = SentimentLabel.allCases.filter { $0 != .abstain }

    /// The form below a mention; `form` is what somebody chose when it could not be carried out.
    func form(
        for file: MentionFile,
        filledIn form: CorrectionForm?,
        hasKey: Bool,
        mayChangeWords: Bool
    ) -> [String: Any] {
        let blank = CorrectionForm(of: file)
        let chosen = form.map { $0.completed(by: blank) } ?? blank
        let id = "\(file.id)"
        return [
            "id": id, "mention_version": "\(file.version)", "has_key": hasKey,
            "is_open": form != nil, "is_corrected": file.correction != nil,
            "labels": Self.labels.map { label in
                [
                    "value": label.rawValue, "text": words("label_\(label.rawValue)"),
                    "is_selected": label == chosen.label,
                ] as [String: Any]
            },
            "natures": Nature.allCases.map { nature in
                [
                    "value": nature.rawValue, "text": words("nature_\(nature.rawValue)"),
                    "is_selected": nature == chosen.nature,
                ] as [String: Any]
            },
            "has_terms": mayChangeWords && !chosen.meanings.isEmpty,
            "terms": chosen.meanings.enumerated().map { number, term in
                [
                    "n": "\(number)", "of": id, "term": term.term,
                    "meanings": CorrectionForm.Meaning.allCases.map { meaning in
                        [
                            "value": meaning.rawValue, "text": name(of: meaning),
                            "is_selected": meaning == term.meaning,
                        ] as [String: Any]
                    },
                ] as [String: Any]
            },
        ]
    }

    /// Who judged a mention in Earshot's place, and what Earshot said.
    func note(on correction: MentionCorrection, of judgement: Judgement) -> [String: Any] {
        let isOther =
            correction.label != judgement.label || correction.nature != judgement.nature
        return [
            "by": isOther ? words("corrected_by") : words("confirmed_by"),
            "name": correction.by, "at": shown.moment(correction.at),
            "at_iso": correction.at.rfc3339,
            "said": words(
                "said_by_earshot",
                [
                    "label": words("label_\(correction.label.rawValue)"),
                    "score": shown.points(correction.score),
                    "nature": words("nature_\(correction.nature.rawValue)"),
                ]
            ),
        ]
    }

    /// The preview of a correction.
    func fields(of preview: CorrectionPreview, chosen form: CorrectionForm) -> [String: Any] {
        let file = preview.mention
        var fields: [String: Any] = [
            "id": "\(file.id)", "version": "\(file.version)",
            "title": file.title.isEmpty ? file.excerpt : file.title,
            "label": form.label?.rawValue ?? "", "nature": form.nature?.rawValue ?? "",
            "this_mention": words(
                "correction_this",
                [
                    "before": words("label_\(file.judgement.label.rawValue)"),
                    "after": words("label_\(preview.judgement.label.rawValue)"),
                    "nature": words("nature_\(preview.judgement.nature.rawValue)"),
                ]
            ),
            "becomes": becomes(preview),
            "has_words": !form.words.isEmpty,
        ]
        guard !form.words.isEmpty else { return fields }
        fields.merge(others(preview)) { $1 }
        let changed = form.meanings.filter { $0.meaning != .keep }
        fields["changed"] = changed.enumerated().map { number, term in
            [
                "n": "\(number)", "term": term.term, "meaning": term.meaning.rawValue,
                "text": name(of: term.meaning),
            ]
        }
        return fields
    }

    /// What a value means, in words.
    func worth(_ value: Int) -> String {
        switch value {
        case 0: name(of: .none)
        case Corrections.Word.praise: name(of: .praise)
        case -Corrections.Word.praise: name(of: .blame)
        default: shown.points(value)
        }
    }

    // MARK: -

    private func name(of meaning: CorrectionForm.Meaning) -> String {
        switch meaning {
        case .keep: words("meaning_keep")
        case .none: words("meaning_none")
        case .praise: words("meaning_praise")
        case .blame: words("meaning_blame")
        }
    }

    private func becomes(_ preview: CorrectionPreview) -> String {
        switch preview.destination {
        case .openCase: words("correction_opens_case")
        case .queue: words("correction_queues")
        case .note, .cluster, nil:
            preview.mention.isHistory ? words("correction_history") : words("correction_stays")
        }
    }

    private func others(_ preview: CorrectionPreview) -> [String: Any] {
        var fields: [String: Any] = [
            "others": words.count("correction_others", preview.others),
            "range": preview.isCut
                ? words("correction_of_newest", ["n": "\(preview.seen)"])
                : words.count("correction_of", preview.seen),
            "moves": preview.moves.map { move in
                [
                    "before": words("label_\(move.before.rawValue)"),
                    "after": move.before == move.after
                        ? words("correction_other_nature")
                        : words("label_\(move.after.rawValue)"),
                    "count": "\(move.count)",
                ]
            },
            "has_moves": !preview.moves.isEmpty,
            "first": preview.first.map(line),
        ]
        if preview.byPeople > 0 {
            fields["by_people"] = words.count("correction_by_people", preview.byPeople)
        }
        if let byRules = preview.byRules {
            fields["by_rules"] = words(
                "correction_by_rules",
                ["label": words("label_\(byRules.label.rawValue)")]
            )
        }
        return fields
    }

    private func line(_ flip: CorrectionPreview.Flip) -> [String: Any] {
        let before = flip.file.judgement
        return [
            "address": flip.file.caseNumber.map { "/cases/\($0)" } ?? "/mentions/\(flip.file.id)",
            "title": flip.file.title.isEmpty ? flip.file.excerpt : flip.file.title,
            "brand": flip.file.brandName,
            "before": words("label_\(before.label.rawValue)")
                + ", " + words("nature_\(before.nature.rawValue)"),
            "after": words("label_\(flip.after.label.rawValue)")
                + ", " + words("nature_\(flip.after.nature.rawValue)"),
        ]
    }
}
