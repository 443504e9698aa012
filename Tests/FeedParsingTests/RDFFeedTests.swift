import EarshotModel
import FeedParsing
import Testing

@Suite struct RDFFeedTests {
    @Test func `entries stand beside the channel`() throws {
        let feed = try parse(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
              xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/">
            <channel rdf:about="https://a.example/rdf"><title>T</title><link>https://a.example/</link>
            <description>D</description><d:language>de</d:language><d:creator>Feed</d:creator>
            <items><rdf:Seq><rdf:li resource="https://a.example/1"/></rdf:Seq></items></channel>
            <image rdf:about="x"><title>I</title></image>
            <item rdf:about="urn:1"><title>One</title><link>https://a.example/1</link><description>short</description>
            <c:encoded><![CDATA[<p>long</p>]]></c:encoded><d:date>2026-03-02T09:05+01:00</d:date>
            <d:creator>Mira</d:creator>
            <d:subject>S</d:subject></item>
            <item rdf:about="urn:2"><title>Two</title></item><textinput><title>X</title></textinput>
            </rdf:RDF>
            """,
            keepsMarkup: true
        )
        #expect(feed.format == .rdf)
        #expect(
            feed.title == "T" && feed.homepage == "https://a.example/" && feed.description == "D"
        )
        #expect(feed.entries.map(\.title) == ["One", "Two"])
        let one = feed.entries[0]
        #expect(
            one.guid == "urn:1" && one.identity == "guid:urn:1" && one.link == "https://a.example/1"
        )
        #expect(one.text == "long" && one.html == "<p>long</p>" && one.summary == "short")
        #expect(one.published?.rfc3339 == "2026-03-02T08:05:00.000Z")
        #expect(
            one.authors == [EntryAuthor(name: "Mira")] && one.tags == ["S"] && one.language == "de"
        )
        #expect(feed.entries[1].authors == [EntryAuthor(name: "Feed")])
    }

    @Test(arguments: [
        "<rdf:RDF><channel><item><title>a</title></item></channel></rdf:RDF>",
        "<RDF><item><title>a</title></item></RDF>",
        "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><x:item xmlns:x='http://purl.org/rss/1.0/'><x:title>a</x:title></x:item></r:RDF>",
        "<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'><item><title>a</title></item></rdf:RDF>",
    ])
    func `namespaces and places may be odd`(document: String) throws {
        let feed = try parse(document)
        #expect(feed.format == .rdf && feed.entries.map(\.title) == ["a"])
    }
}
