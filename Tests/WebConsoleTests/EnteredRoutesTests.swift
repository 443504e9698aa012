import EarshotModel
import Testing

@testable import WebConsole

@Suite struct EnteredRoutesTests {
    private static func list(_ entries: String, brand: String? = "Brontavia", more: String = "")
        -> String
    {
        let about = brand.map { "\"brand\":\"\($0)\"," } ?? ""
        return "{\(about)\(more)\"entries\":[\(entries)]}"
    }

    private static let leak = #"""
        {"text":"★☆☆☆☆ It leaks. Terrible.","link":"https://shop.example/r/1","author":"Mira Sol",
        "published_at":"2026-03-02T08:00:00Z","language":"en"}
        """#

    @Test func `texts are taken in and answer with their mentions`() async throws {
        let fixture = try await ConsoleFixture()
        let answer = try await fixture.api("POST", "/mentions", Self.list(Self.leak), as: .agent)
        #expect(answer.status == 201)
        let received = try #require(try answer.object()["received"] as? [[String: Any]])
        #expect(received.map { $0["standing"] as? String } == ["added"])
        let id = try #require((received.first?["mentions"] as? [String])?.first)
        let mention = try await fixture.api("GET", "/mentions/\(id)").object()
        #expect(mention["brand"] as? String == "Brontavia")
        #expect(mention["label"] as? String == "negative")
        #expect(mention["feed"] as? String == "By hand")
        #expect(mention["published_at"] as? String == "2026-03-02T08:00:00.000Z")
        let again = try await fixture.api("POST", "/mentions", Self.list(Self.leak), as: .agent)
        let known = try #require(try again.object()["received"] as? [[String: Any]])
        #expect(known.map { $0["standing"] as? String } == ["known"])
        #expect(known.first?["mentions"] as? [String] == [id])
    }

    @Test func `a source has its own title and kind`() async throws {
        let fixture = try await ConsoleFixture()
        let source = #""source":{"name":"shop","title":"The shop","site":"shop.example"},"#
        let body = Self.list(Self.leak, more: source + #""kind":"forum","#)
        #expect(try await fixture.api("POST", "/mentions", body).status == 201)
        let mention = try #require(try await fixture.api("GET", "/mentions").rows().first)
        #expect(mention["feed"] as? String == "The shop")
        #expect(mention["feed_kind"] as? String == "forum")
        let feeds = try await fixture.api("GET", "/feeds").rows()
        #expect(feeds.map { $0["title"] as? String } == ["Forum"])
    }

    @Test func `a dry run answers the same and writes nothing`() async throws {
        let fixture = try await ConsoleFixture()
        let body = Self.list(Self.leak + #",{"text":" "}"#)
        let answer = try await fixture.api("POST", "/mentions?dry_run=yes", body)
        #expect(answer.status == 200)
        #expect((try answer.object()["received"] as? [Any])?.count == 1)
        #expect((try answer.object()["refused"] as? [Any])?.count == 1)
        #expect(try await fixture.api("GET", "/mentions").rows().isEmpty)
    }

    @Test(arguments: [
        ("{}", "/mentions"), (#"{"entries":[{"text":"x","published_at":"soon"}]}"#, "/mentions"),
        (#"{"entries":[],"kind":"podcast"}"#, "/mentions"),
        (#"{"entries":[]}"#, "/mentions?dry_run=maybe"),
    ])
    func `a body that cannot be used is a problem`(body: String, path: String) async throws {
        let fixture = try await ConsoleFixture()
        #expect(try await fixture.api("POST", path, body).status == 422)
    }

    @Test func `a brand that nobody knows is a problem`() async throws {
        let fixture = try await ConsoleFixture()
        let body = Self.list(Self.leak, brand: "Nobody")
        #expect(try await fixture.api("POST", "/mentions", body).status == 422)
    }
}
