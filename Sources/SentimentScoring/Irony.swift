import EarshotModel

/// Takes praise for blame beside a sign of irony, and for less beside a complaint: "Great job, you
/// lost my parcel 🙄".
struct Irony: ScoringRule {
    static let causes: Marks = .irony

    /// Within so many words from its start praise opens a sentence.
    private static let openingWords = 3

    /// How much of praise becomes blame beside a sign of irony.
    let share: Int
    /// What is left of praise beside a complaint about what happened.
    let eventShare: Int

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard hit.value > 0, hit.kind != .rating, hit.kind != .event else { return }
        let index = hit.sentence
        let isIronic =
            reading.sentences[index].isIronic
            || (index + 1 < reading.sentences.count && reading.sentences[index + 1].isIronic)
        if isIronic {
            hit.change(to: -hit.value.scaled(by: share), by: .irony, over: nil, &ledger)
        } else if reading.sentences[index].tellsOfHarm, opensSentence(hit, in: reading) {
            hit.change(to: hit.value.scaled(by: eventShare), by: .irony, over: nil, &ledger)
        }
    }

    /// Whether praise opens its sentence, a greeting or a name aside.
    private func opensSentence(_ hit: Hit, in reading: Reading) -> Bool {
        let sentence = reading.sentence(of: hit)
        guard sentence.turn == nil else { return false }
        return !reading.hasHit(in: sentence.words.lowerBound..<hit.first)
            && hit.first - sentence.words.lowerBound < Self.openingWords
    }
}
