import EarshotModel
import FeedParsing
import Testing

@Suite struct AtomFeedTests {
    @Test func `the facts about a feed are read`() throws {
        let feed = try parse(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr-CA" xml:base="https://a.example/blog/">
            <title type="html">T &amp;amp; u</title><subtitle>S</subtitle><id>urn:feed</id><updated>2026-03-02T09:05:00Z</updated>
            <link rel="self" href="feed.xml"/><link href="."/><link rel="hub" href="https://hub.example/"/>
            <author><name>Mira</name><uri>/mira</uri><email>mira@a.example</email></author>
            <entry><id>urn:1</id><title>One</title></entry></feed>
            """
        )
        #expect(feed.format == .atom)
        #expect(feed.title == "T & u" && feed.description == "S" && feed.language == "fr-CA")
        #expect(
            feed.homepage == "https://a.example/blog/"
                && feed.address == "https://a.example/blog/feed.xml"
        )
        #expect(feed.hubs == ["https://hub.example/"])
        let author = EntryAuthor(
            name: "Mira",
            url: "https://a.example/mira",
            email: "mira@a.example"
        )
        #expect(feed.authors == [author] && feed.entries[0].authors == [author])
        #expect(feed.entries[0].language == "fr-CA")
    }

    @Test(arguments: [
        ("<content>a &lt;b&gt;</content>", "a <b>", nil),
        ("<content type='text'>a\nb</content>", "a\nb", nil),
        ("<content type='html'>&lt;p&gt;a&lt;/p&gt;</content>", "a", "<p>a</p>"),
        ("<content type='text/html'>&lt;b&gt;a&lt;/b&gt;</content>", "a", "<b>a</b>"),
        ("<content type='xhtml'><div><p>a</p><p>b</p></div></content>", "a\nb", "<p>a</p><p>b</p>"),
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>b</b></div></content>",
            "a b", "a <b>b</b>"
        ),
        (
            "<content type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'><x:i>a</x:i></x:div></content>",
            "a", "<i>a</i>"
        ),
        ("<content type='image/png'>aGVsbG8=</content><summary>s</summary>", "s", nil),
        ("<content src='https://a.example/x' type='text/html'/><summary>s</summary>", "s", nil),
        ("<summary type='html'>s &amp;amp; t</summary>", "s & t", "s &amp; t"),
        ("<content type='text/plain'>a &lt; b</content>", "a < b", nil),
        ("<content type='html'>x<b>y</b></content>", "xy", "x<b>y</b>"),
        ("<content>x<b>y</b></content>", "xy", "x<b>y</b>"),
        (
            "<content type='xhtml'><div>1 &lt; 2 &amp; 3</div></content>", "1 < 2 & 3",
            "1 &lt; 2 &amp; 3"
        ),
        (
            "<content type='xhtml'><div><a href='x?a=1&amp;b=\"2\"'>l</a></div></content>", "l",
            "<a href=\"https://a.example/x?a=1&amp;b=&quot;2&quot;\">l</a>"
        ),
    ])
    func `text is what its type says`(fields: String, text: String, html: String?) throws {
        let entry = try first(fields)
        #expect(entry.text == text)
        #expect(entry.html == html)
    }

    @Test(arguments: [
        ("<title>a &lt;b&gt; c</title>", "a <b> c"),
        ("<title type='html'>a &lt;b&gt;c&lt;/b&gt;</title>", "a c"),
        ("<title type='xhtml'><div>a <b>c</b></div></title>", "a c"),
        ("<title>a\n c </title>", "a c"),
        ("<title type='html'>a &amp;amp; c</title>", "a & c"),
        ("<title type='text'>&amp;amp;</title>", "&amp;"),
    ])
    func `a title is what its type says`(fields: String, title: String) throws {
        #expect(try first(fields).title == title)
    }

    @Test(arguments: [
        ("<link href='1'/>", "https://a.example/1"),
        ("<link rel='alternate' type='text/html' href='1'/>", "https://a.example/1"),
        ("<link rel='self' href='2'/><link href='1'/>", "https://a.example/1"),
        ("<link rel='edit' href='2'/>", nil),
        (
            "<link rel='alternate' type='application/json' href='2'/><link href='1'/>",
            "https://a.example/1"
        ),
        ("<link rel='alternate' type='application/json' href='2'/>", "https://a.example/2"),
        ("<link rel='related' href='2'/>", "https://a.example/2"),
        ("<link href='javascript:x'/>", nil),
        ("<link rel='enclosure' href='2' type='a/b' length='3'/>", nil),
        ("<link xml:base='/b/' href='1'/>", "https://a.example/b/1"),
        ("<link href='1'/><link href='2'/>", "https://a.example/1"),
        ("<link>https://a.example/1</link>", "https://a.example/1"),
    ])
    func `the address of an entry is its alternate`(fields: String, link: String?) throws {
        #expect(try first(fields).link == link)
    }

    @Test func `an enclosure is a file`() throws {
        let entry = try first("<link rel='enclosure' href='2' type='a/b' length='3'/>")
        #expect(
            entry.attachments == [
                EntryAttachment(url: "https://a.example/2", mediaType: "a/b", size: 3)
            ]
        )
    }

    @Test(arguments: [
        (
            "<content type='html' xml:base='https://b.example/c/'>&lt;a href='x'&gt;l&lt;/a&gt;</content>",
            "https://b.example/c/x"
        ),
        (
            "<content type='xhtml' xml:base='d/'><div><a href='x'>l</a></div></content>",
            "https://a.example/d/x"
        ),
        ("<content type='html'>&lt;a href='x'&gt;l&lt;/a&gt;</content>", "https://a.example/x"),
    ])
    func `addresses within content count from its own base`(fields: String, address: String) throws
    {
        #expect(try first(fields).html == "<a href=\"\(address)\">l</a>")
    }

    @Test func `dates, categories, language and authors are read`() throws {
        let entry = try first(
            """
            <published>2026-03-02T09:05:00.5+01:00</published>
            <updated>2026-03-03T00:00:00Z</updated>
            <category term="t" label="L"/><category label="M"/><author><name>A</name></author><author><name>B</name></author>
            <contributor><name>C</name></contributor><title xml:lang="de">x</title>
            """
        )
        #expect(entry.published?.rfc3339 == "2026-03-02T08:05:00.500Z")
        #expect(entry.updated?.rfc3339 == "2026-03-03T00:00:00.000Z")
        #expect(entry.tags == ["t", "M"])
        #expect(entry.authors.map(\.name) == ["A", "B"])
        #expect(entry.language == "de")
    }

    @Test(arguments: [
        ("<source><title>S</title><author><name>Src</name></author></source>", ["Src"]),
        (
            "<author><name>Own</name></author><source><author><name>Src</name></author></source>",
            ["Own"]
        ),
        ("", ["Feed"]),
    ])
    func `an entry's authors are its own, its source's or the feed's`(
        fields: String,
        names: [String]
    ) throws {
        #expect(try first(fields).authors.map(\.name) == names)
    }

    @Test(arguments: [
        "<feed><entry><title>a</title></entry></feed>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>a</a:title></a:entry></a:feed>",
        "<feed xmlns='http://www.w3.org/2005/Atom/'><entry><title>a</title></entry></feed>",
        "<feed><entry><title>a</title><entry><title>b</title></entry></feed>",
    ])
    func `entries are found whatever the namespace says`(document: String) throws {
        #expect(try parse(document).entries.first?.title == "a")
    }

    @Test func `an entry may stand alone`() throws {
        let feed = try parse(
            """
            <entry xmlns="http://www.w3.org/2005/Atom"><id>urn:1</id><title>one</title>
            <updated>2026-03-02T09:05:00Z</updated></entry>
            """
        )
        #expect(feed.format == .atom && feed.title.isEmpty)
        #expect(feed.entries.map(\.guid) == ["urn:1"])
        #expect(throws: FeedError.notAFeed(root: nil)) {
            try parse("<entry><title>x</title></entry>")
        }
    }

    @Test(arguments: [
        ("application/x-custom", "test"), ("application/octet-stream", ""), ("image/png", ""),
        ("text/x-markdown", "test"), ("application/xml", "test"),
    ])
    func `content of an unknown type is text unless nobody could read it`(
        type: String,
        text: String
    ) throws {
        let entry = try first("<content type=\"\(type)\">test</content>")
        #expect(entry.text == text)
    }

    @Test func `an identifier that is a path is absolute in an export, and as it is otherwise`()
        throws
    {
        let document =
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>/x/1</id></entry></feed>"
        let exported = try parse(document, keepsMarkup: true, baseURL: "https://a.example/f")
        #expect(exported.entries.first?.guid == "https://a.example/x/1")
        let polled = try parse(document, baseURL: "https://a.example/f")
        #expect(polled.entries.first?.identity == "guid:/x/1")
    }

    @Test func `a person may have no name and an address on a host without a point`() throws {
        let entry = try first("<author><name/><email>me@localhost</email></author>")
        #expect(entry.authors == [EntryAuthor(email: "me@localhost")])
    }

    private func first(_ fields: String) throws -> Entry {
        let head =
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/'><author><name>Feed</name></author>"
        return try #require(
            try parse("\(head)<entry>\(fields)</entry></feed>", keepsMarkup: true).entries.first
        )
    }
}
