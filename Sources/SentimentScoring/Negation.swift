/// Turns an opinion word that a negator reaches: "not good", "gefällt mir nicht".
///
/// Praise is shifted towards blame, never beyond its mirror image; blame is relieved to weak
/// praise. A negator reaches to the end of its clause, over so many words at most; two of them lift
/// each other, except where the language's negators agree. Pictures stand outside: "nothing for
/// us :(" stays sad.
struct Negation: ScoringRule {
    static let causes: Marks = [.negator, .forms]

    let reach: Int
    let reachBehind: Int
    let shift: Int
    let relief: Int
    /// Whether several negators in a clause are one.
    let isConcord: Bool

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard reading.marks.contains(.negator) || hit.form.contains(.turned) else { return }
        guard !hit.isPicture, hit.value != 0, !(isConcord && hit.holdsNegator) else { return }
        let clause = reading.clause(hit.clause)
        var count = 0
        var nearest: Int?
        for place in max(clause.lowerBound, hit.first - reach - 1)..<hit.first {
            guard let side = reading.tokens[place].negator, side != .behind else { continue }
            count += 1
            nearest = place
        }
        let end = max(min(clause.upperBound, hit.end + reachBehind + 1), hit.end)
        for place in hit.end..<end where turnsBack(at: place, to: hit, in: reading, clause) {
            count += 1
            nearest = nearest ?? place
        }
        if reading.tokens[hit.first].form.contains(.turned) { count += 1 }
        guard isConcord ? count > 0 : !count.isMultiple(of: 2) else { return }
        let turned =
            hit.value > 0
            ? max(hit.value - shift, -hit.value)
            : min(hit.value + shift, relief)
        hit.change(
            to: turned,
            by: .negation,
            over: nearest.map { reading.markSpan(endingAt: $0) },
            &ledger
        )
    }

    /// Whether a negator stands here and turns the opinion before it.
    private func turnsBack(
        at place: Int,
        to hit: Hit,
        in reading: Reading,
        _ clause: Range<Int>
    ) -> Bool {
        guard let side = reading.tokens[place].negator, side != .before else { return false }
        guard !reading.hasHit(in: hit.end..<place) else { return false }
        let end = min(clause.upperBound, place + reach + 2)
        return side == .behind || !reading.hasHit(in: min(place + 1, end)..<end)
    }
}
