public import EarshotModel
public import RecordStorage
public import SentimentScoring

extension IntakeRules {
    /// What the engine thinks by these rules of a mention that was judged before, on as much of the
    /// text as its feed gave.
    public func judgement(again mention: JudgedMention) throws(IntakeError) -> Judgement {
        let judgement = try judgement(on: ScorableText(mention))
        return judgement.judged(on: mention.file.judgement.evidence.extent ?? .full)
    }
}

extension ScorableText {
    /// What is read of a stored mention when it is judged again.
    public init(_ mention: JudgedMention) {
        let file = mention.file
        self.init(
            title: file.title,
            text: file.text,
            languageHint: mention.languageHint,
            feedKind: file.feedKind,
            brandSpans: file.spans,
            isAbout: file.spans.isEmpty
        )
    }
}
