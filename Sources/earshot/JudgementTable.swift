import EarshotModel

/// A judgement's arithmetic as lines of text: each term, what changed it, and the sum.
struct JudgementTable {
    let text: String

    init(_ judgement: Judgement) {
        let score = Self.points(judgement.score)
        text =
            Self.table(of: judgement.evidence)
            + "\n\(judgement.label.rawValue), score \(score) (-1 to 1); "
            + "\(judgement.nature.rawValue) (\(judgement.natureReason))"
            + (judgement.isLanguageAssumed ? "; read as English" : "") + "\n"
    }

    /// The arithmetic alone: each term, what changed it, and the sum.
    static func table(of evidence: Evidence) -> String {
        var rows: [[String]] = []
        for part in evidence.parts {
            let source = part.kind == .word ? "lexicon" : part.kind.rawValue
            rows.append([Terminal.escaped(part.term), source, points(part.base)])
            for change in part.changes {
                rows.append(["", change.rule, points(change.points)])
            }
            if !part.changes.isEmpty { rows.append(["", "=", points(part.points)]) }
        }
        rows.append(["sum", "", points(evidence.points)])
        return TextTable(headings: ["term", "rule", "points"], rows: rows, rightAligned: [2]).text
    }

    /// Thousandths as a decimal number with its sign.
    private static func points(_ thousandths: Int) -> String {
        let magnitude = thousandths.magnitude
        let fraction = String(magnitude % 1000 + 1000).dropFirst()
        return (thousandths < 0 ? "-" : "+") + "\(magnitude / 1000).\(fraction)"
    }
}
