/// Takes praise in a long text for less: people praise more than they blame once they write much,
/// whatever they think in the end.
struct LongText: ScoringRule {
    /// What is left of praise, in thousandths.
    let share: Int

    func apply(to hit: inout Hit, in reading: Reading) {
        guard hit.value > 0, !hit.isPicture else { return }
        hit.change(to: hit.value.scaled(by: share), by: "long_text", over: nil)
    }
}
