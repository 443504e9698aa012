public import CaseRules
public import EarshotModel
public import RecordStorage

extension MentionFacts {
    /// The facts of a stored mention, as it is judged or as it is about to be.
    public init(of mention: MentionFile, judgedAs other: Judgement? = nil) {
        let judgement = other ?? mention.judgement
        self.init(
            isOwnBrand: mention.isOwnBrand,
            nature: judgement.nature,
            label: judgement.label,
            feedKind: mention.feedKind,
            score: judgement.score,
            influence: mention.feedWeight,
            isHistory: mention.isHistory,
            isNoise: mention.noise != nil,
            isHeadlineOnly: judgement.isOfHeadline
        )
    }
}
