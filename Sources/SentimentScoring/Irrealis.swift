/// Takes what is wished, expected or only supposed for less than what is: "should be better".
struct Irrealis: ScoringRule {
    static let causes: Marks = .irrealis

    /// Farther back nothing is looked for, however long the clause.
    private static let reach = 24

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard !hit.isPicture else { return }
        let clause = reading.clause(hit.clause)
        let first = max(clause.lowerBound, hit.first - Self.reach)
        for place in (first..<max(hit.first, first)).reversed() {
            guard let share = reading.tokens[place].irrealis else { continue }
            let span = reading.markSpan(endingAt: place)
            return hit.change(to: hit.value.scaled(by: share), by: .irrealis, over: span, &ledger)
        }
    }
}
