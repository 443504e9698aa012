/// Takes praise in a long text for less: people praise more than they blame once they write much,
/// whatever they think in the end.
struct LongText: ScoringRule {
    static let causes: Marks = .length

    /// How many words make a text long.
    let least: Int
    /// What is left of praise, in thousandths.
    let share: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard reading.wordCount >= least, hit.value > 0, !hit.isPicture else { return }
        hit.change(to: hit.value.scaled(by: share), by: .longText, over: nil, &ledger)
    }
}
