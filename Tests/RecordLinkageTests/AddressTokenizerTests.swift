import Testing

@testable import RecordLinkage

@Suite struct AddressTokenizerTests {
    private let words: AddressWords

    init() throws {
        words = try ShippedRules.rules().addressWords
    }

    @Test(arguments: [
        ("mail jane@site.example, now", ["mail", "jane@site.example", "now"]),
        ("(see https://x.com/jane)", ["see", "https://x.com/jane"]),
        ("“@jane” said «hi»…", ["@jane", "said", "hi"]),
        ("a\u{A0}b\u{3000}c\u{2003}d", ["a", "b", "c", "d"]),
        ("*@jane* ~x~ 'y'", ["@jane", "x", "y"]),
        ("I’m it's", ["I’m", "it's"]),
        ("-- @a_", ["--", "@a_"]),
        ("我的、邮箱。jane@site.example", ["我的", "邮箱", "jane@site.example"]),
        ("", []), ("  \n ", []), ("...", []), ("?!", []),
    ])
    func `tokens lie between white space, brackets and quotation marks`(
        text: String,
        tokens: [String]
    ) {
        let unmasked = UnmaskedText(text, words: words)
        let found = AddressTokenizer.tokens(of: unmasked)
        #expect(found.map { unmasked.string($0.range) } == tokens)
    }

    @Test func `a full stop, a question and an exclamation mark end a sentence`() {
        let tokens = tokens("one. two, three! four? five ... six")
        #expect(tokens.map(\.endsSentence) == [true, false, true, true, true, false])
    }

    @Test(arguments: ["a\nb", "a\rb", "a\r\nb", "a\n\n b"])
    func `every end of a line begins another`(text: String) {
        let tokens = tokens(text)
        #expect(tokens.count == 2)
        #expect(tokens.first?.line != tokens.last?.line)
    }

    @Test(arguments: [
        ("> a\nb", [true, false]), ("  >> a b", [true, true]), ("a > b", [false, false]),
        ("( > a", [false]), ("\n>a\n>b\nc", [true, true, false]),
    ])
    func `a line that begins with a quotation sign is quoted`(text: String, quoted: [Bool]) {
        #expect(tokens(text).map(\.isInQuotedLine) == quoted)
    }

    private func tokens(_ text: String) -> [AddressToken] {
        AddressTokenizer.tokens(of: UnmaskedText(text, words: words))
    }
}
