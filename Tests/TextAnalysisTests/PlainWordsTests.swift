import Testing

@testable import TextAnalysis

@Suite struct PlainWordsTests {
    /// What is read of a text where there is place for so many words, and where reading stopped.
    private func read(_ text: String, most: Int = 20) -> (words: [Word], rest: PlainWords) {
        let written = Array(text.utf8)
        let padding = [UInt8](repeating: 0, count: AnalysedText.padding)
        let small = written.map { ByteKind($0) == .upper ? $0 | 0x20 : $0 } + padding
        let kinds = written.map { EightKinds.bits(of: ByteKind($0)) } + padding
        var plain = PlainWords(from: 0, behind: .sentence, -1)
        let words = [Word](capacity: most) { words in
            plain.read(small.span.bytes, kinds.span.bytes, before: written.count, into: &words)
        }
        return (words, plain)
    }

    @Test func `words are read with their shapes and what stands before them`() {
        let words = read("Big dogs  BARK 24 extraordinarily iPad").words
        #expect(words.map(\.start) == [0, 4, 10, 15, 18, 34])
        #expect(words.map(\.end) == [3, 8, 14, 17, 33, 38])
        #expect(words.map(\.kind) == [.word, .word, .word, .number, .word, .word])
        #expect(words.map(\.shape) == [.capitalised, .lower, .upper, .other, .lower, .other])
        #expect(words.map(\.gap) == [.sentence] + Array(repeating: .space, count: 5))
    }

    @Test(arguments: [
        ("one two, three", 2, 7), ("one two. three", 2, 7), ("it isn't", 1, 3),
        ("see a.example", 1, 4), ("at 10:30", 1, 3), ("ask me@x", 1, 4), ("so caf\u{E9}", 1, 3),
        ("so extraordinarily' x", 1, 3), ("@ada", 0, 0), ("", 0, 0), ("   ", 0, 3),
    ])
    func `reading stops before what may be more than a plain word`(
        text: String,
        count: Int,
        position: Int
    ) {
        let (words, rest) = read(text)
        #expect(words.count == count && rest.position == position)
    }

    @Test func `no more words are read than there is place for, and the rest goes on from there`() {
        let (words, rest) = read("one two three", most: 2)
        #expect(words.count == 2 && rest.position == 8 && rest.gap == .space && rest.lastEnd == 7)
    }

    @Test func `a number among the words is told`() {
        #expect(read("one 2").rest.holdNumbers && !read("one two").rest.holdNumbers)
    }
}
