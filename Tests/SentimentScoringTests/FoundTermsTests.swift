import Testing

@testable import SentimentScoring

@Suite struct FoundTermsTests {
    private func meaning(opinion: Int? = nil, factor: Int? = nil) -> RuleTrie.Meaning {
        var meaning = RuleTrie.Meaning()
        (meaning.opinion, meaning.factor) = (opinion, factor)
        return meaning
    }

    @Test func `opinions come from the longest to the shortest, of two alike the first before`() {
        var found = FoundTerms()
        for (opinion, length) in [(7, 1), (8, 3), (9, 2), (5, 3)] {
            found.addOpinion(of: meaning(opinion: opinion), length: length)
        }
        let all = (0..<found.opinionCount).map { found.opinion(at: $0) }
        #expect(all.map(\.opinion) == [8, 5, 9, 7] && all.map(\.length) == [3, 3, 2, 1])
    }

    @Test func `of marks of one kind the longest counts`() {
        var found = FoundTerms()
        for (factor, length) in [(1200, 1), (1500, 2), (900, 1)] {
            found.addMarks(of: meaning(factor: factor), length: length)
        }
        #expect(found.intensifier?.factor == 1500 && found.longestMark == 2)
        #expect(found.negator == nil)
    }

    @Test func `what is forgotten leaves nothing behind`() {
        var found = FoundTerms()
        found.addOpinion(of: meaning(opinion: 1), length: 2)
        found.addMarks(of: meaning(factor: 1200), length: 1)
        found.clear()
        #expect(found.isEmpty && found.opinionCount == 0 && found.intensifier == nil)
        found.addOpinion(of: meaning(opinion: 4), length: 1)
        #expect(found.opinionCount == 1 && found.opinion(at: 0).opinion == 4)
    }
}
