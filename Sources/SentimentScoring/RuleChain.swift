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
    private let long: LongText?
    private let comparison = Comparison()
    private let scope: TargetScope

    /// The rules for a text of which so many words are about the brand.
    init(_ weights: ScoringWeights, scope: TargetScope, words: Int) {
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
        contrast = Contrast(
            lighter: weights.contrastLighter,
            heavier: weights.contrastHeavier,
            scope: scope
        )
        question = QuestionDamping(share: weights.questionShare)
        repetition = Repetition(share: weights.repetitionShare)
        irony = Irony(share: weights.ironyShare, eventShare: weights.ironyEventShare)
        long = words >= weights.longWords ? LongText(share: weights.longPraiseShare) : nil
        self.scope = scope
    }

    /// Applies every rule to a hit.
    func apply(to hit: inout Hit, in reading: Reading) {
        form.apply(to: &hit, in: reading)
        intensity.apply(to: &hit, in: reading)
        capitals.apply(to: &hit, in: reading)
        negation.apply(to: &hit, in: reading)
        irrealis.apply(to: &hit, in: reading)
        exclamation.apply(to: &hit, in: reading)
        contrast.apply(to: &hit, in: reading)
        question.apply(to: &hit, in: reading)
        repetition.apply(to: &hit, in: reading)
        irony.apply(to: &hit, in: reading)
        long?.apply(to: &hit, in: reading)
        comparison.apply(to: &hit, in: reading)
        scope.apply(to: &hit, in: reading)
    }
}
