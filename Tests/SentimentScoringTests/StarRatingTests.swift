import EarshotModel
import Testing
import TextAnalysis

@testable import SentimentScoring

@Suite struct StarRatingTests {
    private func values(_ text: String) -> [Int] {
        StarRating(most: 4000).ratings(in: AnalysedText(text)).map(\.value)
    }

    @Test(arguments: [
        ("a 5/5", 4000), ("a 1/5", -4000), ("a 4/5", 2000), ("a 10/10", 4000), ("a 0/5", -4000),
        ("9 out of 10", 3111), ("a ★★★★★", 4000), ("a ★★☆☆☆", -2000), ("a ★", -4000),
        ("a ★★★★★★★☆☆☆", 1333),
    ])
    func `ratings out of five and ten have their values`(text: String, value: Int) {
        #expect(values(text) == [value])
    }

    @Test(arguments: [
        "3/5", "1/5/2026", "24/7", "6/5", "1 / 5", "2 out of 3", "★☆★☆★☆★", "5/", "/5",
    ])
    func `the middle, dates and fractions are no ratings`(text: String) {
        #expect(values(text) == [])
    }

    @Test func `a rating counts with its place`() throws {
        let judgement = try SmallRules.judge("Initech ★☆☆☆☆")
        #expect(judgement.label == .negative)
        #expect(judgement.evidence.parts.map(\.span) == [TextSpan(field: .text, start: 8, end: 23)])
    }

    @Test func `a text of nothing but stars does not trap`() throws {
        #expect(try SmallRules.judge("★★★★★").label == .abstain)
    }
}
