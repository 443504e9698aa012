import EarshotModel
import FeedParsing
import Testing

@Suite struct FeedModulesTests {
    @Test(arguments: [
        ("xmlns:im='http://itunes.apple.com/rss'", "<im:rating>4</im:rating>", 4.0, 1.0, 5.0),
        ("", "<im:rating>2</im:rating>", 2, 1, 5),
        ("xmlns:x='http://itunes.apple.com/rss'", "<x:rating> 1 </x:rating>", 1, 1, 5),
        (
            "xmlns:media='http://search.yahoo.com/mrss/'",
            "<media:group><media:community><media:starRating average='7.5' min='0' max='10'/>"
                + "</media:community></media:group>", 7.5, 0, 10
        ),
        ("", "<media:starRating average='3' count='9'/>", 3, 1, 5),
        (
            "xmlns:gd='http://schemas.google.com/g/2005'",
            "<gd:rating average='4.2' max='5' min='1' numRaters='9'/>", 4.2, 1, 5
        ),
        ("", "<gd:rating value='2' average='4' max='5' min='1'/>", 2, 1, 5),
        (
            "xmlns:letterboxd='https://letterboxd.com'",
            "<letterboxd:memberRating>0.5</letterboxd:memberRating>", 0.5, 0.5, 5
        ),
        ("", "<user_rating>5</user_rating>", 5, 1, 5),
    ])
    func `stars are read from every convention, by namespace and by prefix`(
        namespace: String,
        markup: String,
        value: Double,
        lowest: Double,
        highest: Double
    ) throws {
        let document = rss(
            "<item><title>Kettle</title>\(markup)</item>",
            attributes: namespace.isEmpty ? "" : " \(namespace)"
        )
        let entry = try #require(try parse(document).entries.first)
        #expect(entry.rating == EntryRating(value: value, lowest: lowest, highest: highest))
    }

    @Test(arguments: [
        "<user_rating>0</user_rating>", "<im:rating>six</im:rating>", "<im:rating>7</im:rating>",
        "<media:starRating average='nan'/>", "<gd:rating/>", "<rating>5</rating>",
    ])
    func `what is no rating gives none`(markup: String) throws {
        let entry = try #require(
            try parse(rss("<item><title>Kettle</title>\(markup)</item>")).entries.first
        )
        #expect(entry.rating == nil)
    }

    @Test func `stars in mark-up come before stars in words`() throws {
        let document = rss(
            "<item><title>1/5</title><im:rating>4</im:rating></item><item><title>1/5</title></item>"
        )
        #expect(try parse(document).entries.map(\.rating?.value) == [4, 1])
    }

    @Test func `nested categories and those of other vocabularies are tags`() throws {
        let document = rss(
            """
            <item><itunes:category text="Technology"><itunes:category text="Gadgets"/></itunes:category>
            <tags>one, two ,,three</tags><dc:subject>four</dc:subject>
            <media:keywords>five</media:keywords>
            <atom:category term="six" label="Six"/><category>seven</category></item>
            """
        )
        let tags = try parse(document).entries.first?.tags
        #expect(
            tags == [
                "Technology", "Gadgets", "one", "two", "three", "four", "five", "six", "seven",
            ]
        )
    }

    @Test func `a file keeps what stands inside its element`() throws {
        let document = rss(
            """
            <item><media:content url="https://a.example/v.mp4" type="video/mp4" fileSize="7">
            <media:title>Film</media:title><media:description>What happens</media:description>
            <media:community><media:starRating average="2"/></media:community></media:content></item>
            """
        )
        let entry = try #require(try parse(document).entries.first)
        #expect(entry.title == "Film" && entry.text == "What happens" && entry.rating?.value == 2)
        let file = EntryAttachment(url: "https://a.example/v.mp4", mediaType: "video/mp4", size: 7)
        #expect(entry.attachments == [file])
    }

    @Test func `everyone who is named as an author is one, each name once`() throws {
        let document = rss(
            """
            <item><dc:creator>Mira Sol</dc:creator><itunes:author>The Show</itunes:author></item>
            <item><author>m@a.example (Mira Sol)</author>
            <itunes:author>mira sol</itunes:author></item>
            <item><itunes:author>The Show</itunes:author></item>
            """
        )
        let authors = try parse(document).entries.map { $0.authors.compactMap(\.name) }
        #expect(authors == [["Mira Sol", "The Show"], ["Mira Sol"], ["The Show"]])
    }

    @Test
    func `the publisher's own link counts, and the one that counts readers is kept beside it`()
        throws
    {
        let document = rss(
            """
            <item><link>https://count.example/1</link>
            <feedburner:origLink>https://a.example/1</feedburner:origLink></item>
            <item><link>https://a.example/2</link></item>
            """
        )
        let entries = try parse(document).entries
        #expect(entries.map(\.link) == ["https://a.example/1", "https://a.example/2"])
        #expect(entries.map(\.countingLink) == ["https://count.example/1", nil])
        #expect(entries.first?.identity == "link:https://a.example/1")
    }
}
