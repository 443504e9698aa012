/// Turns an opinion word that a negator reaches: "not good", "nobody is friendly".
///
/// Praise is shifted towards blame, never beyond its mirror image; blame is relieved to weak
/// praise. A negator reaches to the end of its clause, over so many words at most; two of them lift
/// each other. Pictures stand outside: "nothing for us :(" stays sad.
struct Negation: ScoringRule {
    let reach: Int
    let shift: Int
    let relief: Int

    func apply(to hit: inout Hit, in reading: Reading) {
        guard !hit.isPicture, hit.value != 0 else { return }
        let clause = reading.clause(reading.tokens[hit.first].clause)
        let window = max(clause.lowerBound, hit.first - reach - 1)..<hit.first
        let negators = window.filter { reading.tokens[$0].isNegator }
        guard let nearest = negators.last, !negators.count.isMultiple(of: 2) else { return }
        let turned =
            hit.value > 0
            ? max(hit.value - shift, -hit.value)
            : min(hit.value + shift, relief)
        hit.change(to: turned, by: "negation", over: reading.markSpan(endingAt: nearest))
    }
}
