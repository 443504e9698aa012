import CurlTransfer
import EarshotModel
import EarshotTesting
import FeedFetching
import Testing

/// Feeds over TLS: who is believed, and what a feed's own authority changes.
@Suite(.timeLimit(.minutes(2)), .enabled(if: SecureServer.python != nil))
struct HTTPFeedSourceSecurityTests {
    private func source(trusting authorities: [String: String] = [:]) -> HTTPFeedSource {
        HTTPFeedSource(
            loop: CurlLoop(),
            userAgent: "Earshot (+mailto:tests@example.org)",
            limits: TransferLimits(),
            addressGuard: AddressGuard(allowing: ["127.0.0.1"].compactMap { Network($0) }),
            authorities: authorities,
            clock: { Instant(seconds: 0) }
        )
    }

    @Test func `every fault of a certificate or of the start is told as one, and nothing is read`()
        async throws
    {
        let server = try await SecureServer()
        for name in ["good", "old", "other", "ancient", "breaks", "plain"] {
            let outcome = await source().fetch(FeedRequest(address: server.address(name)))
            #expect(outcome.failure?.code == "not_secure", "\(name)")
            #expect(outcome.failure?.description.isEmpty == false, "\(name)")
        }
        await server.end()
    }

    @Test func `a server that an authority of the feed vouches for is believed, and no other`()
        async throws
    {
        let server = try await SecureServer()
        let names = ["good", "old", "other", "ancient"]
        let source = self.source(
            trusting: Dictionary(uniqueKeysWithValues: names.map { ($0, server.certificate($0)) })
        )
        for name in names {
            let request = FeedRequest(address: server.address(name), authority: name)
            let outcome = await source.fetch(request)
            #expect((outcome.feed != nil) == (name == "good"), "\(name)")
            #expect(outcome.failure?.code == (name == "good" ? nil : "not_secure"), "\(name)")
        }
        await server.end()
    }

    @Test func `an authority that the settings do not name is an error in words`() async {
        let request = FeedRequest(address: "https://127.0.0.1:9/", authority: "inside")
        let failure = await source().fetch(request).failure
        #expect(failure?.code == "unknown_authority")
        #expect(failure?.description.contains("\"inside\"") == true)
    }

    @Test func `HTTP 2 is spoken where the server does`() async throws {
        let server = try await SecureServer()
        let source = self.source(trusting: ["own": server.certificate("http2")])
        let request = FeedRequest(address: server.address("http2"), authority: "own")
        let feed = try #require(await source.fetch(request).feed)
        #expect(String(decoding: feed.body, as: UTF8.self).contains("Secure"))
        await server.end()
    }
}
