import EarshotModel

/// A judgement's arithmetic as lines of text: each term, what changed it, and the sum.
struct JudgementTable {
    let text: String

    init(_ judgement: Judgement) {
        var rows: [[String]] = []
        for part in judgement.evidence.parts {
            rows.append([Terminal.escaped(part.term), "lexicon", Self.points(part.base)])
            for change in part.changes {
                rows.append(["", change.rule, Self.points(change.points)])
            }
            if !part.changes.isEmpty { rows.append(["", "=", Self.points(part.points)]) }
        }
        rows.append(["sum", "", Self.points(judgement.evidence.points)])
        let table = TextTable(headings: ["term", "rule", "points"], rows: rows, rightAligned: [2])
        let score = Self.points(judgement.score)
        text =
            table.text
            + "\n\(judgement.label.rawValue), score \(score) (-1 to 1); "
            + "\(judgement.nature.rawValue) (\(judgement.natureReason))"
            + (judgement.isLanguageAssumed ? "; read as English" : "") + "\n"
    }

    /// Thousandths as a decimal number with its sign.
    private static func points(_ thousandths: Int) -> String {
        let magnitude = thousandths.magnitude
        let fraction = String(magnitude % 1000 + 1000).dropFirst()
        return (thousandths < 0 ? "-" : "+") + "\(magnitude / 1000).\(fraction)"
    }
}
