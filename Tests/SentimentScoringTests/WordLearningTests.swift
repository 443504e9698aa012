import Testing

@testable import SentimentScoring

@Suite struct WordLearningTests {
    private func proposals(
        _ texts: [(String, Double)],
        least: Int = 3
    ) throws -> [WordLearning.Proposal] {
        var learning = WordLearning(with: try SmallRules.rules())
        for (text, side) in texts { learning.add(text, side: side) }
        return learning.proposals(leastCount: least)
    }

    /// As much praise as blame, so that nothing holds for all texts.
    private static let texts =
        (1...20).map { ("the blorpy thing\($0) came", -1.0) }
        + (1...20).map { ("a fribble thing\($0 + 20) came", 1.0) }

    @Test func `words of one side are proposed with counts and examples`() throws {
        let found = try proposals(Self.texts)
        #expect(found.map(\.word) == ["blorpy", "fribble", "the"])
        #expect(found.map(\.value) == [-2100, 2100, -2100])
        #expect(found[0].count == 20 && found[0].agreeing == 20)
        #expect(found[0].examples == ["the blorpy thing1 came", "the blorpy thing2 came"])
    }

    @Test func `few texts make a word count less, and too few nothing`() throws {
        let few = Self.texts.prefix(4) + Self.texts.suffix(4)
        #expect(try proposals(Array(few)).first?.value == -1000)
        #expect(try proposals(Array(few), least: 5).isEmpty)
        #expect(try proposals([]).isEmpty)
    }

    @Test func `what the lists hold, names and handles are not proposed`() throws {
        let texts =
            (1...20).map { _ in ("very bad of Globex, @blorp https://blorp.example", -1.0) }
            + (1...20).map { _ in ("not good", 1.0) }
        #expect(try proposals(texts).map(\.word) == [])
    }

    @Test func `letters are counted, not bytes`() throws {
        let texts =
            (1...20).map { ("ஈ சரி né thing\($0)", -1.0) }
            + (1...20).map { ("thing\($0 + 20)", 1.0) }
        #expect(try proposals(texts).map(\.word) == ["சரி"])
    }

    @Test func `where all texts are of one side no word is to thank for it`() throws {
        let texts = (1...20).map { ("blorpy thing\($0)", 1.0) }
        #expect(try proposals(texts).isEmpty)
    }
}
