import TextAnalysis

/// Strengthens an opinion word in capitals among words that are not: "this is GREAT".
struct Capitals: ScoringRule {
    static let causes: Marks = .capitals

    let bonus: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard hit.form.contains(.upper), !hit.isPicture, !reading.isShouted else { return }
        hit.strengthen(by: bonus, because: .capitals, &ledger)
    }
}

/// Strengthens the last opinion word of a sentence with each exclamation mark, up to a number.
struct Exclamation: ScoringRule {
    static let causes: Marks = .exclamation

    let bonus: Int
    let most: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        let sentence = reading.sentence(of: hit)
        guard sentence.exclamations > 0, reading.isLastHit(hit, of: sentence.words) else { return }
        let counted = min(sentence.exclamations, most)
        hit.strengthen(by: bonus * counted, because: .exclamation, &ledger)
    }
}

/// Lets a picture or word said again at once count less: "😡😡😡"; "good, good" is said twice.
struct Repetition: ScoringRule {
    static let causes: Marks = .neighbours

    let share: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard reading.tokens[hit.first].gap < .comma,
            let before = reading.hit(endingAt: hit.first), reading.haveOneTerm(before, hit)
        else { return }
        hit.change(to: hit.value.scaled(by: share), by: .repetition, over: before.span, &ledger)
    }
}
