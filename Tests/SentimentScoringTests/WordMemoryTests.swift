import Testing
import TextAnalysis

@testable import SentimentScoring

@Suite struct WordMemoryTests {
    /// What a memory answers for the words of a text, as the keys of their facts.
    private func keys(
        of text: String,
        in memory: inout WordMemory,
        _ book: RuleBook
    ) -> [UInt32] {
        let analysed = AnalysedText(text)
        return analysed.words.map { word in
            let answer = memory.answer(for: word, in: analysed.folded.span)
            return memory.facts[Int(answer.fact)].keys.exact
        }
    }

    @Test(arguments: [
        "good bad good", "carefulness unthinkable good", "a ab abc abcd abcde abcdefgh abcdefghi",
        "goodgoodg goodgoodgo", "😡 good 12 #good", "வாடிக்கையாளர் good வாடிக்கையாளர்",
        "x" + String(repeating: "y", count: 300) + " good",
    ])
    func `what is remembered is what is looked up`(text: String) throws {
        let book = try SmallRules.rules().book
        var memory = WordMemory(of: book)
        let first = keys(of: text, in: &memory, book)
        let analysed = AnalysedText(text)
        let looked = analysed.words.map { word in
            book.fact(
                of: word.kind,
                word.foldedStart..<word.foldedEnd,
                in: analysed.folded.span
            ).keys.exact
        }
        #expect(first == looked)
        #expect(keys(of: text, in: &memory, book) == first)
    }

    @Test func `thousands of words are kept apart`() throws {
        let book = try SmallRules.rules().book
        var memory = WordMemory(of: book)
        let words = (0..<3000).map { "w\($0)x" } + (0..<3000).map { "longerword\($0)" }
        let text = words.joined(separator: " ") + " good bad"
        let first = keys(of: text, in: &memory, book)
        #expect(first.suffix(2).allSatisfy { $0 != 0 } && Set(first).count == 3)
        #expect(keys(of: text, in: &memory, book) == first)
    }

    /// Words of six letters that all begin their search at one place.
    private func collidingWords(_ count: Int) -> [String] {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var words: [String] = []
        var number: UInt64 = 0
        while words.count < count {
            number += 1
            var (bytes, rest) = (UInt64(0), number)
            for _ in 0..<6 {
                bytes = bytes << 8 | (0x61 + rest % 26)
                rest /= 26
            }
            guard ((bytes &* factor) >> 40) & 511 == 7 else { continue }
            words.append(
                String(
                    decoding: (0..<6).map { UInt8(truncatingIfNeeded: bytes >> ($0 * 8)) },
                    as: UTF8.self
                )
            )
        }
        return words
    }

    @Test func `words that are made to meet at one place are looked up anew, not searched for`()
        throws
    {
        let words = collidingWords(200)
        let lexicon = words.prefix(100).map { $0 + "\t1\n" }.joined()
        let book = try SmallRules.rules(replacing: ["lexicon.tsv": lexicon]).book
        var memory = WordMemory(of: book)
        let text = words.joined(separator: " ")
        let first = keys(of: text, in: &memory, book)
        #expect(Set(first).count == 101)
        #expect(keys(of: text, in: &memory, book) == first)
        #expect(memory.count == 32)
    }

    @Test func `a memory that has grown large begins anew with the next text`() throws {
        let book = try SmallRules.rules().book
        var memory = WordMemory(of: book)
        _ = keys(of: "good", in: &memory, book)
        memory.begin()
        #expect(memory.facts.count == 2)
        _ = keys(of: (0..<20_000).map { "w\($0)" }.joined(separator: " "), in: &memory, book)
        memory.begin()
        #expect(memory.facts.count == 1)
    }
}
