import CurlTransfer
import EarshotModel
import EarshotTesting
import FeedFetching
import Foundation
import RecordStorage
import Testing

@testable import Pipeline

/// Whole polls over real HTTP, beside servers that do everything wrong.
@Suite(.timeLimit(.minutes(3))) struct WholePollTests {
    private let loop = CurlLoop(maximumInFlight: 200)

    /// A plan that fetches over the wire.
    private func plan(timeout: Duration = .seconds(100), slots: Int = 200) throws -> PollPlan {
        let networks = try PipelineFixture.networks(parallel: 300, spacing: .zero)
        return PollPlan(
            source: HTTPFeedSource(
                loop: loop,
                userAgent: "Earshot (+mailto:tests@example.org)",
                limits: TransferLimits(timeout: timeout),
                // 127.0.0.2 stays forbidden, for the redirects that lead there.
                addressGuard: AddressGuard(allowing: ["127.0.0.1"].compactMap { Network($0) }),
                clock: { Instant(seconds: 0) }
            ),
            networks: networks,
            schedule: PollSchedule(minimum: .minutes(5), usual: .minutes(30), maximum: .hours(24)),
            slots: slots,
            longestPoll: timeout
        )
    }

    private func add(_ addresses: [String], to fixture: PipelineFixture) async throws {
        try await fixture.store.write(by: .local("test")) { tx in
            for address in addresses {
                let feed = Feed(
                    id: tx.newID(),
                    configuredAddress: address,
                    address: address,
                    kind: .forum,
                    title: address,
                    language: "en"
                )
                try tx.feeds.add(feed, site: "127.0.0.1")
            }
        }
        fixture.clock.advance(by: .milliseconds(1))
    }

    private func healths(_ fixture: PipelineFixture) async throws -> [String: FeedHealth] {
        let all = try await fixture.store.read(in: .everything) { tx in try tx.feeds.all() }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.feed.configuredAddress, $0) })
    }

    @Test func `a hundred servers that misbehave hold up none of a hundred that do not`()
        async throws
    {
        let hanging: [Misbehaviour] = [.neverAnswers, .stallsMidway]
        let others = Misbehaviour.allCases.filter { !hanging.contains($0) && $0 != .dripsForever }
        let healthy = (1...100).map { "/healthy/\($0)" }
        let server = try ScriptedServer.misbehaving(healthy: healthy)
        let wrong =
            (1...50).map { server.address(hanging[$0 % 2].path + "?\($0)") }
            + (1...50).map { server.address(others[$0 % others.count].path + "?\($0)") }
        let fixture = try await PipelineFixture()
        fixture.use(try plan())
        try await add(wrong + healthy.map { server.address($0) }, to: fixture)
        try await fixture.run(fixture.poller) {
            let known = try await healths(fixture)
            return known.values.count { $0.state == .ok } >= 100
                && known.values.count { $0.lastAttemptAt != nil } == 150
        }
        // All that hang were still hanging then, and none of them was held against its feed.
        let known = try await healths(fixture)
        #expect(healthy.allSatisfy { known[server.address($0)]?.state == .ok })
        let hung = wrong.prefix(50).compactMap { known[$0] }
        #expect(hung.count == 50 && hung.allSatisfy { $0.lastAttemptAt == nil })
        #expect(try await fixture.mentionCount() >= 100)
    }

    @Test func `every misbehaviour leaves a state, a reason, a time and no validator`()
        async throws
    {
        let endless: [Misbehaviour] = [.neverAnswers, .stallsMidway, .dripsForever]
        let server = try ScriptedServer.misbehaving()
        let cases = Misbehaviour.allCases.filter { !endless.contains($0) }
        let fixture = try await PipelineFixture()
        fixture.use(try plan())
        try await add(cases.map { server.address($0.path) }, to: fixture)
        #expect(try await fixture.pollAll().left == 0)
        let known = try await healths(fixture)
        for behaviour in cases {
            let health = try #require(known[server.address(behaviour.path)])
            let mayBeRead = [.saysTooLittle, .cutGzip].contains(behaviour)
            #expect(
                mayBeRead || health.state == (behaviour == .gone ? .gone : .error),
                "\(behaviour)"
            )
            #expect(mayBeRead || health.problem?.sentence.isEmpty == false, "\(behaviour)")
            #expect(mayBeRead || health.failingSince != nil, "\(behaviour)")
            #expect(health.nextPollAt >= fixture.clock.read() + .minutes(5), "\(behaviour)")
        }
        let notAFeed: [Misbehaviour] = [
            .emptyBody, .blankBody, .webPage, .loginPage, .softMissing, .picture, .captivePortal,
        ]
        for behaviour in notAFeed {
            let health = known[server.address(behaviour.path)]
            #expect(health?.problem?.code == "not_a_feed", "\(behaviour)")
        }
        let page = known[server.address(Misbehaviour.webPage.path)]
        #expect(page?.problem?.sentence.contains("/real.xml") == true)
        // Nothing that is not a feed's own body was read, and nothing of it stored.
        #expect(try await fixture.mentionCount() <= 2)
    }

    @Test func `a body that ends too early is used as far as it goes, and asked for whole again`()
        async throws
    {
        let feed = Misbehaviour.feed
        let cut = try #require(feed.range(of: "</channel>"))
        let server = try ScriptedServer()
        server.answer("/feed") { request in
            let half = String(feed[..<cut.lowerBound])
            return .validated(half, etag: "\"1\"", lastModified: nil, for: request)
        }
        let fixture = try await PipelineFixture()
        fixture.use(try plan())
        try await add([server.address("/feed")], to: fixture)
        _ = try await fixture.pollAll()
        let health = try #require(try await healths(fixture).values.first)
        #expect(health.state == .ok)
        #expect(health.notice?.contains("ends too early") == true)
        #expect(try await fixture.mentionCount() == 1)
        server.answer("/feed") { .validated(feed, etag: "\"1\"", lastModified: nil, for: $0) }
        _ = try await fixture.pollAll()
        #expect(server.requests.elements.last?["If-None-Match"] == nil)
        #expect(try await healths(fixture).values.first?.notice == nil)
        _ = try await fixture.pollAll()
        #expect(server.requests.elements.last?["If-None-Match"] == "\"1\"")
        #expect(try await fixture.mentionCount() == 1)
    }

    @Test func `a login page in the feed's place costs neither entries nor the feed's recovery`()
        async throws
    {
        let server = try ScriptedServer(["/feed": .text(Misbehaviour.feed)])
        let fixture = try await PipelineFixture()
        fixture.use(try plan())
        try await add([server.address("/feed")], to: fixture)
        _ = try await fixture.pollAll()
        server.answer("/feed", with: Misbehaviour.loginPage.answer)
        _ = try await fixture.pollAll()
        let portal = try #require(try await healths(fixture).values.first)
        #expect(portal.state == .error && portal.lastSuccessAt != nil)
        #expect(try await fixture.mentionCount() == 1)
        server.answer("/feed", with: .text(Misbehaviour.feed))
        _ = try await fixture.pollAll()
        let health = try #require(try await healths(fixture).values.first)
        #expect(health.state == .ok && health.failures == 0 && health.failingSince == nil)
        #expect(try await fixture.mentionCount() == 1)
    }

    @Test func `a moved feed is asked at its new place, on its new site, and can go back`()
        async throws
    {
        let server = try ScriptedServer([
            "/old": .redirect(308, to: "/new"), "/new": .text(Misbehaviour.feed),
            "/lost": .redirect(301, to: Misbehaviour.loginPage.path),
            Misbehaviour.loginPage.path: Misbehaviour.loginPage.answer,
        ])
        let fixture = try await PipelineFixture()
        fixture.use(try plan())
        try await add([server.address("/old"), server.address("/lost")], to: fixture)
        _ = try await fixture.pollAll()
        let known = try await healths(fixture)
        #expect(known[server.address("/old")]?.feed.address == server.address("/new"))
        // A move to what is no feed is not believed.
        #expect(known[server.address("/lost")]?.feed.address == server.address("/lost"))
        let id = try #require(known[server.address("/old")]?.feed.id)
        try await fixture.store.write(by: .local("test")) { tx in
            try tx.feeds.set(FeedSettings(moves: .stay), of: id)
            let old = FeedMove(address: server.address("/old"), site: "127.0.0.1")
            try tx.feeds.move(id, to: old)
        }
        for _ in 1...2 { _ = try await fixture.pollAll() }
        let back = try await healths(fixture)[server.address("/old")]
        #expect(back?.feed.address == server.address("/old") && back?.state == .ok)
        #expect(server.requests(for: "/old").count == 3)
    }

    @Test func `new identifiers for old entries make no second mention, and reordering none`()
        async throws
    {
        func feed(_ guids: [String]) -> Answer {
            let entries = guids.enumerated().map { number, guid -> String in
                let name = guid.suffix(1)
                return "<item><guid>\(guid)</guid>"
                    + "<link>https://a.example/\(name)?utm_source=x\(number)</link>"
                    + "<pubDate>Mon, 02 Mar 2026 08:0\(name):00 GMT</pubDate>"
                    + "<description>Brontavia is slow.</description></item>"
            }
            return .text("<rss><channel><title>F</title>\(entries.joined())</channel></rss>")
        }
        let server = try ScriptedServer()
        server.answer(
            "/feed",
            with: feed(["a1", "a2"]),
            feed(["bb2", "bb1"]),
            feed(["c1"]),
            feed(["a1", "dddd2"]),
            feed(["a3"])
        )
        let fixture = try await PipelineFixture()
        fixture.use(try plan())
        try await add([server.address("/feed")], to: fixture)
        var counts: [Int] = []
        for _ in 1...5 {
            _ = try await fixture.pollAll()
            counts.append(try await fixture.mentionCount())
        }
        #expect(counts == [2, 2, 2, 2, 3])
    }

    @Test func `one story in two feeds is a copy, and another one at its page is none`()
        async throws
    {
        func feed(_ guid: String, _ link: String, at hour: Int) -> Answer {
            .text(
                "<rss><channel><title>F</title><item><guid>\(guid)</guid><link>\(link)</link>"
                    + "<title>Re: Delivery</title><pubDate>Mon, 02 Mar 2026 0\(hour):00:00 GMT"
                    + "</pubDate><description>Brontavia is slow.</description></item></channel></rss>"
            )
        }
        let server = try ScriptedServer([
            "/all": feed("1", "https://a.example/t/1", at: 8),
            "/news": feed("x", "http://a.example/t/1?utm_source=n", at: 8),
            "/other": feed("2", "https://a.example/t/1", at: 7),
        ])
        let fixture = try await PipelineFixture()
        fixture.use(try plan())
        var counts: [Int] = []
        for path in ["/all", "/news", "/other"] {
            try await add([server.address(path)], to: fixture)
            _ = try await fixture.pollAll()
            counts.append(try await fixture.mentionCount())
        }
        #expect(counts == [1, 2, 3])
        let states = try await fixture.store.read(in: .everything) { tx in
            try tx.mentions.page(MentionFilter(), after: nil, limit: 9).map(\.triage)
        }
        #expect(states.count { $0 == .clustered } == 1)
    }
}
