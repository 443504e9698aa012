import EarshotModel

/// Weighs the two sides of a sentence: "cheap but good", "although cheap, it is good".
///
/// It works only where both sides hold an opinion.
struct Contrast: ScoringRule {
    static let causes: Marks = .contrast

    let lighter: Int
    let heavier: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        let whole = reading.sentence(of: hit)
        guard let turn = whole.turn else { return }
        let sentence = whole.words
        switch reading.tokens[turn].contrast {
        case .after:
            let isHeavy = hit.first > turn
            let other = isHeavy ? sentence.lowerBound..<turn : (turn + 1)..<sentence.upperBound
            weigh(&hit, asHeavy: isHeavy, against: other, turn, in: reading, &ledger)
        case .before:
            let conceded = reading.clause(reading.clauseNumber(at: turn))
            let isHeavy = !conceded.contains(hit.first)
            guard isHeavy else {
                let rest = [
                    sentence.lowerBound..<conceded.lowerBound,
                    conceded.upperBound..<max(sentence.upperBound, conceded.upperBound),
                ]
                guard rest.contains(where: { holdsOpinion($0, in: reading) }) else { return }
                return weigh(&hit, asHeavy: false, turn, in: reading, &ledger)
            }
            weigh(&hit, asHeavy: true, against: conceded, turn, in: reading, &ledger)
        case nil: break
        }
    }

    private func weigh(
        _ hit: inout Hit,
        asHeavy isHeavy: Bool,
        against other: Range<Int>,
        _ turn: Int,
        in reading: Reading,
        _ ledger: inout ChangeLedger
    ) {
        guard holdsOpinion(other, in: reading) else { return }
        weigh(&hit, asHeavy: isHeavy, turn, in: reading, &ledger)
    }

    private func weigh(
        _ hit: inout Hit,
        asHeavy isHeavy: Bool,
        _ turn: Int,
        in reading: Reading,
        _ ledger: inout ChangeLedger
    ) {
        hit.change(
            to: hit.value.scaled(by: isHeavy ? heavier : lighter),
            by: .contrast,
            over: reading.markSpan(endingAt: turn),
            &ledger
        )
    }

    /// Whether the first or the last opinion of a side is in a clause that counts at all.
    private func holdsOpinion(_ side: Range<Int>, in reading: Reading) -> Bool {
        guard let (first, last) = reading.outerHits(in: side) else { return false }
        return reading.scope.counts(first.clause) || reading.scope.counts(last.clause)
    }
}
