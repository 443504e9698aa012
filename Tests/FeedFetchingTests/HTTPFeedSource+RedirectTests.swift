import CurlTransfer
import EarshotTesting
import FeedFetching
import Testing

/// How redirects are followed over the wire.
@Suite(.timeLimit(.minutes(2))) struct HTTPFeedSourceRedirectTests {
    private let source = HTTPFeedSource.forTests(
        limits: TransferLimits(timeout: .seconds(100), connectTimeout: .seconds(100))
    )

    /// The outcome of a chain of redirects by these statuses, which ends at a feed.
    private func chain(_ statuses: [Int]) async throws -> (FetchOutcome, ScriptedServer) {
        let server = try ScriptedServer(["/\(statuses.count)": .text("<rss/>")])
        for (hop, status) in statuses.enumerated() {
            server.answer("/\(hop)", with: .redirect(status, to: "\(hop + 1)"))
        }
        return (await source.fetch(FeedRequest(address: server.address("/0"))), server)
    }

    @Test(arguments: [
        ([301], true), ([308], true), ([301, 308, 301], true), ([302], false), ([303], false),
        ([307], false), ([301, 302], false), ([302, 301], false), ([308, 307, 301], false),
    ])
    func `a move is for good only when every hop of it is`(statuses: [Int], isForGood: Bool)
        async throws
    {
        let (outcome, server) = try await chain(statuses)
        let feed = try #require(outcome.feed)
        let last = server.address("/\(statuses.count)")
        #expect(feed.address == last)
        #expect(feed.permanentAddress == (isForGood ? last : nil))
        #expect(server.requests.elements.allSatisfy { $0.method == "GET" })
    }

    @Test func `ten hops are followed and eleven are not`() async throws {
        let (outcome, _) = try await chain([Int](repeating: 302, count: 10))
        #expect(outcome.feed != nil)
        let (refused, server) = try await chain([Int](repeating: 302, count: 11))
        #expect(refused.failure?.code == "too_many_redirects")
        #expect(server.requests.elements.count == 11)
    }

    @Test func `a loop is named as one, without what was secret in its addresses`() async throws {
        let server = try ScriptedServer([
            "/a": .redirect(302, to: "/b"), "/b": .redirect(302, to: "/a"),
            "/self": .redirect(301, to: "/self"),
        ])
        for path in ["/a", "/self"] {
            let address = server.address(path, host: "ada:secret@127.0.0.1")
            let failure = await source.fetch(FeedRequest(address: address)).failure
            #expect(failure?.code == "redirect_loop")
            #expect(failure?.description.contains(path) == true)
            #expect(failure?.description.contains("secret") == false)
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/feed", "gopher://127.0.0.1/", "dict://127.0.0.1/",
        "http://", "http://[", "https://exa mple/",
    ])
    func `a redirect out of the web is refused`(target: String) async throws {
        let server = try ScriptedServer(["/feed": .redirect(301, to: target)])
        let outcome = await source.fetch(FeedRequest(address: server.address("/feed")))
        #expect(outcome.failure?.code == "redirect")
        #expect(server.requests.elements.count == 1)
    }

    @Test func `a redirect without a place is an error in words`() async throws {
        let server = try ScriptedServer(["/feed": Answer(301)])
        let outcome = await source.fetch(FeedRequest(address: server.address("/feed")))
        #expect(outcome.failure?.code == "redirect")
        #expect(outcome.failure?.description.contains("nowhere") == true)
    }

    @Test(arguments: ["127.0.0.2", "[::ffff:127.0.0.2]", "0x7f.2"])
    func `every hop passes the address guard`(host: String) async throws {
        let canary = try ScriptedServer(on: .address("127.0.0.2"), ["/": .text("secret")])
        let server = try ScriptedServer([
            "/one": .redirect(301, to: "/two"),
            "/two": .redirect(301, to: canary.address("/", host: host)),
        ])
        let outcome = await source.fetch(FeedRequest(address: server.address("/one")))
        #expect(outcome.failure?.code == "refused_address")
        #expect(server.requests.elements.count == 2)
        #expect(canary.requests.elements.isEmpty)
    }

    @Test func `credentials stay with their host, and no other hop sees them`() async throws {
        let other = try ScriptedServer(on: .address("127.0.0.2"), ["/feed": .text("<rss/>")])
        let server = try ScriptedServer([
            "/one": .redirect(302, to: "/two"), "/two": .redirect(302, to: other.address("/feed")),
        ])
        let source = HTTPFeedSource.forTests(allowing: ["127.0.0.0/8"])
        let address = server.address("/one", host: "ada:secret@127.0.0.1")
        let feed = try #require(await source.fetch(FeedRequest(address: address)).feed)
        #expect(server.requests.elements.count == 2)
        #expect(server.requests.elements.allSatisfy { $0["Authorization"] != nil })
        #expect(other.requests.elements.first?["Authorization"] == nil)
        #expect(!feed.address.contains("secret"))
    }

    @Test func `cookies that a hop sets are not kept`() async throws {
        let server = try ScriptedServer([
            "/one": Answer(302, headers: [("Location", "/two"), ("Set-Cookie", "a=b; Path=/")]),
            "/two": .text("<rss/>"),
        ])
        _ = await source.fetch(FeedRequest(address: server.address("/one")))
        #expect(server.requests.elements.count == 2)
        #expect(server.requests.elements.allSatisfy { $0["Cookie"] == nil })
    }

    @Test func `the time limit holds for all hops together`() async throws {
        let server = try ScriptedServer(["/6": .text("<rss/>")])
        for hop in 0..<6 {
            server.answer(
                "/\(hop)",
                with: .redirect(302, to: "\(hop + 1)").after(.milliseconds(150))
            )
        }
        // No hop takes as long as the limit, six of them take longer.
        let source = HTTPFeedSource.forTests(limits: TransferLimits(timeout: .milliseconds(800)))
        let outcome = await source.fetch(FeedRequest(address: server.address("/0")))
        #expect(outcome.failure?.code == "timed_out")
    }

    @Test func `validators go along to where the feed is for now`() async throws {
        let server = try ScriptedServer(["/old": .redirect(302, to: "/new")])
        server.answer("/new") { .validated("x", etag: "\"1\"", lastModified: nil, for: $0) }
        let request = FeedRequest(address: server.address("/old"), etag: "\"1\"")
        #expect(await source.fetch(request).isUnchanged)
    }

    @Test func `at the end of a move for good the whole feed is read once, unless it stays put`()
        async throws
    {
        let server = try ScriptedServer(["/old": .redirect(301, to: "/new")])
        server.answer("/new") { .validated("x", etag: "\"1\"", lastModified: nil, for: $0) }
        let address = server.address("/old")
        let moved = await source.fetch(FeedRequest(address: address, etag: "\"1\""))
        #expect(moved.feed?.permanentAddress == server.address("/new"))
        let kept = FeedRequest(address: address, etag: "\"1\"", staysPut: true)
        #expect(await source.fetch(kept).isUnchanged)
        server.answer("/new", with: Answer(304))
        let lie = await source.fetch(FeedRequest(address: address, etag: "\"1\""))
        #expect(lie.failure?.code == "http_304")
    }
}
