import EarshotModel
import FeedParsing
import Testing

@Suite struct JSONFeedTests {
    @Test func `the facts about a feed are read`() throws {
        let feed = try parse(
            """
            \u{FEFF} {"version": "https://jsonfeed.org/version/1.1", "title": "News & <more>",
            "home_page_url": " https://a.example/ ", "feed_url": "/feed.json", "language": "en-GB",
            "description": "What happens", "icon": "https://a.example/i.png", "favicon": null,
            "authors": [{"name": "Mira Sol", "url": "/mira", "avatar": "x"}],
            "hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "expired": false,
            "items": []}
            """,
            baseURL: "https://a.example/x/"
        )
        #expect(feed.format == .json)
        #expect(feed.title == "News & <more>")
        #expect(feed.homepage == "https://a.example/")
        #expect(feed.address == "https://a.example/feed.json")
        #expect(feed.language == "en-GB")
        #expect(feed.description == "What happens")
        #expect(feed.authors == [EntryAuthor(name: "Mira Sol", url: "https://a.example/mira")])
        #expect(feed.hubs == ["https://hub.example/"])
        #expect(feed.entries.isEmpty && feed.warnings.isEmpty && !feed.isTruncated)
    }

    @Test func `everything about an entry is read`() throws {
        let entry = try first(
            #"""
            "id": "urn:1", "url": "/1", "external_url": "https://b.example/about", "title": "One",
            "content_html": "<p>First.<\/p><p>Second.</p>", "content_text": "other", "summary": "Short",
            "date_published": "2026-03-02T09:05:00+01:00", "date_modified": "2026-03-03T09:05:00Z",
            "authors": [{"name": "Mira", "url": "https://a.example/mira", "_email": "m@a.example"}],
            "tags": ["News", " cats ", "News", 7], "language": "sv", "image": "x", "banner_image": "y",
            "attachments": [{"url": "1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 123},
            {"mime_type": "audio/mpeg"}, {"url": "javascript:x"}]
            """#
        )
        #expect(entry.guid == "urn:1")
        #expect(entry.link == "https://a.example/1")
        #expect(entry.externalLink == "https://b.example/about")
        #expect(entry.title == "One")
        #expect(entry.text == "First.\nSecond.")
        #expect(entry.html == "<p>First.</p><p>Second.</p>")
        #expect(entry.summary == "Short")
        #expect(entry.published?.rfc3339 == "2026-03-02T08:05:00.000Z")
        #expect(entry.updated?.rfc3339 == "2026-03-03T09:05:00.000Z")
        let mira = EntryAuthor(name: "Mira", url: "https://a.example/mira", email: "m@a.example")
        #expect(entry.authors == [mira])
        #expect(entry.tags == ["News", "cats", "7"])
        #expect(entry.language == "sv")
        let file = EntryAttachment(
            url: "https://a.example/1.mp3",
            mediaType: "audio/mpeg",
            size: 123
        )
        #expect(entry.attachments == [file])
    }

    @Test(arguments: [
        (#""author": {"name": "Mira"}"#, ["Mira"]), (#""authors": {"name": "Mira"}"#, ["Mira"]),
        (#""authors": [{"name": "A"}, {"name": "B"}, {"name": "A"}]"#, ["A", "B"]),
        (#""author": {"name": "A"}, "authors": [{"name": "B"}]"#, ["A", "B"]),
        (#""authors": ["Mira"]"#, ["Mira"]), (#""authors": []"#, ["Feed"]),
        (#""author": {}"#, ["Feed"]),
    ])
    func `authors are read in every spelling, and inherited where there is none`(
        members: String,
        names: [String]
    ) throws {
        #expect(try first("\"id\": 1, \(members)").authors.compactMap(\.name) == names)
    }

    @Test
    func `an identifier may be a number, and a link elsewhere serves where there is no other`()
        throws
    {
        let entry = try first(#""id": 17, "external_url": "https://b.example/""#)
        #expect(entry.guid == "17" && entry.link == "https://b.example/")
    }

    @Test func `plain content keeps its lines and its signs`() throws {
        let entry = try first(#""content_text": "a <b> & c\nd""#)
        #expect(entry.text == "a <b> & c\nd")
        #expect(entry.html == nil)
    }

    @Test(arguments: ["\"Tomorrow\"", "null", "{}", "\"2026-13-45\""])
    func `a date that cannot be read is left out`(date: String) throws {
        #expect(try first("\"id\": \"1\", \"date_published\": \(date)").published == nil)
    }

    @Test func `a feed is known by its entries where the version is missing`() throws {
        #expect(try parse(#"{"items": [{"id": "1"}]}"#).entries.count == 1)
        #expect(try parse(#"{"version": "https://jsonfeed.org/version/1"}"#).entries.isEmpty)
    }

    @Test(arguments: [
        "{}", "{\"error\": \"no such feed\"}", "{\"items\": {\"a\": 1}}", "[1, 2]", "\"text\"", "{",
        "{\"version\": \"2.0\", \"title\": \"<p>x</p>\"}",
    ])
    func `other JSON is no feed`(document: String) {
        #expect(throws: FeedError.self) { try parse(document) }
    }

    @Test func `a document that is cut keeps its complete entries`() throws {
        let feed = try parse(
            #"{"title": "t", "items": [{"id": "1", "title": "a"}, {"id": "2", "ti"#
        )
        #expect(feed.entries.map(\.guid) == ["1"])
        #expect(feed.isTruncated && feed.warnings == [.unclosed])
    }

    @Test func `no more entries are kept than the limit`() throws {
        let entries = (0..<20).map { "{\"id\": \"\($0)\"}" }.joined(separator: ",")
        let limits = ParsingLimits(entries: 5, fieldBytes: 10, tagBytes: 100, depth: 10)
        let document = Array("{\"items\": [\(entries)], \"title\": \"abcdefghiéx\"}".utf8)
        let feed = try FeedParser(limits: limits).parse(document)
        #expect(feed.entries.map(\.guid) == ["0", "1", "2", "3", "4"])
        #expect(feed.title == "abcdefghi")
        #expect(feed.warnings == [.entriesLeftOut(limit: 5), .fieldCut(limit: 10)])
        #expect(feed.isTruncated)
    }

    private func first(_ members: String) throws -> Entry {
        let document = """
            {"version": "https://jsonfeed.org/version/1", "items": [{\(members)}],
            "author": {"name": "Feed"}}
            """
        let feed = try parse(document, keepsMarkup: true, baseURL: "https://a.example/")
        return try #require(feed.entries.first)
    }
}
