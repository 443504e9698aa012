import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct QuotedLinesTests {
    private func points(_ text: String) throws -> [Int] {
        try SmallRules.judge(text).evidence.parts.map(\.points)
    }

    @Test func `words of others count less than the writer's, line by line`() throws {
        #expect(try points("> bad\ngood\n>> awful\n>bad") == [-200, 2000, -300, -200])
        let changes = try SmallRules.judge("> bad").evidence.parts.flatMap(\.changes)
        #expect(changes.map(\.rule) == ["quoted"])
    }

    @Test func `a sign within a line and an emoticon quote nobody`() throws {
        #expect(try points("it was -> bad") == [-2000])
        #expect(try points(">:( bad").last == -2000)
        #expect(try points("good\n>") == [2000])
    }

    @Test func `a reader forgets the quotations of the text before`() throws {
        var reader = try SmallRules.scorer().makeReader()
        _ = reader.judgement(on: ScorableText(text: "> bad", language: "en"))
        let after = reader.judgement(on: ScorableText(text: "bad", language: "en"))
        #expect(after.evidence.points == -2000)
    }
}
