import EarshotModel
import FeedParsing
import Foundation
import Testing

@Suite struct FeedDocumentTests {
    @Test func `a feed becomes JSON Feed 1.1`() throws {
        let document = try json(
            """
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title><link>https://a.example/</link>
            <description>D</description><language>en</language><atom:link rel="self" href="https://a.example/feed"/>
            <atom:link rel="hub" href="https://hub.example/"/><managingEditor>e@a.example (E)</managingEditor>
            <item><guid>g</guid><title>One</title><link>https://a.example/1</link>
            <description>short</description>
            <content:encoded>&lt;p&gt;long&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</content:encoded>
            <dc:creator>Mira</dc:creator>
            <pubDate>2 Mar 2026 09:05:00 GMT</pubDate><category>c</category><enclosure url="https://a.example/f" length="5"/></item>
            <item><link>https://a.example/2</link></item><item><title>Three</title></item>
            </channel></rss>
            """
        )
        #expect(document["version"] as? String == "https://jsonfeed.org/version/1.1")
        #expect(
            document["title"] as? String == "T"
                && document["home_page_url"] as? String == "https://a.example/"
        )
        #expect(
            document["feed_url"] as? String == "https://a.example/feed"
                && document["language"] as? String == "en"
        )
        #expect(
            (document["hubs"] as? [[String: String]]) == [
                ["type": "WebSub", "url": "https://hub.example/"]
            ]
        )
        #expect(
            (document["authors"] as? [[String: String]]) == [
                ["name": "E", "_email": "e@a.example"]
            ]
        )
        #expect(document["_warnings"] == nil)
        let entries = try #require(document["items"] as? [[String: Any]])
        let one = entries[0]
        #expect(
            one["id"] as? String == "g" && one["title"] as? String == "One"
                && one["url"] as? String == "https://a.example/1"
        )
        #expect(
            one["content_html"] as? String == "<p>long</p>" && one["content_text"] == nil
                && one["summary"] as? String == "short"
        )
        #expect(
            one["date_published"] as? String == "2026-03-02T09:05:00.000Z"
                && one["date_modified"] == nil
        )
        #expect(one["tags"] as? [String] == ["c"] && one["language"] as? String == "en")
        let file = try #require((one["attachments"] as? [[String: Any]])?.first)
        #expect(
            file["mime_type"] as? String == "application/octet-stream"
                && file["size_in_bytes"] as? Int == 5
        )
        #expect(entries[1]["id"] as? String == "https://a.example/2" && entries[1]["title"] == nil)
        #expect(
            (entries[2]["id"] as? String)?.hasPrefix("hash:") == true
                && entries[2]["content_text"] as? String == ""
        )
    }

    @Test func `what was odd is told, and control characters stay JSON`() throws {
        let document = try json("junk " + rss("<item><title>a\u{85}\"\\ b & c</title></item>"))
        #expect((document["_warnings"] as? [String])?.count == 2)
        #expect(
            (document["items"] as? [[String: Any]])?.first?["title"] as? String == "a\"\\ b & c"
        )
    }

    @Test func `stars, links elsewhere and links that count readers are told`() throws {
        let document = try json(
            rss(
                """
                <item><link>https://count.example/1</link><im:rating>4</im:rating>
                <feedburner:origLink>https://a.example/1</feedburner:origLink></item>
                <item><title>Kettle: 2.5/5</title><link>https://a.example/2</link></item>
                """
            )
        )
        let entries = try #require(document["items"] as? [[String: Any]])
        #expect(entries[0]["url"] as? String == "https://count.example/1")
        #expect(entries[0]["_original_url"] as? String == "https://a.example/1")
        #expect(entries[0]["_rating"] as? [String: Double] == ["value": 4, "min": 1, "max": 5])
        #expect(entries[1]["url"] as? String == "https://a.example/2")
        #expect(entries[1]["_original_url"] == nil)
        #expect(entries[1]["_rating"] as? [String: Double] == ["value": 2.5, "max": 5])
        let other = try json(#"{"items": [{"id": "1", "external_url": "https://b.example/"}]}"#)
        let entry = try #require((other["items"] as? [[String: Any]])?.first)
        #expect(entry["external_url"] as? String == "https://b.example/")
    }

    @Test func `a feed without a title bears that of its first entry`() throws {
        let document = "<rss><channel><item><title>one</title></item></channel></rss>"
        #expect(try json(document)["title"] as? String == "one")
        #expect(try json("<rss><channel/></rss>")["title"] as? String == "")
    }

    @Test func `what was printed is read again as the same feed`() throws {
        let feed = try parse(
            rss(
                """
                <link>https://a.example/</link><description>D</description><language>en</language>
                <item><guid>g</guid><title>One &amp; more</title><link>https://a.example/1</link>
                <description>&lt;p&gt;a &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;</description>
                <dc:creator>Mira</dc:creator>
                <pubDate>2 Mar 2026 09:05:00 GMT</pubDate><category>c</category>
                <enclosure url="https://a.example/f" length="5" type="a/b"/></item>
                """
            ),
            keepsMarkup: true
        )
        let printed = Array(try FeedDocument(feed).json())
        var again = try FeedParser(keepsMarkup: true).parse(printed)
        #expect(again.format == .json)
        again.format = .rss
        #expect(again == feed)
    }

    @Test(arguments: [0, 1, 2, 40])
    func `written piece by piece it is the same document`(count: Int) throws {
        let entries = (0..<count).map { number in
            "<item><title>[\n\n  ] \(number)</title><description>&lt;p&gt;Long\n\ntext</description></item>"
        }
        let feed = try FeedParser(keepsMarkup: true).parse(
            Array(
                "<rss><channel><link>https://a.example/</link>\(entries.joined())</channel></rss>"
                    .utf8
            )
        )
        let document = FeedDocument(feed)
        var pieces: [Data] = []
        try document.write { pieces.append($0) }
        #expect(try document.json() == pieces.reduce(Data(), +))
        #expect(pieces.count == (count == 0 ? 1 : count + 2))
    }

    private func json(_ document: String) throws -> [String: Any] {
        let data = try FeedDocument(try parse(document, keepsMarkup: true)).json()
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}
