/// Takes what a word's form adds to it: strengthening affixes, and letters said long.
struct WordForm: ScoringRule {
    let stretchBonus: Int

    func apply(to hit: inout Hit, in reading: Reading) {
        guard !hit.isPicture else { return }
        let words = reading.tokens[hit.first..<hit.end]
        if let factor = words.first(where: { $0.affixFactor != 1000 })?.affixFactor {
            hit.change(to: hit.value.scaled(by: factor), by: "affix", over: nil)
        }
        if words.contains(where: \.isStretched) {
            hit.strengthen(by: stretchBonus, because: "stretch", over: nil)
        }
    }
}
