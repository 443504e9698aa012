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
        form.apply(to: &hit, in: reading, &ledger)
        intensity.apply(to: &hit, in: reading, &ledger)
        capitals.apply(to: &hit, in: reading, &ledger)
        negation.apply(to: &hit, in: reading, &ledger)
        irrealis.apply(to: &hit, in: reading, &ledger)
        exclamation.apply(to: &hit, in: reading, &ledger)
        contrast.apply(to: &hit, in: reading, &ledger)
        question.apply(to: &hit, in: reading, &ledger)
        repetition.apply(to: &hit, in: reading, &ledger)
        irony.apply(to: &hit, in: reading, &ledger)
        long.apply(to: &hit, in: reading, &ledger)
        comparison.apply(to: &hit, in: reading, &ledger)
        reading.quotations.apply(to: &hit, in: reading, &ledger)
        reading.scope.apply(to: &hit, in: reading, &ledger)
    }
}
