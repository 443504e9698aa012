import Testing
import TextAnalysis

@testable import SentimentScoring

@Suite struct RuleTrieTests {
    /// The terms found at a text's first word, as their lengths and the opinions they stand for.
    private func matches(_ terms: [String], _ text: String) throws -> [[Int]] {
        var words = WordTable()
        var trie = RuleTrie()
        for (number, term) in terms.enumerated() {
            let pattern = try #require(TermPattern(term))
            trie.define(pattern, in: &words) { $0.opinion = number }
        }
        let analysed = AnalysedText(text)
        var found: [[Int]] = []
        trie.matches({ distance in
            guard analysed.words.indices.contains(distance) else { return nil }
            let word = analysed.words[distance]
            let folded = analysed.folded.span
            let keys = words.keys(of: folded, from: word.foldedStart, to: word.foldedEnd)
            return (keys, word.kind == .number)
        }) { length, meaning in
            found.append([length, meaning.opinion ?? -1])
        }
        return found
    }

    @Test func `every term that begins at a word is found with its length`() throws {
        let terms = ["out", "out of", "out of order", "of order", "order"]
        #expect(
            try matches(terms, "out of order").sorted { $0[0] < $1[0] } == [
                [1, 0], [2, 1], [3, 2],
            ]
        )
        #expect(try matches(terms, "out") == [[1, 0]])
        #expect(try matches(terms, "in out") == [])
    }

    @Test(arguments: [
        ("waited <n> days", "waited 12 days", true), ("waited <n> days", "waited many days", false),
        ("at <w> best", "at their best", true), ("at <w> best", "at 3 best", true),
        ("at <w> best", "at best", false), ("<n> star*", "1 stars", true),
        ("refus* to", "refusing to", true), ("refus* to", "refus to", true),
        ("refus* to", "refu to", false), ("12 days", "12 days", true),
        ("12 days", "13 days", false),
    ])
    func `signs stand for numbers, any word and every ending`(
        term: String,
        text: String,
        isFound: Bool
    ) throws {
        #expect(try matches([term], text).isEmpty != isFound)
    }

    @Test func `a word is found by itself and by each of its stems`() throws {
        let found = try matches(["careful", "care*", "careful*", "car*"], "careful")
        #expect(found.map { $0[1] } == [0, 2, 1, 3])
    }

    @Test func `a term may mean several things`() throws {
        var words = WordTable()
        var trie = RuleTrie()
        let pattern = try #require(TermPattern("awfully"))
        trie.define(pattern, in: &words) { $0.opinion = 4 }
        trie.define(pattern, in: &words) { meaning in
            #expect(meaning.opinion == 4)
            #expect(!meaning.isMark)
            meaning.factor = 1400
        }
        trie.define(pattern, in: &words) { #expect($0.isMark) }
    }

    @Test func `ten thousand terms keep their meanings while the tree grows`() throws {
        let terms = (0..<10_000).map { "first\($0 % 100) second\($0)" }
        for number in stride(from: 0, to: 10_000, by: 1999) {
            #expect(try matches(terms, terms[number]) == [[2, number]])
        }
    }
}
