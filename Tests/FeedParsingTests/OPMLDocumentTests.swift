import Testing

@testable import FeedParsing

@Suite struct OPMLDocumentTests {
    private func document(_ text: String) throws -> OPMLDocument {
        try #require(OPMLDocument(Array(text.utf8)))
    }

    @Test func `outlines come with their folders, attributes and lines`() throws {
        let list = try document(
            """
            <?xml version="1.0"?>
            <!-- <outline xmlUrl="https://hidden.example/"/> -->
            <opml version="2.0"><head><title>Mine</title></head>
            <body>
              <outline text="News"><outline text="Local">
                <outline type="rss" text="A &amp; B" xmlUrl="https://a.example/f?x=1&amp;y=2"
                  earshot:kind="news"/>
              </outline></outline>
              <!-- two
                   lines, and <outline/> -->
              <outline xmlurl='https://b.example/'/>
            </body></opml>
            """
        )
        #expect(list.cut == nil)
        #expect(
            list.outlines.map(\.address) == ["https://a.example/f?x=1&y=2", "https://b.example/"]
        )
        #expect(list.outlines.map(\.folders) == [["News", "Local"], []])
        #expect(list.outlines.map(\.line) == [6, 11])
        #expect(list.outlines.first?.attributes["text"] == "A & B")
    }

    @Test func `a namespace of our own gives its attributes without a prefix`() throws {
        let list = try document(
            "<opml xmlns:earshot=\"urn:earshot:feeds\"><body>"
                + "<outline xmlUrl=\"https://a.example/\" earshot:kind=\"review\"/></body></opml>"
        )
        #expect(list.outlines.first?.attributes["kind"] == "review")
    }

    @Test(arguments: ["rss", "RSS", "atom"])
    func `a line that says it is a feed and has no address is kept, a folder is not`(type: String)
        throws
    {
        let list = try document(
            "<opml><body><outline text=\"Empty\"/><outline text=\"x\" type=\"\(type)\"/>"
                + "</body></opml>"
        )
        #expect(list.outlines.map(\.address) == [nil])
    }

    @Test(arguments: [
        "<rss version=\"2.0\"/>", "", "feeds:\n  - address: https://a.example/", "<opmlx/>",
        "<opml",
        "https://a.example/",
    ])
    func `what is no outline document gives none`(text: String) {
        #expect(OPMLDocument(Array(text.utf8)) == nil)
    }

    @Test func `a document that is cut gives what is whole and says so`() throws {
        let list = try document(
            "<opml><body><outline xmlUrl=\"https://a.example/\"/><outline xmlUrl=\"https://b.ex"
        )
        #expect(list.outlines.map(\.address) == ["https://a.example/"])
        #expect(list.cut == "the document ends early")
    }

    @Test func `other encodings and bare ampersands are read`() throws {
        let text =
            "<opml><body><outline text=\"Räksmörgås\" xmlUrl=\"https://a.example/?a=1&b=2\"/>"
            + "</body></opml>"
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let list = try #require(OPMLDocument(bytes))
        #expect(list.outlines.first?.address == "https://a.example/?a=1&b=2")
        #expect(list.outlines.first?.attributes["text"] == "Räksmörgås")
    }

    @Test func `any bytes behind the start end without a trap`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let noise = (0..<400).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = OPMLDocument(Array("<opml><outline a='".utf8) + noise)
        }
    }

    @Test func `outlines within outlines are all found`() throws {
        let deep = String(repeating: "<outline text=\"f\">", count: 100)
        let list = try document("<opml><body>\(deep)<outline xmlUrl=\"https://a.example/\"/>")
        #expect(list.outlines.first?.folders.count == 100)
    }
}
