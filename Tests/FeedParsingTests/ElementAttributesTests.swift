import EarshotModel
import FeedParsing
import Testing

@Suite struct ElementAttributesTests {
    @Test(arguments: [
        ("url='https://a.example/?a=1&amp;b=2'", "https://a.example/?a=1&b=2"),
        ("url='https://a.example/?a=1&b=2'", "https://a.example/?a=1&b=2"),
        ("url=\"https://a.example/&#34;x\"", "https://a.example/\"x"),
        ("url='https://a.example/&#38;#38;'", "https://a.example/&#38;"),
        ("URL='https://a.example/é'", "https://a.example/é"),
        ("x:url='https://a.example/1'", "https://a.example/1"),
        ("url=https://a.example/1 ", "https://a.example/1"),
        ("type='a/b' url = 'https://a.example/1'", "https://a.example/1"),
        ("url='https://a.example/1' url='https://a.example/2'", "https://a.example/1"),
        ("url=''", nil), ("", nil), ("ur='https://a.example/1'", nil),
    ])
    func `an attribute is read in every spelling`(attributes: String, url: String?) throws {
        let document = rss("<item><enclosure \(attributes)/></item>", attributes: " xmlns:x='u'")
        let entry = try #require(try parse(document).entries.first)
        #expect(entry.attachments.first?.url == url)
    }

    @Test(arguments: [
        ("length='12'", 12), ("length='0'", nil), ("length='-1'", nil), ("length='many'", nil),
        ("length='99999999999999999999'", nil), ("fileSize='7'", 7), ("", nil),
    ])
    func `a size is a number above nought, or none`(attributes: String, size: Int?) throws {
        let document = rss("<item><enclosure url='https://a.example/1' \(attributes)/></item>")
        #expect(try parse(document).entries.first?.attachments.first?.size == size)
    }

    @Test func `only attributes of XML itself give base and language`() throws {
        let document = rss(
            """
            <item lang="de" base="https://b.example/"><link>x</link></item>
            <item xml:lang="sv" xml:base="https://c.example/"><link>x</link></item>
            """
        )
        let entries = try parse(document, baseURL: "https://a.example/").entries
        #expect(entries.map(\.language) == [nil, "sv"])
        #expect(entries.map(\.link) == ["https://a.example/x", "https://c.example/x"])
    }
}
