import CurlTransfer
import EarshotTesting
import FeedFetching
import Foundation
import Testing

@Suite struct FileFeedSourceTests {
    private let folder: TemporaryFolder
    private let feeds: URL
    private let source: FileFeedSource

    init() throws {
        folder = try TemporaryFolder()
        feeds = folder.file("feeds")
        try FileManager.default.createDirectory(at: feeds, withIntermediateDirectories: true)
        source = FileFeedSource(folder: feeds, sizeLimit: 100)
    }

    private func fetch(_ address: String, etag: String? = nil) async -> FetchOutcome {
        await source.fetch(FeedRequest(address: address, etag: etag))
    }

    @Test func `a file in the folder is a feed, and no news until it changes`() async throws {
        try folder.write("<rss/>", to: "feeds/a b.xml")
        let address = feeds.appendingPathComponent("a b.xml").absoluteString
        let feed = try #require(await fetch(address).feed)
        #expect(feed.body == Array("<rss/>".utf8))
        #expect(feed.address == address)
        #expect(await fetch(address, etag: feed.etag).isUnchanged)
        try folder.write("<rss></rss>", to: "feeds/a b.xml")
        #expect(await fetch(address, etag: feed.etag).feed?.body == Array("<rss></rss>".utf8))
    }

    @Test func `a file as large as the limit is read, and a larger one is not`() async throws {
        let text = String(repeating: "x", count: 100)
        let fits = try folder.write(text, to: "feeds/fits.xml")
        let large = try folder.write(text + "x", to: "feeds/large.xml")
        #expect(await fetch(fits.absoluteString).feed?.body.count == 100)
        #expect(await fetch(large.absoluteString).failure?.code == "too_large")
    }

    @Test func `a large file needs a permit, a small one or an unchanged one needs none`()
        async throws
    {
        let budget = LargeBodies(permits: 1)
        let source = FileFeedSource(folder: feeds, sizeLimit: 1 << 20, largeBodies: budget)
        let text = String(repeating: "x", count: LargeBodies.freeBytes)
        let small = try folder.write(text, to: "feeds/small.xml").absoluteString
        let large = try folder.write(text + "x", to: "feeds/large.xml").absoluteString
        let first = try #require(await source.fetch(FeedRequest(address: large)).feed)
        #expect(budget.taken == 1)
        guard case .crowded = await source.fetch(FeedRequest(address: large)) else {
            Issue.record("a second large file is read without a permit")
            return
        }
        #expect(await source.fetch(FeedRequest(address: small)).feed?.permit == nil)
        #expect(await source.fetch(FeedRequest(address: large, etag: first.etag)).isUnchanged)
        first.permit?.giveBack()
        #expect(budget.taken == 0)
    }

    @Test func `nothing outside the folder is read, by no way`() async throws {
        let secret = try folder.write("secret", to: "secret.xml")
        let neighbour = folder.file("feeds-old")
        try FileManager.default.createDirectory(at: neighbour, withIntermediateDirectories: true)
        try folder.write("secret", to: "feeds-old/a.xml")
        let link = feeds.appendingPathComponent("link.xml")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: secret)
        for address in [
            secret.absoluteString, feeds.absoluteString + "/../secret.xml",
            feeds.absoluteString + "/%2e%2e/secret.xml", link.absoluteString,
            neighbour.appendingPathComponent("a.xml").absoluteString, feeds.absoluteString,
            "file:///etc/passwd",
        ] {
            let failure = await fetch(address).failure
            #expect(["outside", "unreadable", "not_a_file"].contains(failure?.code), "\(address)")
        }
    }

    @Test(arguments: ["file://example.org/a.xml", "http://example.org/", "a.xml", "", "file:"])
    func `only addresses of files on this machine are taken`(address: String) async {
        let failure = await fetch(address).failure
        #expect(["bad_address", "outside"].contains(failure?.code))
    }

    @Test func `what is missing or no file is an error in words`() async throws {
        let missing = feeds.appendingPathComponent("missing.xml").absoluteString
        #expect(await fetch(missing).failure?.code == "unreadable")
        let inner = feeds.appendingPathComponent("inner")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        #expect(await fetch(inner.absoluteString).failure?.code == "not_a_file")
        // A pipe would hold whoever opens it for ever.
        let pipe = feeds.appendingPathComponent("pipe")
        #expect(mkfifo(pipe.path, 0o600) == 0)
        #expect(await fetch(pipe.absoluteString).failure?.code == "not_a_file")
    }

    @Test func `without a folder no file is read`() async throws {
        let file = try folder.write("<rss/>", to: "feeds/a.xml")
        let closed = FileFeedSource(folder: nil, sizeLimit: 100)
        let outcome = await closed.fetch(FeedRequest(address: file.absoluteString))
        #expect(outcome.failure?.code == "outside")
    }

    @Test func `files and the web are asked each at their own source`() async throws {
        let server = try ScriptedServer(["/": .text("<web/>")])
        let both = FeedSources(web: .forTests(), files: source)
        let file = try folder.write("<file/>", to: "feeds/a.xml")
        let local = await both.fetch(FeedRequest(address: file.absoluteString))
        #expect(local.feed?.body == Array("<file/>".utf8))
        let remote = await both.fetch(FeedRequest(address: server.address("/")))
        #expect(remote.feed?.body == Array("<web/>".utf8))
        // By redirect nobody gets from one to the other.
        server.answer("/file", with: .redirect(301, to: file.absoluteString))
        let mixed = await both.fetch(FeedRequest(address: server.address("/file")))
        #expect(mixed.failure?.code == "redirect")
    }
}
