import EarshotModel
import FeedParsing
import Foundation
import Testing

/// Whatever the bytes, there is a feed or an error, and never a trap.
@Suite struct AnyBytesTests {
    private static let feeds = [sampleRSS, sampleRDF, sampleAtom]

    @Test func `random bytes are read without trapping`() {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<2000 {
            let length = Int.random(in: 0..<300, using: &generator)
            read((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
            read(
                Array("<rss>".utf8)
                    + (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            )
        }
    }

    @Test(arguments: feeds) func `a feed cut at every byte keeps its complete entries`(
        sample: String
    ) throws {
        let whole = Array(sample.utf8)
        let all = try FeedParser().parse(whole).entries
        var most = 0
        for end in 0..<whole.count {
            guard let feed = try? FeedParser(keepsMarkup: true).parse(Array(whole[..<end])) else {
                continue
            }
            #expect(feed.isTruncated)
            #expect(feed.entries.map(\.title) == all.prefix(feed.entries.count).map(\.title))
            #expect(feed.entries.count >= most)
            most = feed.entries.count
        }
        #expect(most == all.count)
    }

    @Test(arguments: feeds) func `a feed with any byte changed is read without trapping`(
        sample: String
    ) {
        var generator = SeededGenerator(seed: 22)
        let whole = Array(sample.utf8)
        for position in whole.indices {
            var changed = whole
            changed[position] = UInt8.random(in: 0...255, using: &generator)
            read(changed)
        }
    }

    @Test(arguments: feeds) func `a feed torn apart and shuffled is read without trapping`(
        sample: String
    ) {
        var generator = SeededGenerator(seed: 23)
        let whole = Array(sample.utf8)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1..<8, using: &generator) {
                let start = Int.random(in: 0..<bytes.count, using: &generator)
                let end = min(bytes.count, start + Int.random(in: 0..<60, using: &generator))
                let piece = Array(bytes[start..<end])
                if Bool.random(using: &generator) { bytes.removeSubrange(start..<end) }
                bytes.insert(
                    contentsOf: piece,
                    at: Int.random(in: 0...bytes.count, using: &generator)
                )
            }
            read(bytes)
        }
    }

    @Test func `time grows with the length, not with its square`() {
        let entry =
            "<item><title>a & b</title><description>&lt;p&gt;x &amp;amp; y&lt;/p&gt;</description></item>"
        func seconds(_ count: Int) -> Duration {
            let document = Array(rss(String(repeating: entry, count: count)).utf8)
            return (0..<3).map { _ in ContinuousClock().measure { read(document) } }.min() ?? .zero
        }
        #expect(seconds(4000) < seconds(500) * 24)
    }

    /// Reads everything that can be read of the bytes.
    private func read(_ bytes: [UInt8]) {
        guard
            let feed = try? FeedParser(keepsMarkup: true).parse(
                bytes,
                baseURL: "https://a.example/"
            )
        else { return }
        #expect(feed.entries.allSatisfy { !$0.identity.isEmpty })
        #expect((try? FeedDocument(feed).json()) != nil)
    }
}

private let sampleRSS = """
    <?xml version="1.0" encoding="utf-8"?>
    <!DOCTYPE rss [<!ENTITY x "y">]>
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:base="https://a.example/">
    <channel><title>t &amp; u</title><link>/</link><ttl>60</ttl><!-- c -->
    <item><title><![CDATA[one <b>]]></title><link>1</link><guid isPermaLink="false">g1</guid>
    <pubDate>Mon, 02 Mar 2026 09:05:00 GMT</pubDate><dc:creator>é</dc:creator>
    <description>&lt;p onclick="x"&gt;caf&eacute; &amp;amp; &lt;a href='2'&gt;l&lt;/a&gt;</description></item>
    <item><title>two</title><author>a@b.example (c)</author><enclosure url="f.mp3" length="9" type="a/b"/></item>
    </channel></rss>
    """

private let sampleRDF = """
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://a.example/"><title>t</title></channel>
    <item rdf:about="https://a.example/1"><title>年</title><description>x ]]&gt; y</description></item>
    </rdf:RDF>
    """

private let sampleAtom = """
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">t &lt;b&gt;</title>
    <entry><id>urn:1</id><title>one</title><link href="/1"/><updated>2026-03-02T09:05:00Z</updated>
    <author><name>n</name><email>a@b.example</email></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x<br/>y</p></div></content></entry></feed>
    """
