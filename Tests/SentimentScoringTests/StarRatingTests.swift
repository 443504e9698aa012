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

    @Test(arguments: [
        ("★★★★★", SentimentLabel.positive), ("★☆☆☆☆", .negative), ("★★★☆☆", .abstain),
    ])
    func `a text of nothing but stars is judged by them`(
        text: String,
        label: SentimentLabel
    ) throws {
        #expect(try SmallRules.judge(text).label == label)
        let titled = ScorableText(title: "My stay", text: text, language: "en")
        let expected = label == .abstain ? .neutral : label
        #expect(try SmallRules.scorer().judge(titled).label == expected)
    }

    @Test func `a rating has its value whatever negates around it`() throws {
        #expect(try SmallRules.judge("not 1/5").evidence.points == -4000)
    }

    @Test func `of two ratings that share a number the first counts`() {
        #expect(values("a 1/5 out of 10") == [-4000])
        #expect(values("a 1/5 10/10") == [-4000, 4000])
    }
}
