import EarshotModel
import FeedParsing
import Testing

@Suite struct FeedReaderTests {
    @Test func `a base holds for what stands inside its element, and no further`() throws {
        let feed = try parse(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/">
            <entry xml:base="y/"><link href="1"/><content type="html" xml:base="https://b.example/">
            &lt;a href="2"&gt;l&lt;/a&gt;</content></entry>
            <entry><link href="3"/><summary type="xhtml"><div><a xml:base="z" href="4">l</a></div></summary></entry>
            <entry xml:base="javascript:x"><link href="5"/></entry></feed>
            """,
            keepsMarkup: true,
            baseURL: "https://ignored.example/"
        )
        let links = feed.entries.map(\.link)
        #expect(Array(links.prefix(2)) == ["https://a.example/x/y/1", "https://a.example/x/3"])
        #expect(feed.entries[0].html?.contains("<a href=\"https://b.example/2\">") == true)
        #expect(feed.entries[1].html?.contains("https://a.example/x/4") == true)
    }

    @Test func `a language holds for what stands inside its element`() throws {
        let feed = try parse(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title xml:lang="fr">t</title>
            <entry><title>a</title></entry><entry xml:lang="sv_SE"><title>b</title></entry>
            <entry><title>c</title><content xml:lang="pl">d</content></entry>
            <entry xml:lang="not a tag"><title>e</title></entry></feed>
            """
        )
        #expect(feed.language == "de")
        #expect(feed.entries.map(\.language) == ["de", "sv-SE", "de", "de"])
    }

    @Test(arguments: [
        ("<content type='xhtml'><div><p>a</p></div></content>", "<p>a</p>"),
        ("<content type='xhtml'> <div>a</div> b</content>", "a b"),
        ("<content type='xhtml'><p>a</p><div>b</div></content>", "<p>a</p><div>b</div>"),
        ("<content type='xhtml'><div><div>a</div>b</div></content>", "<div>a</div>b"),
        ("<content type='html'>&lt;div&gt;a&lt;/div&gt;</content>", "<div>a</div>"),
        ("<content type='html'>x <b>y</b> &amp;lt; z</content>", "x <b>y</b> &lt; z"),
        ("<content>x <b>y</b> &lt;z&gt;</content>", "x <b>y</b> &lt;z&gt;"),
        (
            "<content type='xhtml'><div>1 &lt; 2 &amp; <b title='\"&lt;'>3</b></div></content>",
            "1 &lt; 2 &amp; <b title=\"&quot;&lt;\">3</b>"
        ),
    ])
    func `content in elements becomes the HTML that it is, without its wrapper`(
        content: String,
        html: String
    ) throws {
        let document = "<feed xmlns='http://www.w3.org/2005/Atom'><entry>\(content)</entry></feed>"
        let entry = try #require(try parse(document, keepsMarkup: true).entries.first)
        #expect(entry.html?.trimmingPrefix { $0.isWhitespace } == html[...])
    }

    @Test func `texts stay as they were written where nobody wants mark-up read`() throws {
        let parser = FeedParser(keepsMarkup: false, readsMarkup: false)
        let document = rss(
            "<item><title>a &lt;b&gt; c</title><description>&lt;p&gt;d  e&lt;/p&gt;</description></item>"
        )
        let entry = try #require(try parser.parse(Array(document.utf8)).entries.first)
        #expect(entry.title == "a <b> c" && entry.text == "<p>d  e</p>" && entry.html == nil)
    }

    @Test func `a field is cut at the limit, and a shorter one behind it is not`() throws {
        let limits = ParsingLimits(entries: 9, fieldBytes: 20, tagBytes: 1000, depth: 20)
        let long = String(repeating: "é", count: 30)
        let document = rss(
            "<item><title>\(long)</title><guid>g</guid></item><item><title>short</title></item>"
        )
        let feed = try FeedParser(limits: limits).parse(Array(document.utf8))
        #expect(feed.entries.map(\.title) == [String(repeating: "é", count: 10), "short"])
        #expect(feed.warnings == [.fieldCut(limit: 20)])
    }

    @Test func `entries of other vocabularies inside an entry are not its own`() throws {
        let document = rss(
            """
            <item><title>outer</title><x:item xmlns:x="https://x.example/"><title>inner</title></x:item>
            <unknown><title>hidden</title><item><title>nested</title></item></unknown></item>
            <item><title>next</title></item>
            """
        )
        #expect(try parse(document).entries.map(\.title) == ["outer", "next"])
    }

    @Test func `the feed an entry was taken from gives its author, and nothing else`() throws {
        let feed = try parse(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>planet</title><entry><title>a</title>
            <source><title>blog</title><id>urn:b</id><author><name>Mira</name></author>
            <updated>2001-01-01T00:00:00Z</updated></source></entry></feed>
            """
        )
        let entry = try #require(feed.entries.first)
        #expect(entry.title == "a" && entry.guid == nil && entry.updated == nil)
        #expect(entry.authors == [EntryAuthor(name: "Mira")])
    }

    @Test func `what a wrong second root holds does not count`() throws {
        let feed = try parse(
            "<rss><channel><title>a</title></channel></rss><rss><channel><item/></channel></rss>"
        )
        #expect(feed.title == "a" && feed.entries.isEmpty)
    }
}
