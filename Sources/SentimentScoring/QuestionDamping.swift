/// Takes praise in a question for less than praise: "is it any good?".
struct QuestionDamping: ScoringRule {
    static let causes: Marks = .question

    let share: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard hit.value > 0, !hit.isPicture, reading.sentence(of: hit).isQuestion else { return }
        hit.change(to: hit.value.scaled(by: share), by: .question, over: nil, &ledger)
    }
}
