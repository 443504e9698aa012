/// Lets words such as "very" and "slightly" strengthen or weaken the opinion word behind them.
struct Intensity: ScoringRule {
    static let causes: Marks = .intensifier

    let reach: Int
    let fade: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard !hit.isPicture else { return }
        let clause = reading.clause(hit.clause)
        let window = max(clause.lowerBound, hit.first - reach - 1)..<hit.first
        var effect = 1000
        for position in window.reversed() {
            if let factor = reading.tokens[position].factor {
                let faded = 1000 + (factor - 1000).scaled(by: effect)
                hit.change(
                    to: hit.value.scaled(by: faded),
                    by: factor > 1000 ? .booster : .diminisher,
                    over: reading.markSpan(endingAt: position),
                    &ledger
                )
            }
            effect = effect.scaled(by: fade)
        }
    }
}
