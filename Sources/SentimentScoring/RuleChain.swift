/// The scoring rules in the order of their application.
struct RuleChain: Sendable {
    private let form: WordForm
    private let intensity: Intensity
    private let capitals: Capitals
    private let negation: Negation
    private let irrealis = Irrealis()
    private let exclamation: Exclamation
    private let contrast: Contrast
    private let question: QuestionDamping
    private let repetition: Repetition
    private let irony: Irony
    private let long: LongText
    private let comparison = Comparison()

    /// The rules with the numbers of a language.
    init(_ weights: ScoringWeights) {
        form = WordForm(stretchBonus: weights.stretchBonus)
        intensity = Intensity(reach: weights.intensityReach, fade: weights.intensityFade)
        capitals = Capitals(bonus: weights.capitalsBonus)
        negation = Negation(
            reach: weights.negationReach,
            reachBehind: weights.negationReachBehind,
            shift: weights.negationShift,
            relief: weights.negationRelief,
            isConcord: weights.negationConcord
        )
        exclamation = Exclamation(
            bonus: weights.exclamationBonus,
            most: weights.exclamationMost
        )
        contrast = Contrast(lighter: weights.contrastLighter, heavier: weights.contrastHeavier)
        question = QuestionDamping(share: weights.questionShare)
        repetition = Repetition(share: weights.repetitionShare)
        irony = Irony(share: weights.ironyShare, eventShare: weights.ironyEventShare)
        long = LongText(least: weights.longWords, share: weights.longPraiseShare)
    }

    /// Applies every rule to a hit, what the reading knows last.
    @inline(__always)
    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        apply(form, to: &hit, in: reading, &ledger)
        apply(intensity, to: &hit, in: reading, &ledger)
        apply(capitals, to: &hit, in: reading, &ledger)
        apply(negation, to: &hit, in: reading, &ledger)
        apply(irrealis, to: &hit, in: reading, &ledger)
        apply(exclamation, to: &hit, in: reading, &ledger)
        apply(contrast, to: &hit, in: reading, &ledger)
        apply(question, to: &hit, in: reading, &ledger)
        apply(repetition, to: &hit, in: reading, &ledger)
        apply(irony, to: &hit, in: reading, &ledger)
        apply(long, to: &hit, in: reading, &ledger)
        apply(comparison, to: &hit, in: reading, &ledger)
        apply(reading.quotations, to: &hit, in: reading, &ledger)
        apply(reading.scope, to: &hit, in: reading, &ledger)
    }

    /// Applies a rule where the text holds anything that lets it do something.
    @inline(__always)
    private func apply<Rule: ScoringRule>(
        _ rule: @autoclosure () -> Rule,
        to hit: inout Hit,
        in reading: Reading,
        _ ledger: inout ChangeLedger
    ) {
        guard !reading.marks.isDisjoint(with: Rule.causes) else { return }
        rule().apply(to: &hit, in: reading, &ledger)
    }
}
