import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct CapturedValueTests {
    @Test(arguments: [
        ("7", 7), (" 7\n", 7), ("0", 0), ("10", 10), ("11", nil), ("-1", nil), ("7.5", nil),
        ("", nil), ("99999999999999999999", nil),
    ])
    func `a number is whole and in its range`(text: String, number: Int?) {
        #expect(value(text).number(in: 0...10) == number)
    }

    @Test(arguments: [("a,b", ["a", "b"]), (" a , ,b c,", ["a", "b c"]), ("", []), (",", [])])
    func `keywords stand between commas`(text: String, words: [String]) {
        #expect(value(text).keywords == words)
    }

    @Test func `an address is in its attribute, else in the text`() {
        #expect(value("y", [Attribute(name: "href", value: "x")]).address == "https://a.example/x")
        #expect(
            value(" y ", [Attribute(name: "href", value: " ")]).address == "https://a.example/y"
        )
        #expect(value("").address == nil)
        #expect(value("javascript:x").address == nil)
    }

    @Test(arguments: [
        ("mira@a.example", "mira@a.example"), ("mailto:mira@a.example", "mira@a.example"),
        ("Mira", nil), ("", nil),
    ])
    func `an e-mail address is one or none`(text: String, mail: String?) {
        #expect(value(text).mail == mail)
    }

    @Test func `a date is read without what stands around it`() {
        #expect(value("\n 2026-03-02 \n").date == Instant(milliseconds: 1_772_409_600_000))
        #expect(value("soon").date == nil)
    }

    private func value(_ text: String, _ attributes: [Attribute] = []) -> CapturedValue {
        CapturedValue(text: Array(text.utf8), attributes: attributes, base: "https://a.example/")
    }
}
