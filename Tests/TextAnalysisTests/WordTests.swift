import Testing

@testable import TextAnalysis

@Suite struct WordTests {
    private func word(_ text: Range<Int> = 3..<7) -> Word {
        Word(text: text, folded: 1..<5, kind: .word, shape: .lower, gap: .space)
    }

    @Test func `a word keeps where it stands in the text and in the folded text`() {
        #expect([word().start, word().end] == [3, 7])
        #expect([word().foldedStart, word().foldedEnd] == [1, 5])
        #expect(word() != word(4..<7))
    }

    @Test func `marks are counted up to 255, each kind by itself`() {
        var word = word()
        #expect([word.exclamations, word.questions] == [0, 0])
        for _ in 0..<300 { word.signs.addExclamation() }
        word.signs.addQuestion()
        #expect([word.exclamations, word.questions] == [255, 1])
        for _ in 0..<300 { word.signs.addQuestion() }
        #expect([word.exclamations, word.questions] == [255, 255])
    }

    @Test func `gaps are ordered by how much they part`() {
        let gaps: [Word.Gap] = [.sentence, .none, .comma, .space]
        #expect(gaps.sorted() == [.none, .space, .comma, .sentence])
    }

    @Test func `a word is small enough to keep one for each word of a long text`() {
        #expect(MemoryLayout<Word>.stride <= 24)
    }
}
