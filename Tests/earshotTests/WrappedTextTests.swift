import Testing

@testable import earshot

@Suite struct WrappedTextTests {
    @Test(arguments: [
        ("one two three", 8, 0, ["one two", "three"]), ("one two", 7, 0, ["one two"]),
        ("one two", 9, 2, ["  one two"]), ("a\n\nb", 10, 2, ["  a", "", "  b"]),
        ("abcdefghij k", 4, 0, ["abcd", "efgh", "ij k"]), ("", 10, 2, [""]),
        ("see https://a.example/long now", 10, 0, ["see", "https://a.example/long", "now"]),
        ("a\u{1B}b", 20, 0, ["a\\u{1b}b"]), ("  a   b ", 10, 0, ["a b"]),
        ("wide", 0, 4, ["    w", "    i", "    d", "    e"]),
    ])
    func `text is broken at blanks, with its paragraphs kept`(
        text: String,
        width: Int,
        indent: Int,
        lines: [String]
    ) {
        #expect(WrappedText(text, width: width, indent: indent).lines == lines)
    }
}

@Suite struct FieldListTests {
    @Test func `names stand in a column, and what has no value is left out`() {
        let fields = [(name: "A", value: "one two three"), ("Long", "x"), ("None", "")]
        #expect(
            FieldList(fields, width: 14).lines == ["A:     one two", "       three", "Long:  x"]
        )
        #expect(FieldList([], width: 10).lines.isEmpty)
    }
}

@Suite struct WordsTests {
    @Test func `codes are told in words, and times as people write them`() {
        #expect(JSONValue.text("waiting_customer").words == "waiting customer")
        #expect(JSONValue.text("2026-03-02T08:00:00.000Z").moment == "2026-03-02 08:00 UTC")
        #expect(JSONValue.text("soon").moment == "soon")
        #expect(JSONValue.null.moment == "")
        #expect(JSONValue.number(7).count == 7)
        #expect(JSONValue.number(7.5).count == nil && JSONValue.text("7").count == nil)
    }
}
