import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct QuotationsTests {
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

    @Test(arguments: [
        "he said \"it is bad\" and I was slow",
        "he said “it is bad” and I was slow",
        "er sagte „it is bad“ and I was slow",
        "han sade ”it is bad” and I was slow",
        "il dit « it is bad » and I was slow",
        "er sagte »it is bad« and I was slow",
    ])
    func `a saying in quotation marks counts less`(text: String) throws {
        #expect(try points(text) == [-1000, -1000])
    }

    @Test(arguments: [
        "the \"bad\" service of today and of tomorrow",
        "a screen of 5\" is bad and of 6\" is",
        "\"it is bad and I say so\" by the way", "\"it is bad\nand it stays so",
        "it\"s bad, it\"s so",
    ])
    func `emphasis, inches and the only opinion of a text are the writer's`(text: String) throws {
        #expect(try points(text) == [-2000])
    }

    @Test(arguments: ["« it bad »", "\"it  bad\"", "“ it bad ”"])
    func `spaces within the marks make no words`(saying: String) throws {
        #expect(try points("il dit \(saying) and I was slow") == [-2000, -1000])
    }

    @Test func `nobody asks or complains in a quoted line`() throws {
        let judgement = try SmallRules.judge("> is it good?\nit is here")
        #expect(judgement.nature == .other)
        #expect(try SmallRules.judge("is it good?\n> it is here").nature == .question)
    }

    @Test func `a reader forgets the quotations of the text before`() throws {
        var reader = try SmallRules.scorer().makeReader()
        _ = reader.judgement(on: ScorableText(text: "> bad", language: "en"))
        let after = reader.judgement(on: ScorableText(text: "bad", language: "en"))
        #expect(after.evidence.points == -2000)
    }
}
