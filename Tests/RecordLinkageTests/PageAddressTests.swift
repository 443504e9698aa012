import Testing

@testable import RecordLinkage

@Suite struct PageAddressTests {
    @Test(arguments: [
        ("https://Jane.Example", "jane.example"),
        ("http://www.jane.example/", "jane.example"),
        ("//m.jane.example/a//b/", "jane.example/a/b"),
        ("HTTPS://MOBILE.jane.example./A?b=c#d", "jane.example/a"),
        ("jane.example:80/a", "jane.example/a"),
        ("https://jane.example:8443/a", "jane.example:8443/a"),
        ("https://user@jane.example/a", "jane.example/a"),
        ("https://jane.example/index.php", "jane.example"),
        ("https://jane.example/%6Aane", "jane.example/jane"),
        ("https://jane.example/100%", "jane.example/100%"),
        ("https://jane.example/%zz", "jane.example/%zz"),
        ("https://jané.example/ä", "jané.example/ä"),
        ("  https://jane.example  ", "jane.example"),
        ("https://www.example/a", "www.example/a"),
    ])
    func `an address is its host and its path`(text: String, key: String) {
        #expect(PageAddress(text)?.key == key)
    }

    @Test(arguments: [
        "", " ", "/", "//", "jane", "http://", "https://jane", "ftp://jane.example",
        "data:text/html,x", "jane@site.example", "https://jane..example", "https://.example",
        "https://jane.example:1:2/", "https://jane.example:123456/", "https://10.0.0.1/",
        "https://[::1]/", "https://ja ne.example/", "https://jane.e/",
    ])
    func `what has no host of two labels is no address`(text: String) {
        #expect(PageAddress(text) == nil)
    }

    @Test func `a label of more than 63 bytes is none`() {
        let label = String(repeating: "a", count: 63)
        #expect(PageAddress("https://\(label).example") != nil)
        #expect(PageAddress("https://\(label)a.example") == nil)
    }

    @Test func `an address longer than any person's page is none`() {
        let path = String(repeating: "a", count: 1980)
        #expect(PageAddress("https://jane.example/\(path)") != nil)
        #expect(PageAddress("https://jane.example/\(path)aaaaaaaaaa") == nil)
    }

    @Test func `the pages above come nearest first and end with the host`() throws {
        let address = try #require(PageAddress("https://jane.example/a/b"))
        #expect(
            address.withAncestors(atMost: 8).map(\.key) == [
                "jane.example/a/b", "jane.example/a", "jane.example",
            ]
        )
        #expect(address.withAncestors(atMost: 1).map(\.key) == ["jane.example/a/b"])
    }

    @Test(arguments: [("\u{A0} a \n", "a"), ("", ""), ("  ", ""), ("a b", "a b")])
    func `white space at either end is no part of a text`(text: String, trimmed: String) {
        #expect(text.trimmingSpaces == trimmed)
    }
}
