import EarshotModel

/// What changes an opinion's worth, as evidence names it.
enum Rule: String, Sendable {
    case affix, stretch, booster, diminisher, capitals, negation, irrealis, exclamation, contrast
    case question, repetition, irony, comparison, elsewhere, nearby, quoted
    case longText = "long_text"
}

/// Keeps what the rules did to the opinion at hand, where somebody asked for the reasons.
struct ChangeLedger {
    /// Whether anything is kept.
    let isKept: Bool
    private(set) var changes: [EvidenceChange] = []

    /// Creates an empty ledger.
    init(isKept: Bool) {
        self.isKept = isKept
    }

    /// Notes a change.
    mutating func note(_ rule: Rule, over span: TextSpan?, _ points: Int) {
        changes.append(EvidenceChange(rule: rule.rawValue, span: span, points: points))
    }

    /// Hands the changes over and begins anew.
    mutating func take() -> [EvidenceChange] {
        defer { changes = [] }
        return changes
    }
}
