import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct XMLStreamTests {
    /// libxml2 gives up on a document when more than 10 MB wait to be parsed.
    @Test(arguments: [("<![CDATA[", "]]>"), ("", ""), ("<p>", "</p>")])
    func `an entry after twelve megabytes of text is still read`(start: String, end: String) throws
    {
        let filler = String(repeating: "eleven by. ", count: 1_100_000)
        let long = "<item><description>\(start)\(filler)\(end)</description></item>"
        let feed = try parse(rss("\(long)<item><title>b</title></item>"))
        #expect(feed.entries.map(\.title) == ["", "b"])
        #expect(feed.warnings == [.fieldCut(limit: 1 << 20)])
    }

    @Test(arguments: [0, 1, 2, 3])
    func `characters survive wherever a piece ends`(shift: Int) throws {
        let text = String(repeating: "x", count: shift) + String(repeating: "年", count: 60_000)
        let feed = try parse(rss("<item><description><![CDATA[\(text)]]></description></item>"))
        #expect(feed.entries.first?.text == text)
    }

    @Test func `every text finds its own element, however many there are`() throws {
        var generator = SeededGenerator(seed: 71)
        var document = ""
        var titles: [String] = []
        for number in 0..<3000 {
            let blanks = String(repeating: " ", count: Int.random(in: 0..<40, using: &generator))
            let parts = [
                "t\(number)", "<![CDATA[t\(number)]]>", "t<!-- x -->\(number)", "t&#x30;\(number)",
            ]
            let kind = Int.random(in: 0..<parts.count, using: &generator)
            document +=
                "<item>\(blanks)<x>y<z>\(blanks)</z></x><title>\(parts[kind])</title></item>\n"
            titles.append(kind == 3 ? "t0\(number)" : "t\(number)")
        }
        #expect(try parse(rss(document)).entries.map(\.title) == titles)
    }

    @Test func `texts longer than a piece stay in order`() throws {
        let long = (0..<40).map { String(repeating: "\($0) ", count: 9000) }
        let document = long.map { "<item><title>a</title><description>\($0)</description></item>" }
        let feed = try parse(rss(document.joined()))
        #expect(feed.entries.map { $0.text.prefix(3) } == long.map { $0.prefix(3) })
        #expect(feed.entries.allSatisfy { $0.text.utf8.count > 17_000 })
    }

    @Test func `many threads may parse at once`() async throws {
        let document = rss("<item><title>a &amp; b</title></item><item><title>c & d</title></item>")
        let titles = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<16 {
                group.addTask {
                    try (0..<50).flatMap { _ in try parse(document).entries.map(\.title) }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        #expect(titles == ["a & b", "c & d"])
    }
}
