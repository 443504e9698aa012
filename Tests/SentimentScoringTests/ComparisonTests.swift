import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct ComparisonTests {
    private func points(_ text: String, _ target: String) throws -> Int {
        try SmallRules.scorer().judge(
            ScorableText(text: text, language: "en", target: target)
        ).evidence.points
    }

    @Test(arguments: [
        ("Acme is good than Globex", 2000, -2000), ("Globex is bad than Acme", 2000, -2000),
        ("Acme is good que Globex", 2000, -2000), ("Globex vida Acme good", 2000, -2000),
    ])
    func `what is better than another makes the other worse`(
        text: String,
        acme: Int,
        globex: Int
    ) throws {
        #expect(try points(text, "Acme") == acme)
        #expect(try points(text, "Globex") == globex)
    }

    @Test(arguments: [
        ("Acme is good, than Globex", "Globex"), ("good a b c que Globex", "Globex"),
        ("good is more than a b c Globex", "Globex"), ("good x Globex", "Globex"),
    ])
    func `only a comparison with the brand turns, and only in its clause`(
        text: String,
        target: String
    ) throws {
        #expect(try points(text, target) >= 0)
    }

    @Test(arguments: [("lebih good dari Globex", -2000), ("good dari Globex", 2000)])
    func `some words compare only behind a word that leads to it`(
        text: String,
        points: Int
    ) throws {
        let comparison = "dari\tled\nlebih\tlead\n"
        let judgement = try SmallRules.scorer(replacing: ["comparison.tsv": comparison]).judge(
            ScorableText(text: text, language: "en", target: "Globex")
        )
        #expect(judgement.evidence.points == points)
    }

    @Test func `the change names the word of comparison`() throws {
        let judgement = try SmallRules.scorer().judge(
            ScorableText(text: "It is good than Acme", language: "en", target: "Acme")
        )
        let span = TextSpan(field: .text, start: 11, end: 15)
        #expect(
            judgement.evidence.parts.map(\.changes) == [
                [EvidenceChange(rule: "comparison", span: span, points: -4000)]
            ]
        )
    }

    @Test func `without a target nothing is turned`() throws {
        #expect(try SmallRules.judge("Acme is good than Globex").evidence.points == 2000)
    }
}
