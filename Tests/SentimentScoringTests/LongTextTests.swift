import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct LongTextTests {
    private func points(_ text: String) throws -> Int {
        let weights = try #require(SmallRules.files["weights.tsv"])
            .replacing("long.words\t100", with: "long.words\t5")
            .replacing("long.praise_share\t1", with: "long.praise_share\t0.5")
        return try SmallRules.scorer(replacing: ["weights.tsv": weights]).judge(
            ScorableText(text: text, language: "en", target: "Acme")
        ).evidence.points
    }

    @Test(arguments: [
        ("one two three good", 2000), ("one two three four good", 1000),
        ("one two three four bad", -2000), ("one two three four 😍", 3000),
        ("Acme good. He met Globex. One two three", 2000),
    ])
    func `praise counts less where so many words are about the brand, blame does not`(
        text: String,
        expected: Int
    ) throws {
        #expect(try points(text) == expected)
    }
}
