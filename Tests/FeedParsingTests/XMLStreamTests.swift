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
