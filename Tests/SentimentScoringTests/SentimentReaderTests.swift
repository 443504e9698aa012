import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct SentimentReaderTests {
    private static func texts(_ seed: UInt64) -> [ScorableText] {
        var review = RandomReview(seed: seed)
        return (0..<12).map { number in
            ScorableText(
                text: review.text(),
                language: number.isMultiple(of: 3) ? "sv" : "en",
                target: number.isMultiple(of: 2) ? "acme" : nil
            )
        }
    }

    @Test(arguments: 0..<20)
    func `a verdict is the judgement without its reasons`(seed: UInt64) throws {
        let scorer = try ShippedRules.scorerOfAll()
        var reader = scorer.makeReader()
        for text in Self.texts(seed) {
            let judgement = scorer.judge(text)
            let verdict = reader.verdict(on: text)
            #expect(verdict.label == judgement.label && verdict.score == judgement.score)
            #expect(verdict.side == scorer.side(of: judgement))
        }
    }

    @Test(arguments: 0..<20)
    func `a reader judges each text as if it were the first`(seed: UInt64) throws {
        let scorer = try ShippedRules.scorerOfAll()
        var reader = scorer.makeReader()
        for text in Self.texts(seed) {
            var fresh = scorer.makeReader()
            #expect(reader.judgement(on: text) == fresh.judgement(on: text))
        }
    }

    @Test func `places that a huge text made large are given up`() throws {
        var reader = try SmallRules.scorer().makeReader()
        let small = ScorableText(text: "not good", language: "en")
        let before = reader.judgement(on: small)
        #expect(reader.keeps("en"))
        let long = String(repeating: "x", count: 1 << 20) + " good"
        #expect(reader.verdict(on: ScorableText(text: long, language: "en")).label == .positive)
        #expect(!reader.keeps("en"))
        let many = String(repeating: "a ", count: 70_000) + "good"
        _ = reader.judgement(on: ScorableText(text: many, language: "en"))
        #expect(!reader.keeps("en"))
        #expect(reader.judgement(on: small) == before)
        #expect(reader.keeps("en"))
    }

    @Test func `without rules there is nothing to read by`() {
        var reader = SentimentScorer(languages: []).makeReader()
        #expect(reader.verdict(on: ScorableText(text: "good")).label == .abstain)
        #expect(reader.verdict(on: ScorableText(text: " … ")).label == .abstain)
    }
}
