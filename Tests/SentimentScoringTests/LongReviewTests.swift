import EarshotModel
import SentimentScoring
import Testing

/// Texts that would take hours if any rule looked over the whole text for each word.
@Suite struct LongReviewTests {
    @Test(
        .timeLimit(.minutes(3)),
        arguments: [
            "a", "a ", "!", "?", "\u{301}", "e\u{301}", "@", "@a ", "#bad ", "👩‍", "😡", "😡 ", "🇸🇪",
            "★", "★ ", "1/5 ", "1/5 good ", "5 out of 10 ", "good ", "good, ", "good. ", "good! ",
            "not ", "very ", "but ", "good but ", "although ", "no one ", "refused a ", "kind ",
            "Acme ", "Acme. ", "Acme is good, Globex ", "like ", "https://", "\u{0}", "中",
        ]
    )
    func `a long text of one piece repeated is judged in linear time`(piece: String) throws {
        let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
        let scorer = try SmallRules.scorer()
        let judgement = scorer.judge(ScorableText(text: text, language: "en", target: "Acme"))
        #expect((-1000...1000).contains(judgement.score))
        #expect(judgement.evidence.points == judgement.evidence.parts.reduce(0) { $0 + $1.points })
    }

    @Test(.timeLimit(.minutes(3)), arguments: ["a", "!", "\u{301}", "@", "👩‍"])
    func `a megabyte is judged as well`(piece: String) throws {
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count) + "?"
        let judgement = try ShippedRules.scorer().judge(ScorableText(text: text))
        #expect((-1000...1000).contains(judgement.score))
    }

    @Test func `a title of nothing but brand spans costs no more than its words`() throws {
        let spans = (0..<20_000).map { TextSpan(field: .title, start: $0 * 5, end: $0 * 5 + 4) }
        let text = ScorableText(
            title: String(repeating: "good ", count: 20_000),
            text: "",
            language: "en",
            brandSpans: spans
        )
        #expect(try SmallRules.scorer().judge(text).evidence.parts.isEmpty)
    }
}
