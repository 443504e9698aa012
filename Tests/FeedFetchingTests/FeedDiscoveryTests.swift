import EarshotTesting
import FeedFetching
import Testing

@Suite(.timeLimit(.minutes(2))) struct FeedDiscoveryTests {
    private static let feed = """
        <rss version="2.0"><channel><title>Espresso</title>
        <item><guid>1</guid><title>One</title></item></channel></rss>
        """
    private static let page = "<!doctype html><html><head><title>Shop</title>"

    private func found(_ answers: [String: Answer], at path: String = "/") async throws -> (
        outcome: FeedDiscovery.Outcome, server: ScriptedServer
    ) {
        let server = try ScriptedServer(answers)
        let discovery = FeedDiscovery(source: HTTPFeedSource.forTests())
        return (await discovery.feeds(at: server.address(path)), server)
    }

    private func list(_ outcome: FeedDiscovery.Outcome) throws -> [FeedDiscovery.Found] {
        guard case .found(let feeds) = outcome else { return [] }
        return feeds
    }

    @Test func `the address of a feed is that feed`() async throws {
        let (outcome, server) = try await found(["/f": .text(Self.feed)], at: "/f")
        let feed = try #require(try list(outcome).first)
        #expect(feed.address == server.address("/f"))
        #expect(feed.title == "Espresso" && feed.entries == 1)
        #expect(server.requests.elements.count == 1)
    }

    @Test func `a page's own links come in its order, and nothing else is asked`() async throws {
        let page =
            Self.page
            + "<link rel=alternate type=application/atom+xml href=/a title=News>"
            + "<link rel=alternate type=application/rss+xml href=b>"
        let (outcome, server) = try await found(["/": .text(page)])
        let feeds = try list(outcome)
        #expect(feeds.map(\.address) == [server.address("/a"), server.address("/b")])
        #expect(feeds.map(\.title) == ["News", ""] && feeds.allSatisfy { $0.feed == nil })
        #expect(server.requests.elements.count == 1)
    }

    @Test func `a page without links is searched at the usual places of its site`() async throws {
        let (outcome, server) = try await found(
            ["/blog/page": .text(Self.page), "/feed.xml": .text(Self.feed)],
            at: "/blog/page"
        )
        #expect(try list(outcome).map(\.address) == [server.address("/feed.xml")])
    }

    @Test func `nothing found is no failure, and a dead address is one`() async throws {
        let (nothing, _) = try await found(["/": .text(Self.page)])
        #expect(nothing == .none)
        let (missing, _) = try await found([:], at: "/gone")
        guard case .failed(let failure) = missing else {
            Issue.record("a missing page is no feed: \(missing)")
            return
        }
        #expect(failure.code == "http_404")
    }

    @Test func `a platform's rule goes before the page, unless there is no feed`() async throws {
        let server = try ScriptedServer(["/r/x/new.rss": .text(Self.feed), "/": .text(Self.feed)])
        let discovery = FeedDiscovery(source: HTTPFeedSource.forTests()) { page in
            page.hasSuffix("/r/x") ? page + "/new.rss" : page + "nowhere"
        }
        let platform = await discovery.feeds(at: server.address("/r/x"))
        #expect(try list(platform).map(\.address) == [server.address("/r/x/new.rss")])
        let other = await discovery.feeds(at: server.address("/"))
        #expect(try list(other).map(\.address) == [server.address("/")])
    }

    @Test(arguments: [
        ("blog.example.com", "https://blog.example.com"),
        ("http://a.example/", "http://a.example/"),
        ("file:/srv/feeds/a.xml", "file:/srv/feeds/a.xml"),
    ])
    func `what people type is completed to an address`(typed: String, address: String) {
        #expect(FeedDiscovery.completed(typed) == address)
    }
}
