import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct IrrealisTests {
    @Test(arguments: [
        ("it should be good", 500), ("it should be a b c bad", -500), ("good it should be", 2000),
        ("it should be, good", 2000), ("should be 😍", 3000), ("should good", 2000),
    ])
    func `what is only wished counts in part to the end of its clause`(
        text: String,
        points: Int
    ) throws {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }

    @Test func `the change names the words`() throws {
        let part = try #require(try SmallRules.judge("it should be good").evidence.parts.first)
        let span = TextSpan(field: .text, start: 3, end: 12)
        #expect(part.changes == [EvidenceChange(rule: "irrealis", span: span, points: -1500)])
    }
}
