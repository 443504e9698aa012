public import EarshotModel
public import RecordStorage
import SentimentScoring

extension IntakeRules {
    /// What the engine thinks by these rules of a mention that was judged before, on as much of the
    /// text as its feed gave.
    public func judgement(again mention: JudgedMention) throws(IntakeError) -> Judgement {
        let file = mention.file
        let judgement = try judgement(
            on: ScorableText(
                title: file.title,
                text: file.text,
                languageHint: mention.languageHint,
                feedKind: file.feedKind,
                brandSpans: file.spans,
                isAbout: file.spans.isEmpty
            )
        )
        return judgement.judged(on: file.judgement.evidence.extent ?? .full)
    }
}
