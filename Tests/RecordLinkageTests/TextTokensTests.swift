import EarshotModel
import Testing

@testable import RecordLinkage

@Suite struct TextTokensTests {
    private let words: AddressWords

    init() throws {
        words = try ShippedRules.rules().addressWords
    }

    @Test(arguments: [
        "", "Nothing to see here, move on!", "I paid 1234 for two of them.", "நன்றாக உள்ளது",
    ])
    func `a text without any sign of an address is not cut at all`(text: String) {
        #expect(TextTokens(text, words: words) == nil)
    }

    @Test(arguments: [
        ("jane@site.example", TextTokens.Form.email), ("mailto:jane@site.example", .email),
        ("@jane@site.example", .handle), ("mastodon:@jane@site.example", .handle),
        ("https://jane.example", .handle), ("jane.example/a", .handle), ("u/jane", .handle),
        ("/u/jane", .handle), ("www.jane.example", .handle), ("@jane", .bareHandle),
        ("and/or", .word), ("1/2", .word), ("w/", .word), ("/", .word), ("24/7", .word),
        ("jane.example", .word), ("10:30", .word),
    ])
    func `a token is an address by its form`(text: String, form: TextTokens.Form) throws {
        let tokens = try #require(TextTokens(text + " @", words: words))
        #expect(tokens.form(0) == form)
    }

    @Test(arguments: ["107087", "#107087", "EO-107087", "eo107.087", "107-087", "#EO107087"])
    func `an order number is a few letters and digits`(text: String) throws {
        #expect(try tokens(text).mayBeOrder(0))
    }

    @Test(arguments: [
        "107087€", "ORDER-107087", "12x34567", "2026-11-24", "24.11.2026", "1/2/26", "EO-", "#",
        "1é07087",
    ])
    func `a date, a price or a word is none`(text: String) throws {
        #expect(try !tokens(text).mayBeOrder(0))
    }

    @Test(arguments: [("Twitter: @jane", Platform.x), ("insta @jane", .instagram)])
    func `the word before a bare handle may name its site`(text: String, site: Platform) throws {
        #expect(try tokens(text).platform(before: 1) == site)
    }

    @Test func `nothing before the first token names a site, nor does another line`() throws {
        #expect(try tokens("@jane").platform(before: 0) == nil)
        #expect(try tokens("Twitter\n@jane").platform(before: 1) == nil)
    }

    @Test func `a found key carries the bytes of the original text`() throws {
        let text = "ஆ jane (at) site.example!"
        let key = Identifier(kind: .email, key: "jane@site.example")
        let found = try tokens(text).found(key, .claimed, at: 1, in: .title)
        #expect(found.raw == "jane (at) site.example")
        #expect(found.place == .span(TextSpan(field: .title, start: 4, end: 26)))
    }

    /// The tokens of a text that is surely worth a look.
    private func tokens(_ text: String) throws -> TextTokens {
        try #require(TextTokens(text + " @", words: words))
    }
}
