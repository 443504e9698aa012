import Testing
import TextAnalysis

@Suite struct SearchWordsTests {
    @Test(arguments: [
        ("", ""),
        ("Don't panic, Ånglådal!", "don't panic angladal"),
        ("Paid 1,000.50 to @Wista_Quay #FAIL", "paid 1,000.50 to wista_quay fail"),
        ("by @ada@example.org 😂 :-) https://example.org x@example.org", "by ada example org"),
        ("தமிழ் ஸ்ரீ", "தமிழ் ஸ்ரீ"),
    ])
    func `the full-text index sees folded words and no pictures or addresses`(
        text: String,
        expected: String
    ) {
        #expect(SearchWords.words(of: text) == expected)
    }

    @Test func `asking with the words of a text finds the text`() {
        let text = "Ｔｏｋｙｏ Straße L’Oravelle"
        #expect(SearchWords.words(of: text) == SearchWords.words(of: text.uppercased()))
        #expect(SearchWords.words(of: SearchWords.words(of: text)) == SearchWords.words(of: text))
    }
}
