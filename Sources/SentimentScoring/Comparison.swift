/// Turns an opinion over for a brand that something else is compared with: "better than Acme".
struct Comparison: ScoringRule {
    static let causes: Marks = .comparison

    /// How many words may stand between the word of comparison and the name.
    private static let nameReach = 3
    /// How far before an opinion the word that leads a comparison stands at most.
    private static let leadReach = 2
    /// How many words may stand between an opinion and the word of comparison.
    private static let reach = 12
    /// How many words may stand between an opinion and a word such as "que".
    private static let nextReach = 2

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard !hit.isPicture, hit.value != 0 else { return }
        let sentence = reading.sentence(of: hit)
        guard sentence.compares else { return }
        let near = max(hit.first - Self.reach, 0)..<(hit.end + Self.reach)
        for place in sentence.words.clamped(to: near) {
            guard let side = reading.tokens[place].comparison,
                reaches(hit, from: place, side, in: reading),
                isStandard(from: place, side, in: reading)
            else { continue }
            let span = reading.markSpan(endingAt: place)
            return hit.change(to: -hit.value, by: .comparison, over: span, &ledger)
        }
    }

    // MARK: -

    private func reaches(
        _ hit: Hit,
        from place: Int,
        _ side: ComparisonWord,
        in reading: Reading
    ) -> Bool {
        guard reading.clause(hit.clause).contains(place) else { return false }
        switch side {
        case .behind: return hit.end <= place
        case .next: return hit.end <= place && place - hit.end <= Self.nextReach
        case .led: return hit.end <= place && isLed(hit, in: reading)
        case .lead: return false
        case .before: return hit.first > place
        }
    }

    /// Whether a word such as "lebih" stands shortly before an opinion.
    private func isLed(_ hit: Hit, in reading: Reading) -> Bool {
        let before = max(hit.first - Self.leadReach, 0)..<hit.first
        return reading.tokens[before].contains { $0.comparison == .lead }
    }

    /// Whether the brand is what something is compared with.
    private func isStandard(
        from place: Int,
        _ side: ComparisonWord,
        in reading: Reading
    ) -> Bool {
        let clause = reading.clause(reading.clauseNumber(at: place))
        let names =
            side == .before
            ? max(clause.lowerBound, place - Self.nameReach)..<place
            : (place + 1)..<max(min(clause.upperBound, place + 1 + Self.nameReach), place + 1)
        return reading.tokens[names].contains(where: \.isBrand)
    }
}
