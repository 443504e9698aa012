import CurlTransfer
import EarshotTesting
import FeedFetching
import Testing

/// What comes of servers that misbehave: an outcome with a code and a sentence, never a hang.
@Suite(.timeLimit(.minutes(2))) struct MisbehaviourTests {
    private static let codes: [(Misbehaviour, [String])] = [
        (.stallsMidway, ["timed_out"]), (.dripsForever, ["timed_out"]),
        (.neverAnswers, ["timed_out"]),
        (.endlessBody, ["too_large"]), (.announcesTooMuch, ["too_large"]),
        (.endlessHeaders, ["headers_too_large", "bad_answer"]),
        (.resetsAtOnce, ["cut_short"]), (.resetsMidway, ["cut_short"]),
        (.cutShort, ["cut_short"]), (.brokenChunks, ["bad_answer", "cut_short"]),
        (.anotherProtocol, ["bad_answer"]), (.twoLengths, ["bad_answer", "cut_short"]),
        (.gzipBomb, ["too_large"]), (.noGzip, ["bad_answer"]), (.gzipTwice, ["bad_answer"]),
        (.unknownEncoding, ["bad_answer"]),
        (.loops, ["redirect_loop"]), (.tooManyHops, ["too_many_redirects"]),
        (.leadsNowhere, ["redirect"]), (.leadsToFile, ["redirect"]),
        (.leadsInside, ["refused_address"]), (.leadsToMetadata, ["refused_address"]),
        (.needsLogin, ["http_401"]), (.forbids, ["http_403"]), (.missing, ["http_404"]),
        (.asksForPatience, ["http_429"]), (.isDown, ["http_503"]), (.fails, ["http_500"]),
        (.uninvited304, ["http_304"]), (.oddStatus, ["http_299"]),
    ]

    @Test(arguments: codes)
    func `each has its own code and a sentence`(behaviour: Misbehaviour, codes: [String])
        async throws
    {
        let server = try ScriptedServer.misbehaving()
        // The three that would go on for ever are given half a second.
        let isEndless = codes == ["timed_out"]
        let limits = TransferLimits(timeout: isEndless ? .milliseconds(500) : .seconds(100))
        let outcome = await HTTPFeedSource.forTests(limits: limits)
            .fetch(FeedRequest(address: server.address(behaviour.path)))
        let failure = try #require(outcome.failure)
        #expect(codes.contains(failure.code), "\(failure.code)")
        #expect(failure.description.count > 10)
        #expect(outcome.feed == nil)
    }

    @Test func `what is cut off with a feed's mark-up comes as far as it goes, or not at all`()
        async throws
    {
        let server = try ScriptedServer.misbehaving()
        let source = HTTPFeedSource.forTests()
        for behaviour in [Misbehaviour.saysTooLittle, .cutGzip] {
            let outcome = await source.fetch(FeedRequest(address: server.address(behaviour.path)))
            if let feed = outcome.feed {
                #expect(feed.body.count < Misbehaviour.feed.utf8.count)
            } else {
                #expect(["bad_answer", "cut_short"].contains(outcome.failure?.code))
            }
        }
    }

    @Test func `each misbehaviour is told, and none is left out of these tests`() {
        let told = Set(Self.codes.map(\.0))
        let bodies: Set<Misbehaviour> = [
            .saysTooLittle, .cutGzip, .gone, .emptyBody, .blankBody, .webPage, .loginPage,
            .softMissing, .picture, .captivePortal,
        ]
        #expect(told.union(bodies) == Set(Misbehaviour.allCases))
        #expect(told.isDisjoint(with: bodies))
    }

    @Test func `a wish for silence is told in words, and where it is clamped`() async throws {
        let server = try ScriptedServer([
            "/short": Answer(429, headers: [("Retry-After", "7200")]),
            "/long": Answer(503, headers: [("Retry-After", "604800")]),
        ])
        let source = HTTPFeedSource.forTests()
        let short = await source.fetch(FeedRequest(address: server.address("/short")))
        #expect(short.failure?.description.contains("left alone for 2 hours") == true)
        let long = await source.fetch(FeedRequest(address: server.address("/long")))
        #expect(long.silence == .seconds(86_400))
        #expect(
            long.failure?.description.contains("for 7 days, which is kept for 24 hours") == true
        )
    }
}
