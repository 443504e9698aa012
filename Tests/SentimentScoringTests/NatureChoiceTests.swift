import EarshotModel
import SentimentScoring
import Testing

@Suite struct NatureChoiceTests {
    private func nature(_ text: String, kind: FeedKind? = .forum) throws -> [String] {
        let scorable = ScorableText(text: text, feedKind: kind, target: "Acme")
        let judgement = try SmallRules.scorer().judge(scorable)
        return [judgement.nature.rawValue, judgement.natureReason]
    }

    @Test(arguments: [
        ("Acme is bad.", "complaint", "negative_label"),
        ("Acme is good but Acme is awful.", "complaint", "negative_label"),
        ("Acme is good and awful.", "complaint", "negative_label"),
        ("Acme is great.", "praise", "positive_label"),
        ("Acme is here.", "other", "no_opinion"),
        ("", "other", "no_opinion"),
        ("When does Acme open?", "question", "question_mark"),
        ("Acme is here. Is it good?", "question", "question_mark"),
        ("Acme is here. What time is it?", "other", "no_opinion"),
    ])
    func `a question goes before the label`(text: String, nature: String, reason: String) throws {
        #expect(try self.nature(text) == [nature, reason])
    }

    @Test(arguments: ["Is Acme bad?", "Acme is good", ""])
    func `news goes before all`(text: String) throws {
        #expect(try nature(text, kind: .news) == ["news", "feed_kind_news"])
    }
}
