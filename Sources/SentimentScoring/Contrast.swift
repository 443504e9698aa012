import EarshotModel

/// Weighs the two sides of a sentence: "cheap but good", "although cheap, it is good".
///
/// It works only where both sides hold an opinion.
struct Contrast: ScoringRule {
    let lighter: Int
    let heavier: Int
    /// Which clauses count at all: the other side must hold an opinion in one of them.
    let scope: TargetScope

    func apply(to hit: inout Hit, in reading: Reading) {
        let whole = reading.sentence(of: hit)
        guard let turn = whole.turn else { return }
        let sentence = whole.words
        switch reading.tokens[turn].contrast {
        case .after:
            let isHeavy = hit.first > turn
            let other = isHeavy ? sentence.lowerBound..<turn : (turn + 1)..<sentence.upperBound
            weigh(&hit, asHeavy: isHeavy, against: other, turn, in: reading)
        case .before:
            let conceded = reading.clause(reading.tokens[turn].clause)
            let isHeavy = !conceded.contains(hit.first)
            guard isHeavy else {
                let rest = [
                    sentence.lowerBound..<conceded.lowerBound,
                    conceded.upperBound..<max(sentence.upperBound, conceded.upperBound),
                ]
                guard rest.contains(where: { holdsOpinion($0, in: reading) }) else { return }
                return weigh(&hit, asHeavy: false, turn, in: reading)
            }
            weigh(&hit, asHeavy: true, against: conceded, turn, in: reading)
        case nil: break
        }
    }

    private func weigh(
        _ hit: inout Hit,
        asHeavy isHeavy: Bool,
        against other: Range<Int>,
        _ turn: Int,
        in reading: Reading
    ) {
        guard holdsOpinion(other, in: reading) else { return }
        weigh(&hit, asHeavy: isHeavy, turn, in: reading)
    }

    private func weigh(_ hit: inout Hit, asHeavy isHeavy: Bool, _ turn: Int, in reading: Reading) {
        hit.change(
            to: hit.value.scaled(by: isHeavy ? heavier : lighter),
            by: "contrast",
            over: reading.markSpan(endingAt: turn)
        )
    }

    /// Whether the first or the last opinion of a side counts.
    private func holdsOpinion(_ side: Range<Int>, in reading: Reading) -> Bool {
        reading.outerHits(in: side).contains { scope.counts(reading.tokens[$0.first].clause) }
    }
}
