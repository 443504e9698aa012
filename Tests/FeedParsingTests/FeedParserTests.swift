import EarshotModel
import FeedParsing
import Testing

@Suite struct FeedParserTests {
    @Test(arguments: ["", "  \n\t", "\u{FEFF}", "\0\0"])
    func `an empty document says so`(document: String) {
        #expect(throws: FeedError.empty) { try FeedParser().parse(Array(document.utf8)) }
    }

    @Test(arguments: [
        ("plain words", nil), ("{\"a\": 1}", nil), ("<Error><Code>x</Code></Error>", "Error"),
        ("<?xml version=\"1.0\"?><soap:Envelope/>", "soap:Envelope"), ("GIF89a\u{1}<<", nil),
    ])
    func `what is no feed names its outermost element`(document: String, root: String?) {
        #expect(throws: FeedError.notAFeed(root: root)) {
            try FeedParser().parse(Array(document.utf8))
        }
    }

    @Test func `a web page names its feeds`() {
        let page = """
            <!DOCTYPE html><html><head>
            <link rel="stylesheet" href="/s.css">
            <link rel=alternate type="application/rss+xml" title="News" href="/feed.xml">
            </head><body><rss></rss></body></html>
            """
        let error = #expect(throws: FeedError.self) {
            try FeedParser().parse(Array(page.utf8), baseURL: "https://a.example/blog/")
        }
        guard case .isHTML(let feeds)? = error else {
            Issue.record("\(String(describing: error)) is not about a page")
            return
        }
        #expect(feeds.map(\.address) == ["https://a.example/feed.xml"])
        #expect(feeds.map(\.title) == ["News"])
        #expect(error?.description.contains("https://a.example/feed.xml") == true)
    }

    @Test func `junk before and after the feed is passed over`() throws {
        let feed = try parse(
            "<br />\n<b>Warning</b>: x in <b>/srv/f.php</b>\n<?xml version=\"1.0\"?>\n"
                + rss("<item><title>a</title></item>") + "<p>trailing</p><rss>"
        )
        #expect(feed.entries.map(\.title) == ["a"])
        #expect(feed.warnings.contains(.junkBefore))
        #expect(!feed.isTruncated)
    }

    @Test func `a document cut anywhere keeps its complete entries`() throws {
        let whole = Array(rss("<item><title>a</title></item><item><title>b</title></item>").utf8)
        var seen: Set<Int> = []
        for end in 0..<whole.count {
            guard let feed = try? FeedParser().parse(Array(whole[..<end])) else { continue }
            #expect(feed.isTruncated)
            seen.insert(feed.entries.count)
        }
        #expect(seen == [0, 1, 2])
        #expect(try FeedParser().parse(whole).isTruncated == false)
    }

    @Test func `entries beyond the limit are left out with a warning`() throws {
        var limits = ParsingLimits.standard
        limits.entries = 3
        let many = String(repeating: "<item><title>a</title></item>", count: 10)
        let feed = try FeedParser(limits: limits).parse(Array(rss(many).utf8))
        #expect(feed.entries.count == 3)
        #expect(feed.warnings == [.entriesLeftOut(limit: 3)])
        #expect(feed.isTruncated)
    }

    @Test func `a field beyond the limit is cut with a warning`() throws {
        var limits = ParsingLimits.standard
        limits.fieldBytes = 10
        let long = rss(
            "<item><description>\(String(repeating: "x", count: 99))</description></item>"
        )
        let feed = try FeedParser(limits: limits).parse(Array(long.utf8))
        #expect(feed.entries.first?.text == "xxxxxxxxxx")
        #expect(feed.warnings == [.fieldCut(limit: 10)])
    }

    @Test func `a tag that is too long loses its attributes, and no entry`() throws {
        for value in [
            String(repeating: "x", count: 70_000), String(repeating: "x y='1' ", count: 9000),
        ] {
            let long = "<item a=\"\(value)\"><title>b</title></item>"
            let feed = try parse(rss("<item><title>a</title></item>" + long))
            #expect(feed.entries.map(\.title) == ["a", "b"])
            #expect(feed.warnings == [.tagShortened(limit: 65_536)] && !feed.isTruncated)
        }
    }

    @Test func `a quotation mark that is missing costs no more than its tag`() throws {
        let text = String(repeating: "word ", count: 20_000) + "don't"
        let feed = try parse(
            rss("<item a='b><title>a</title><description>\(text)</description></item>")
        )
        #expect(feed.entries.first?.title == "a")
    }

    @Test func `deep nesting keeps its text`() throws {
        let deep = String(repeating: "<div>", count: 3000) + "ground"
        let feed = try parse(rss("<item><description>\(deep)</description></item>"))
        #expect(feed.entries.first?.text == "ground")
        #expect(feed.warnings.contains(.flattened(limit: 256)))
    }

    @Test func `every warning and error is one sentence without a full stop`() {
        let warnings: [FeedWarning] = [
            .junkBefore, .unclosed, .mended, .flattened(limit: 1), .entriesLeftOut(limit: 1),
            .fieldCut(limit: 1), .tagShortened(limit: 1), .encodingGuessed("UTF-8"),
        ]
        let errors: [FeedError] = [
            .empty, .isHTML(feeds: []), .notAFeed(root: "x"), .notAFeed(root: nil),
            .outOfMemory,
        ]
        for sentence in warnings.map(\.description) + errors.map(\.description) {
            #expect(sentence.count > 15 && !sentence.contains("\n") && sentence.last != ".")
        }
    }
}

/// An RSS 2.0 document with this inside its channel.
func rss(_ inside: String, attributes: String = "") -> String {
    "<rss version=\"2.0\"\(attributes)><channel><title>t</title>\(inside)</channel></rss>"
}

/// The feed of a document in UTF-8.
func parse(_ document: String, keepsMarkup: Bool = false, baseURL: String? = nil) throws
    -> ParsedFeed
{
    try FeedParser(keepsMarkup: keepsMarkup).parse(Array(document.utf8), baseURL: baseURL)
}
