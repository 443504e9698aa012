/// Takes what is wished, expected or only supposed for less than what is: "should be better".
struct Irrealis: ScoringRule {
    func apply(to hit: inout Hit, in reading: Reading) {
        guard !hit.isPicture else { return }
        let clause = reading.clause(reading.tokens[hit.first].clause)
        guard clause.lowerBound < hit.first else { return }
        for place in (clause.lowerBound..<hit.first).reversed() {
            guard let share = reading.tokens[place].irrealis else { continue }
            let span = reading.markSpan(endingAt: place)
            return hit.change(to: hit.value.scaled(by: share), by: "irrealis", over: span)
        }
    }
}
