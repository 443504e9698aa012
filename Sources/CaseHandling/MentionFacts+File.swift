public import CaseRules
import EarshotModel
public import RecordStorage

extension MentionFacts {
    /// The facts of a stored mention, for when it is triaged again.
    public init(of mention: MentionFile) {
        self.init(
            isOwnBrand: mention.isOwnBrand,
            nature: mention.judgement.nature,
            label: mention.judgement.label,
            feedKind: mention.feedKind,
            score: mention.judgement.score,
            influence: mention.feedWeight,
            isHistory: mention.isHistory,
            isNoise: mention.noise != nil,
            isHeadlineOnly: mention.judgement.isOfHeadline
        )
    }
}
