import Testing

@testable import TextAnalysis

@Suite struct WordsOfTextTests {
    private func words(_ text: String) -> [String] {
        WordsOfText(text, reading: 100).words.map { word in
            String(String.UnicodeScalarView(word.compactMap(Unicode.Scalar.init)))
        }
    }

    @Test(arguments: [
        ("Är DET så?", ["är", "det", "så"]), ("don't", ["don", "t"]), ("a1b", ["a", "b"]),
        ("@acme hi #tag yo", ["hi", "yo"]), ("see https://x.example/a b", ["see", "https", "b"]),
        ("", []), ("நல்லது", ["நல்லது"]),
    ])
    func `words are letters in small form, names of networks left out`(
        text: String,
        expected: [String]
    ) {
        #expect(words(text) == expected)
    }

    @Test(arguments: [
        ("நல்ல service", "ta"), ("привет", "ru"), ("ok 中文中文中文", "zh"), ("hello", nil),
        ("a very long text with one நல்ல", nil), ("", nil),
    ])
    func `a script of one language tells it where it prevails`(text: String, script: String?) {
        #expect(WordsOfText(text, reading: 100).script == script)
    }
}
