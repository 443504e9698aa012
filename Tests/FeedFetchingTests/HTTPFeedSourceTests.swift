import CurlTransfer
import EarshotTesting
import FeedFetching
import Testing

@Suite(.timeLimit(.minutes(2))) struct HTTPFeedSourceTests {
    private let source = HTTPFeedSource.forTests()

    private func outcome(_ answer: Answer, etag: String? = nil) async throws -> FetchOutcome {
        let server = try ScriptedServer(["/feed": answer])
        return await source.fetch(FeedRequest(address: server.address("/feed"), etag: etag))
    }

    @Test func `a feed comes with its type, its address and its validators`() async throws {
        let server = try ScriptedServer([
            "/feed": .text(
                "<rss/>",
                headers: [
                    ("Content-Type", "text/xml; charset=utf-8"), ("ETag", "W/\"1\""),
                    ("Last-Modified", "yesterday"), ("Cache-Control", "max-age=600"),
                ]
            )
        ])
        let outcome = await source.fetch(FeedRequest(address: server.address("/feed")))
        let feed = try #require(outcome.feed)
        #expect(feed.body == Array("<rss/>".utf8))
        #expect(feed.contentType == "text/xml; charset=utf-8")
        #expect(feed.address == server.address("/feed"))
        #expect(feed.permanentAddress == nil)
        #expect(feed.etag == "W/\"1\"")
        #expect(feed.lastModified == "yesterday")
        #expect(feed.freshFor == .seconds(600))
        let request = try #require(server.requests.elements.first)
        #expect(request["User-Agent"] == "Earshot (+mailto:tests@example.org)")
        #expect(request["If-None-Match"] == nil)
        #expect(request["If-Modified-Since"] == nil)
    }

    @Test(arguments: [
        ("\"abc\"", "Sat, 07 Sep 2002 00:00:01 GMT"),
        ("W/\"abc, def\"", "07-09-2002"),
        ("no quotes at all", "0"),
        ("\"ünï\"", "-1"),
        (String(repeating: "x", count: 6000), "Sat, 7 Sep 2002 00:00:01 +0000"),
    ])
    func `validators are echoed byte for byte, and 304 is no change`(
        etag: String,
        lastModified: String
    ) async throws {
        let server = try ScriptedServer()
        server.answer("/feed") {
            .validated("<rss/>", etag: etag, lastModified: lastModified, for: $0)
        }
        let address = server.address("/feed")
        let feed = try #require(await source.fetch(FeedRequest(address: address)).feed)
        #expect(feed.etag == etag)
        #expect(feed.lastModified == lastModified)
        let again = await source.fetch(
            FeedRequest(address: address, etag: feed.etag, lastModified: feed.lastModified)
        )
        #expect(again.isUnchanged)
        let request = try #require(server.requests.elements.last)
        #expect(request["If-None-Match"] == etag)
        #expect(request["If-Modified-Since"] == lastModified)
    }

    @Test func `a validator that is too long is dropped, never cut`() async throws {
        let long = String(repeating: "x", count: 6001)
        let feed = try await outcome(.text("<rss/>", headers: [("ETag", long)])).feed
        #expect(try #require(feed).etag == nil)
    }

    @Test func `no change that nobody asked about is an error`() async throws {
        #expect(try await outcome(Answer(304)).failure?.code == "http_304")
        #expect(try await outcome(Answer(304), etag: "\"x\"").isUnchanged)
    }

    @Test func `a freshness comes with "not modified" too`() async throws {
        let answer = Answer(304, headers: [("Cache-Control", "max-age=60")])
        guard case .notModified(let freshness) = try await outcome(answer, etag: "x") else {
            Issue.record("the feed did change")
            return
        }
        #expect(freshness == .seconds(60))
    }

    @Test(arguments: [
        (401, "login"), (403, "forbids"), (404, "no such feed"), (400, "refused"),
        (418, "refused"), (429, "too often"), (500, "failed"), (503, "not available"),
        (599, "failed"), (206, "unexpected"), (300, "unexpected"), (999, "unexpected"),
    ])
    func `any other status is an error in words, whatever the body`(
        status: Int,
        words: String
    ) async throws {
        let failure = try #require(
            try await outcome(.text("<rss/>", status: status, headers: [("ETag", "x")])).failure
        )
        #expect(failure.code == "http_\(status)")
        #expect(failure.description.contains(words))
        #expect(failure.description.contains("\(status)"))
    }

    @Test func `gone and no news are outcomes of their own`() async throws {
        guard case .gone = try await outcome(.text("<rss/>", status: 410)) else {
            Issue.record("410 is not gone")
            return
        }
        guard case .noNews = try await outcome(Answer(204)) else {
            Issue.record("204 is news")
            return
        }
    }

    @Test(arguments: [
        (429, "120", 120), (503, "3600", 3600), (403, "1", 1), (503, "999999", 86_400),
        (503, "99999999999999999999", 86_400),
        (429, "Wed, 21 Oct 2015 07:30:00 GMT", 120),
        (429, "Wed, 21 Oct 2035 07:30:00 GMT", 86_400),
    ])
    func `a server is left alone for as long as it wants, a day at most`(
        status: Int,
        wait: String,
        seconds: Int
    ) async throws {
        let headers = [("Retry-After", wait), ("Date", "Wed, 21 Oct 2015 07:28:00 GMT")]
        let outcome = try await outcome(
            Answer(status, headers: headers.map { (name: $0.0, value: $0.1) })
        )
        #expect(outcome.silence == .seconds(seconds))
        #expect(outcome.failure?.code == "http_\(status)")
    }

    @Test(arguments: [
        (429, "-5"), (429, "0"), (503, "soon"), (503, ""), (503, "1.5"),
        (503, "Wed, 21 Oct 2015 07:00:00 GMT"), (500, "120"), (404, "120"),
    ])
    func `a wish that makes no sense is no silence`(status: Int, wait: String) async throws {
        let headers = [("Retry-After", wait), ("Date", "Wed, 21 Oct 2015 07:28:00 GMT")]
        let outcome = try await outcome(
            Answer(status, headers: headers.map { (name: $0.0, value: $0.1) })
        )
        #expect(outcome.silence == nil)
        #expect(outcome.failure?.code == "http_\(status)")
    }

    @Test(arguments: [
        (Answer.cutShort([1], announcing: 5), "cut_short"),
        (.reset, "cut_short"),
        (.endless([UInt8](repeating: 0x20, count: 4096)), "too_large"),
        (
            .endless(
                Gzip.bombPiece,
                startingWith: Gzip.bombStart,
                headers: [("Content-Encoding", "gzip")]
            ), "too_large"
        ),
        (.raw([0x30]), "bad_answer"),
    ])
    func `a body that is cut or never ends gives no feed and no validators`(
        answer: Answer,
        code: String
    ) async throws {
        let outcome = try await outcome(answer)
        #expect(outcome.feed == nil)
        #expect(outcome.failure?.code == code)
    }

    @Test(arguments: [
        ("", "bad_address"), ("example.org", "bad_address"),
        ("file:///etc/passwd", "unsupported_scheme"),
        ("ftp://example.org/", "unsupported_scheme"),
        ("http://169.254.169.254/", "refused_address"),
        ("http://[::ffff:10.0.0.1]/", "refused_address"),
    ])
    func `an address that must not be asked is an error in words`(address: String, code: String)
        async
    {
        let failure = await source.fetch(FeedRequest(address: address)).failure
        #expect(failure?.code == code)
        #expect(failure?.description.isEmpty == false)
    }

    @Test func `what we break off ourselves says nothing about the feed`() async throws {
        let loop = CurlLoop()
        let server = try ScriptedServer(["/a": .silence, "/b": .silence])
        let source = HTTPFeedSource.forTests(loop)
        let tasks = ["/a", "/b"].map { path in
            Task { await source.fetch(FeedRequest(address: server.address(path))) }
        }
        _ = await server.requests.first(2)
        tasks[0].cancel()
        guard case .abandoned = await tasks[0].value else {
            Issue.record("a cancelled poll is held against the feed")
            return
        }
        loop.shutDown()
        guard case .abandoned = await tasks[1].value else {
            Issue.record("a stopping program is held against the feed")
            return
        }
    }
}
