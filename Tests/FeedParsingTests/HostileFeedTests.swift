import EarshotModel
import FeedParsing
import Foundation
import Testing

/// Feeds that want to cost time, memory or secrets.
///
/// The bounds in time are those of a debug build;
/// what the built executable takes is measured in the end-to-end tests.
@Suite(.serialized) struct HostileFeedTests {
    @Test(arguments: [
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/evil.dtd\"> %p;]>",
        "<!DOCTYPE rss SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE rss PUBLIC \"x\" \"http://127.0.0.1:1/evil.dtd\">",
        "<?xml-stylesheet href=\"file:///etc/passwd\"?>",
    ])
    func `nothing is read from disk or network`(prolog: String) throws {
        let feed = try parse(
            "<?xml version=\"1.0\"?>\(prolog)"
                + rss(
                    "<item><title>a&x;b</title><description><xi:include href=\"/etc/passwd\"/></description></item>"
                )
        )
        #expect(feed.entries.map(\.title) == ["a&x;b"])
        #expect(feed.entries.map(\.text) == [""])
    }

    @Test func `entities are never expanded`() throws {
        let laughs = (1...9).map {
            "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">"
        }.joined()
        let bomb = try parse(
            "<!DOCTYPE rss [<!ENTITY l0 \"ha\">\(laughs)]>"
                + rss("<item><title>&l9;</title></item>")
        )
        #expect(bomb.entries.map(\.title) == ["&l9;"])
        let large = String(repeating: "x", count: 50_000)
        let references = String(repeating: "&q;", count: 2000)
        let quadratic = try parse(
            "<!DOCTYPE rss [<!ENTITY q \"\(large)\">]>"
                + rss("<item><title>\(references)</title></item>")
        )
        #expect(quadratic.entries.first?.title.utf8.count == 6000)
    }

    @Test(arguments: [
        ("<div>", 3000), ("<item>", 3000), ("<a:b xmlns:a='c'>", 3000), ("<description>", 20_000),
        ("<![CDATA[", 20_000),
        ("<!--", 20_000), ("<?", 20_000), ("<a b='", 20_000), ("<a ", 20_000),
        ("</x>", 60_000), ("&", 60_000), ("&#", 40_000),
        ("&lt;", 40_000), ("]]>", 40_000), ("<br>", 30_000), ("<x/>", 40_000),
        ("<a/><b></c>", 20_000), ("<!DOCTYPE [", 20_000),
    ])
    func `one piece over and over takes linear time`(piece: String, count: Int) {
        let inside = rss("<item><title>a</title>\(String(repeating: piece, count: count))")
        let elapsed = ContinuousClock().measure { _ = try? parse(inside) }
        #expect(elapsed < .seconds(20))
        let before = String(repeating: piece, count: min(count, 10_000)) + inside
        #expect(ContinuousClock().measure { _ = try? parse(before) } < .seconds(20))
    }

    @Test func `65,000 attributes never reach the parser`() throws {
        let attributes = (0..<65_000).map { " a\($0)='x'" }.joined()
        let document = rss("<item\(attributes)><title>a</title></item>")
        let elapsed = try ContinuousClock().measure {
            let feed = try parse(document)
            #expect(feed.entries.map(\.title) == ["a"])
            #expect(feed.warnings.contains(.tagShortened(limit: 65_536)))
        }
        #expect(elapsed < .seconds(5))
    }

    @Test(arguments: [65_536, 65_537, 200_000])
    func `a tag is read up to the limit and not a byte further`(length: Int) throws {
        let tag = "<x a='" + String(repeating: "y", count: length - 8) + "'>"
        #expect(tag.utf8.count == length)
        let document = rss("<item><title>a</title></item>\(tag)</x><item><title>b</title></item>")
        let feed = try parse(document)
        #expect(feed.entries.count == 2 && !feed.isTruncated)
        #expect(feed.warnings == (length > 65_536 ? [.tagShortened(limit: 65_536)] : []))
    }

    @Test func `many small tags full of attributes and namespaces take linear time`() throws {
        let attributes = (0..<250).map { " xmlns:n\($0)='u' n\($0):a='x'" }.joined()
        let document = rss(
            "<item><title>a</title></item>" + String(repeating: "<x\(attributes)/>", count: 150)
        )
        let elapsed = try ContinuousClock().measure {
            let feed = try parse(document)
            #expect(feed.entries.count == 1)
        }
        #expect(elapsed < .seconds(20))
    }

    @Test func `of 12,000 entries the first 10,000 are read, and the feed says so`() throws {
        let entry = "<item><title>a</title><link>https://a.example/</link></item>"
        let document = rss(String(repeating: entry, count: 12_000))
        var feed = ParsedFeed(format: .atom)
        let elapsed = try ContinuousClock().measure { feed = try parse(document) }
        #expect(feed.entries.count == 10_000)
        #expect(feed.warnings == [.entriesLeftOut(limit: 10_000)])
        #expect(feed.isTruncated)
        #expect(elapsed < .seconds(20))
    }

    @Test func `an entry keeps no more tags, files and authors than anybody reads`() throws {
        let parts = (0..<300).map {
            "<category>c\($0)</category><media:content url='https://a.example/\($0)'/><dc:creator>p\($0)</dc:creator>"
        }
        let entry = try #require(try parse(rss("<item>\(parts.joined())</item>")).entries.first)
        #expect(entry.tags.count == 100)
        #expect(entry.attachments.count == 50)
        #expect(entry.authors.count == 50)
    }

    @Test func `short addresses under a long base do not fill the memory`() throws {
        let files = (0..<50).map { "<enclosure url='\($0)'/>" }.joined()
        let base = "https://a.example/" + String(repeating: "b", count: 2000) + "/"
        let entries = String(repeating: "<item><link>x</link>\(files)</item>", count: 600)
        let feed = try parse(rss(entries, attributes: " xml:base='\(base)'"))
        let bytes = feed.entries.flatMap(\.attachments).reduce(0) { $0 + $1.url.utf8.count }
        #expect(feed.entries.count == 600)
        #expect(feed.entries.first?.attachments.first?.url == base + "0")
        #expect(bytes < 40 << 20)
    }

    @Test func `a huge text is cut and the rest is read`() throws {
        let huge = String(repeating: "x", count: 3 << 20)
        let feed = try parse(
            rss(
                "<item><title>\(huge)</title><author>\(huge)</author></item><item><title>b</title></item>"
            )
        )
        #expect(feed.entries.first?.title.utf8.count == 1 << 20)
        #expect(feed.entries.last?.title == "b")
        #expect(feed.warnings == [.fieldCut(limit: 1 << 20)])
    }

    @Test(arguments: ["\u{0}", "&#0;", "&#x0;", "\u{0}&#0;\u{0}"])
    func `U+0000 is nowhere in what was read`(null: String) throws {
        let fields = """
            <title>a\(null)b</title><link>https://a.example/\(null)x</link><guid>g\(null)</guid>
            <category>c\(null)d</category>
            <dc:creator>n\(null)m</dc:creator><description><![CDATA[t\(null)u]]></description>
            <enclosure url="https://a.example/\(null)y" type="a\(null)/b"/>
            """
        let feed = try parse(rss("<item>\(fields)</item>"), keepsMarkup: true)
        let entry = try #require(feed.entries.first)
        #expect(entry.title == "ab")
        #expect(entry.tags == ["cd"])
        #expect(!"\(entry)".unicodeScalars.contains("\u{0}"))
    }
}
