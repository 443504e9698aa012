import EarshotModel
import FeedParsing
import Testing

@Suite struct RSSFeedTests {
    @Test func `the facts about a feed are read`() throws {
        let feed = try parse(
            """
            <rss version="2.0"><channel>
            <title>News &amp; more</title><link>https://a.example/</link>
            <description>What &lt;b&gt;happens&lt;/b&gt;</description>
            <language>en-GB</language><managingEditor>mira@a.example (Mira Sol)</managingEditor>
            <image><title>not this</title><link>https://b.example/</link></image>
            <textInput><title>nor this</title></textInput>
            <item><title>a</title></item></channel></rss>
            """
        )
        #expect(feed.format == .rss)
        #expect(feed.title == "News & more")
        #expect(feed.homepage == "https://a.example/")
        #expect(feed.description == "What happens")
        #expect(feed.language == "en-GB")
        #expect(feed.authors == [EntryAuthor(name: "Mira Sol", email: "mira@a.example")])
        #expect(feed.entries.first?.authors == [])
        #expect(feed.entries.first?.language == "en-GB")
        #expect(feed.warnings.isEmpty && !feed.isTruncated)
    }

    @Test func `the outlet of a relayed story is read, where it has a name and a harmless address`()
        throws
    {
        let source = { (element: String) in
            try first("<title>Ferry - Harbour Times</title>\(element)").outlet
        }
        let outlet = try source(#"<source url="https://harbour.example">Harbour Times</source>"#)
        #expect(outlet == EntryOutlet(name: "Harbour Times", url: "https://harbour.example"))
        #expect(try source("<source>Harbour Times</source>") == nil)
        #expect(try source(#"<source url="https://harbour.example"/>"#) == nil)
        #expect(try source(#"<source url="javascript:alert(1)">X</source>"#) == nil)
    }

    @Test func `everything about an entry is read`() throws {
        let entry = try first(
            """
            <title>One</title><link>https://a.example/1</link><guid>https://a.example/?p=1</guid>
            <description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description>
            <pubDate>Mon, 02 Mar 2026 09:05:00 +0100</pubDate><author>mira@a.example (Mira)</author>
            <category>News</category><category domain="x">Cats &amp; dogs</category><category>News</category>
            <enclosure url="https://a.example/1.mp3" length="123" type="audio/mpeg"/>
            <comments>https://a.example/1#c</comments><unknown>x</unknown>
            """
        )
        #expect(entry.title == "One")
        #expect(entry.link == "https://a.example/1")
        #expect(entry.guid == "https://a.example/?p=1")
        #expect(entry.text == "First.\nSecond.")
        #expect(entry.published?.rfc3339 == "2026-03-02T08:05:00.000Z")
        #expect(entry.authors == [EntryAuthor(name: "Mira", email: "mira@a.example")])
        #expect(entry.tags == ["News", "Cats & dogs"])
        let file = EntryAttachment(
            url: "https://a.example/1.mp3",
            mediaType: "audio/mpeg",
            size: 123
        )
        #expect(entry.attachments == [file])
    }

    @Test(arguments: [
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='true'>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='FALSE'>https://a.example/1</guid>", nil), ("<guid>1</guid>", nil),
        ("<link>https://b.example/</link><guid>https://a.example/1</guid>", "https://b.example/"),
        ("<link/><guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<link> https://a.example/1\n</link>", "https://a.example/1"),
        ("<link>/1</link>", "https://site.example/1"), ("<link>javascript:alert(1)</link>", nil),
        ("<link><![CDATA[https://a.example/?a=1&b=2]]></link>", "https://a.example/?a=1&b=2"),
        ("<atom:link href='https://a.example/1'/>", "https://a.example/1"),
        ("<atom:link rel='self' href='https://a.example/1'/>", nil),
        (
            "<link>https://t.example/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>",
            "https://a.example/1"
        ),
        ("<link>https://a.example/1</link><link>https://a.example/2</link>", "https://a.example/2"),
    ])
    func `the address of an entry is its own page`(fields: String, link: String?) throws {
        let feed = try parse(rss("<link>https://site.example/x</link><item>\(fields)</item>"))
        #expect(feed.entries.map(\.link) == [link])
    }

    @Test(arguments: [
        ("<description>a</description>", "a"),
        ("<description>a</description><content:encoded>b</content:encoded>", "b"),
        ("<content:encoded/><description>a</description>", "a"),
        ("<description><p>a</p><p>b</p></description>", "a\nb"),
        ("<description>a &amp;lt; b</description>", "a < b"),
        ("<description>R&D</description>", "R&D"),
        ("<description><![CDATA[a]]><![CDATA[b]]></description>", "ab"),
        ("<media:description>a</media:description>", "a"),
        ("<media:description>a</media:description><description>b</description>", "b"),
        ("<itunes:summary>a</itunes:summary><description>b</description>", "b"),
        ("<dc:description>a</dc:description>", "a"),
        ("<media:group><media:description>a</media:description></media:group>", "a"),
        ("<title>a</title>", ""),
        (
            "<xhtml:body xmlns:xhtml='http://www.w3.org/1999/xhtml'><xhtml:p>a</xhtml:p></xhtml:body>",
            "a"
        ),
        ("<description>caf&eacute;&nbsp;&mdash; d&eacute;j&agrave;</description>", "café — déjà"),
    ])
    func `the text is the content, else the description`(fields: String, text: String) throws {
        #expect(try first(fields).text == text)
    }

    @Test(arguments: [
        ("<title>a</title><title>b</title>", "a"), ("<title/><title>b</title>", "b"),
        ("<media:title>m</media:title>", "m"),
        ("<media:title>m</media:title><title>a</title>", "a"),
        ("<title>a &lt;b&gt;b&lt;/b&gt;</title>", "a b"),
        ("<title>List&lt;Entry&gt;</title>", "List<Entry>"),
        ("<title>&lt;/example&gt;</title>", "</example>"),
        ("<title>a\n  b</title>", "a b"), ("<title>AT&amp;amp;T</title>", "AT&T"),
        ("<description>d</description>", ""),
        ("<image><title>x</title></image><title>a</title>", "a"), ("<dc:title>d</dc:title>", "d"),
    ])
    func `a title is one line and never invented`(fields: String, title: String) throws {
        #expect(try first(fields).title == title)
    }

    @Test(arguments: [
        ("<author>a@b.example (Mira)</author>", ["Mira|a@b.example"]),
        ("<dc:creator>Mira</dc:creator>", ["Mira|"]),
        ("<dc:creator>A</dc:creator><dc:creator>B</dc:creator>", ["A|", "B|"]),
        (
            "<atom:author><atom:name>Mira</atom:name><atom:email>a@b.example</atom:email></atom:author>",
            ["Mira|a@b.example"]
        ),
        ("<author><name>Mira</name><email>a@b.example</email></author>", ["Mira|a@b.example"]),
        ("<itunes:author>I</itunes:author><dc:creator>D</dc:creator>", ["D|", "I|"]),
        ("<itunes:author>I</itunes:author>", ["I|"]),
        ("<author></author>", ["Feed|"]), ("", ["Feed|"]),
        ("<dc:creator>A</dc:creator><dc:creator>A</dc:creator>", ["A|"]),
    ])
    func `authors are read from every element that names them`(fields: String, authors: [String])
        throws
    {
        let feed = try parse(rss("<dc:creator>Feed</dc:creator><item>\(fields)</item>"))
        let seen = feed.entries[0].authors.map { "\($0.name ?? "")|\($0.email ?? "")" }
        #expect(seen == authors)
    }

    @Test(arguments: [
        ("<pubDate>2 Mar 2026 09:05:00 GMT</pubDate>", "2026-03-02T09:05:00.000Z", nil),
        ("<dc:date>2026-03-02T09:05:00Z</dc:date>", "2026-03-02T09:05:00.000Z", nil),
        (
            "<dc:date>2025-01-01</dc:date><pubDate>2 Mar 2026 09:05:00 GMT</pubDate>",
            "2026-03-02T09:05:00.000Z", nil
        ),
        ("<pubDate>soon</pubDate><dc:date>2026-03-02</dc:date>", "2026-03-02T00:00:00.000Z", nil),
        ("<pubDate>soon</pubDate>", nil, nil), ("", nil, nil),
        ("<atom:updated>2026-03-02T09:05:00Z</atom:updated>", nil, "2026-03-02T09:05:00.000Z"),
        (
            "<dcterms:modified>2026-03-02T09:05:00Z</dcterms:modified>", nil,
            "2026-03-02T09:05:00.000Z"
        ),
        ("<dcterms:issued>2026-03-02T09:05:00Z</dcterms:issued>", "2026-03-02T09:05:00.000Z", nil),
    ])
    func `dates are claims, and a missing one stays missing`(
        fields: String,
        published: String?,
        updated: String?
    ) throws {
        let entry = try first(fields)
        #expect(entry.published?.rfc3339 == published)
        #expect(entry.updated?.rfc3339 == updated)
    }

    @Test(arguments: [
        (
            "<enclosure url='/a.mp3' length='x' type='audio/mpeg'/>",
            ["https://site.example/a.mp3|audio/mpeg|"]
        ),
        ("<enclosure url='https://a.example/a' length='-1'/>", ["https://a.example/a||"]),
        ("<enclosure length='1'/>", []), ("<enclosure url='javascript:x'/>", []),
        (
            "<media:content url='https://a.example/v' fileSize='7' type='video/mp4'/>",
            ["https://a.example/v|video/mp4|7"]
        ),
        (
            "<media:group><media:content url='https://a.example/v'/></media:group>",
            ["https://a.example/v||"]
        ),
        (
            "<enclosure url='https://a.example/a'/><media:content url='https://a.example/a'/>",
            ["https://a.example/a||"]
        ),
        (
            "<enclosure url='https://t.example/a' length='3'/><feedburner:origEnclosureLink>https://a.example/a</feedburner:origEnclosureLink>",
            ["https://a.example/a||3"]
        ),
        (
            "<enclosure url='https://a.example/a' length='99999999999999999999'/>",
            ["https://a.example/a||"]
        ),
    ])
    func `files are read with their type and size`(fields: String, files: [String]) throws {
        let feed = try parse(
            rss("<link>https://site.example/</link><item>\(fields)</item>"),
            baseURL: "https://site.example/"
        )
        let seen = feed.entries[0].attachments.map {
            "\($0.url)|\($0.mediaType ?? "")|\($0.size.map(String.init) ?? "")"
        }
        #expect(seen == files)
    }

    @Test(arguments: [
        ("<category>a</category><dc:subject>b</dc:subject>", ["a", "b"]),
        ("<itunes:keywords>a, b,,c </itunes:keywords>", ["a", "b", "c"]),
        ("<atom:category term='t'/>", ["t"]), ("<category/>", []),
        ("<media:keywords>x,y</media:keywords>", ["x", "y"]),
    ])
    func `categories come from every element that names them`(fields: String, tags: [String]) throws
    {
        #expect(try first(fields).tags == tags)
    }

    @Test(arguments: [
        "<item><title>a</title></item></channel></rss>", "<item><title>a</title></item></rss>",
        "<item><title>a</title></item>",
        "<item><title>a</item></channel></rss>",
        "<item><title>a</title><item><title>b</title></item></channel></rss>",
        "<ITEM><TITLE>a</TITLE></ITEM></channel></rss>",
        "<x><item><title>a</title></item></x></channel></rss>",
    ])
    func `entries are found in a document with mistakes`(rest: String) throws {
        #expect(try parse("<rss><channel><title>t</title>\(rest)").entries.first?.title == "a")
    }

    @Test func `of several links, dates and texts the later one counts as other readers have it`()
        throws
    {
        let entry = try first(
            """
            <link>https://a.example/1</link><link>https://a.example/2</link>
            <link rel="self" href="https://a.example/self"/>
            <pubDate>2026-03-02T09:05:00Z</pubDate><published>2026-03-03T09:05:00Z</published>
            <pubDate>nonsense</pubDate><modified>2026-03-04T09:05:00Z</modified>
            <description>short</description><summary>the longer one</summary>
            """
        )
        #expect(entry.link == "https://a.example/2")
        #expect(entry.published?.rfc3339 == "2026-03-03T09:05:00.000Z")
        #expect(entry.updated?.rfc3339 == "2026-03-04T09:05:00.000Z")
        #expect(entry.text == "the longer one")
    }

    @Test func `content comes before a second description`() throws {
        let entry = try first(
            "<description>a</description><summary>b</summary><content:encoded>c</content:encoded>"
        )
        #expect(entry.text == "c")
    }

    private func first(_ fields: String) throws -> Entry {
        try #require(try parse(rss("<item>\(fields)</item>")).entries.first)
    }
}
