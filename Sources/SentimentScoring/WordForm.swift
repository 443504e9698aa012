/// Takes what a word's form adds to it: strengthening affixes, and letters said long.
struct WordForm: ScoringRule {
    static let causes: Marks = .forms

    let stretchBonus: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard !hit.form.isEmpty, !hit.isPicture else { return }
        if hit.form.contains(.boosted),
            let word = reading.tokens[hit.first..<hit.end].first(where: {
                $0.form.contains(.boosted)
            })
        {
            let factor = Int(reading.fact(of: word).affixFactor)
            hit.change(to: hit.value.scaled(by: factor), by: .affix, over: nil, &ledger)
        }
        if hit.form.contains(.stretched) {
            hit.strengthen(by: stretchBonus, because: .stretch, &ledger)
        }
    }
}
