import EarshotModel
import EarshotTesting
import FeedFetching
import Logging
import RecordStorage
import Synchronization
import Testing

@testable import Pipeline

@Suite struct PollerTests {
    private static let failure = FetchFailure(code: "timed_out", "The server took too long.")

    @Test func `every feed is polled exactly once, and all is stored`() async throws {
        let fixture = try await PipelineFixture()
        let addresses = try await fixture.addFeeds(40)
        for address in addresses {
            fixture.source.answer(address, PipelineFixture.fetched(["a", "b"]))
        }
        let result = try await fixture.pollAll()
        #expect(result.reports == Array(0...40))
        #expect(result.left == 0)
        #expect(fixture.source.requests.map(\.address).sorted() == addresses.sorted())
        #expect(try await fixture.mentionCount() == 80)
    }

    @Test func `never more polls are under way than there are slots, and every slot is used`()
        async throws
    {
        let fixture = try await PipelineFixture(slots: 4, parallel: 50)
        try await fixture.addFeeds(30)
        fixture.source.hold()
        async let result = fixture.pollAll()
        try await eventually { fixture.source.inFlight == 4 }
        fixture.source.letGo()
        #expect(try await result.reports.last == 30)
        #expect(fixture.source.mostAtOnce == 4)
    }

    @Test(arguments: [1, 3])
    func `a site bears so many polls at once and no more`(parallel: Int) async throws {
        let fixture = try await PipelineFixture(slots: 20, parallel: parallel)
        try await fixture.addFeeds(6, at: "127.0.0.1")
        try await fixture.addFeeds(6, at: "127.0.0.2")
        fixture.source.hold()
        async let result = fixture.pollAll()
        try await eventually { fixture.source.inFlight == 2 * parallel }
        fixture.source.letGo()
        #expect(try await result.reports.last == 12)
        #expect(fixture.source.mostAtOneSite == parallel)
    }

    @Test(arguments: [1, 5])
    func `after a poll its site rests for the spacing, however many polls it bears`(parallel: Int)
        async throws
    {
        let fixture = try await PipelineFixture(
            slots: 1,
            parallel: parallel,
            spacing: .seconds(60)
        )
        try await fixture.addFeeds(2)
        try await fixture.run(fixture.poller) {
            try await fixture.attempts() == 1
        }
        let early = try await fixture.claimable()
        #expect(early == 0)
        fixture.clock.advance(by: .seconds(61))
        #expect(try await fixture.claimable() == 1)
    }

    @Test func `one site with many feeds due does not hold up the others`() async throws {
        let fixture = try await PipelineFixture(slots: 4)
        try await fixture.addFeeds(60, at: "big.example")
        try await fixture.addFeeds(1, at: "late.example")
        try await fixture.addFeeds(1, at: "later.example")
        try await fixture.run(fixture.poller) {
            fixture.source.count(of: "http://late.example/1") == 1
                && fixture.source.count(of: "http://later.example/1") == 1
        }
        #expect(fixture.source.requests.count { $0.address.contains("big") } == 1)
    }

    @Test func `feeds that hang keep their slots, and the few others stay in use`() async throws {
        let fixture = try await PipelineFixture(slots: 20, parallel: 50)
        fixture.source.hold()
        try await fixture.addFeeds(18)
        let added = Tally()
        try await fixture.run(fixture.poller) {
            if fixture.source.inFlight == 18, added.value == 0 {
                _ = added.increment()
                try await fixture.addFeeds(1, at: "127.0.0.2")
            }
            return fixture.source.inFlight == 19
        } afterStop: {
            fixture.source.letGo()
        }
        #expect(fixture.source.requests.count == 19)
    }

    @Test func `polling all ends where every feed fails, and each is put off further each time`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let addresses = try await fixture.addFeeds(3)
        for address in addresses { fixture.source.answer(address, .failed(Self.failure)) }
        var waits: [Duration] = []
        for failures in 1...4 {
            #expect(try await fixture.pollAll().left == 0)
            let health = try await fixture.health(addresses[0])
            #expect(health.failures == failures)
            #expect(health.state == .error)
            #expect(health.problem?.code == "timed_out")
            waits.append(health.nextPollAt - fixture.clock.read())
        }
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 * 1.9 < $1 })
        #expect(waits[0] >= .minutes(30))
    }

    @Test func `a success after failures begins anew`() async throws {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(address, .failed(Self.failure), .noNews)
        _ = try await fixture.pollAll()
        _ = try await fixture.pollAll()
        let health = try await fixture.health(address)
        #expect(health.failures == 0)
        #expect(health.state == .ok)
        #expect(health.problem == nil)
        #expect(health.nextPollAt - fixture.clock.read() <= .minutes(33))
    }

    @Test func `a round of what is due asks nobody before the time, and says what is at rest`()
        async throws
    {
        let fixture = try await PipelineFixture(parallel: 1)
        let silenced = try await fixture.addFeeds(2, at: "127.0.0.1")
        fixture.source.answer(silenced[0], .silenced(for: .hours(2), Self.failure))
        fixture.source.answer(silenced[1], .silenced(for: .hours(2), Self.failure))
        #expect(try await fixture.pollAll(.dueFeeds).left == 1)
        let new = try await fixture.addFeeds(1, at: "127.0.0.2")
        fixture.source.answer(new[0], .noNews)
        let result = try await fixture.pollAll(.dueFeeds)
        #expect(result.reports == [0, 1] && result.left == 1)
        #expect(fixture.source.count(of: new[0]) == 1)
        #expect(try await fixture.pollAll(.dueFeeds).reports == [0])
        #expect(fixture.source.requests.count == 2)
    }

    @Test func `polling all ends where a site wants silence, and says how many feeds are left`()
        async throws
    {
        let fixture = try await PipelineFixture(parallel: 1)
        let silenced = try await fixture.addFeeds(5, at: "127.0.0.1")
        let others = try await fixture.addFeeds(5, at: "127.0.0.2")
        for address in silenced {
            fixture.source.answer(address, .silenced(for: .hours(2), Self.failure))
        }
        let result = try await fixture.pollAll()
        #expect(result.left == 4)
        #expect(result.reports.last == 6)
        #expect(fixture.source.requests.count { silenced.contains($0.address) } == 1)
        for address in others { #expect(fixture.source.count(of: address) == 1) }
        #expect(try await fixture.pollAll().left == 5)
        fixture.clock.advance(by: .hours(2) + .seconds(1))
        for address in silenced { fixture.source.answer(address, .noNews) }
        #expect(try await fixture.pollAll().left == 0)
    }

    @Test func `polling all ends on polite sites too, one poll after another`() async throws {
        let fixture = try await PipelineFixture(tick: .milliseconds(400))
        let addresses = try await fixture.addFeeds(3, at: "slow.example")
        let result = try await fixture.pollAll()
        #expect(result.left == 0)
        #expect(fixture.source.requests.map(\.address).sorted() == addresses)
        #expect(fixture.source.mostAtOnce == 1)
    }

    @Test func `a feed that is gone is not asked again`() async throws {
        let fixture = try await PipelineFixture()
        let addresses = try await fixture.addFeeds(2)
        fixture.source.answer(addresses[0], .gone)
        _ = try await fixture.pollAll()
        #expect(try await fixture.health(addresses[0]).state == .gone)
        let second = try await fixture.pollAll()
        #expect(second.reports == [0, 1])
        #expect(fixture.source.count(of: addresses[0]) == 1)
    }

    @Test func `after days of standing still each feed is asked once, not once for each miss`()
        async throws
    {
        let fixture = try await PipelineFixture(slots: 4)
        let addresses = try await fixture.addFeeds(30)
        _ = try await fixture.pollAll()
        fixture.clock.advance(by: .days(3))
        try await fixture.run(fixture.poller) {
            let now = fixture.clock.read()
            return try await fixture.store.read(in: .everything) { tx in
                try tx.feeds.all().allSatisfy { $0.nextPollAt > now }
            }
        }
        #expect(addresses.allSatisfy { fixture.source.count(of: $0) == 2 })
        #expect(fixture.source.mostAtOnce <= 4)
    }

    @Test(arguments: [Duration.days(1), .days(366)])
    func `a clock that ran ahead and is set right keeps no feed waiting`(error: Duration)
        async throws
    {
        let fixture = try await PipelineFixture()
        let addresses = try await fixture.addFeeds(3)
        fixture.clock.advance(by: error)
        _ = try await fixture.pollAll()
        fixture.clock.advance(by: .zero - error)
        try await fixture.run(fixture.poller) {
            addresses.allSatisfy { fixture.source.count(of: $0) == 2 }
        }
        let health = try await fixture.health(addresses[0])
        #expect(health.nextPollAt - fixture.clock.read() <= .minutes(33))
    }

    @Test func `polling all without feeds ends at once`() async throws {
        let fixture = try await PipelineFixture()
        let result = try await fixture.pollAll()
        #expect(result.reports == [0])
        #expect(result.left == 0)
    }

    @Test func `a plan that comes into force holds for the polls that start afterwards`()
        async throws
    {
        let fixture = try await PipelineFixture()
        try await fixture.addFeeds(1)
        let next = ScriptedSource()
        let poller = fixture.poller
        try await fixture.run(poller) {
            guard try await fixture.attempts() == 1 else { return false }
            fixture.use(
                PollPlan(
                    source: next,
                    networks: try PipelineFixture.networks(parallel: 2, spacing: .zero),
                    schedule: PollSchedule(
                        minimum: .minutes(1),
                        usual: .hours(5),
                        maximum: .hours(9)
                    ),
                    slots: 2
                )
            )
            fixture.clock.advance(by: .hours(1))
            try await eventually { try await fixture.isIdle(after: next) }
            return true
        }
        #expect(fixture.source.requests.count == 1)
        let health = try await fixture.health("http://127.0.0.1/1")
        #expect(health.nextPollAt - fixture.clock.read() >= .hours(5))
    }

    @Test func `a stop lets the polls under way end and keeps what they bring`() async throws {
        let fixture = try await PipelineFixture()
        let addresses = try await fixture.addFeeds(3)
        for address in addresses {
            fixture.source.answer(address, PipelineFixture.fetched(["a"]))
        }
        fixture.source.hold()
        try await fixture.run(fixture.poller) {
            fixture.source.inFlight == 3
        } afterStop: {
            fixture.source.letGo()
        }
        #expect(try await fixture.mentionCount() == 3)
    }

    @Test func `polls that do not end are broken off, and their feeds are no failures`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let addresses = try await fixture.addFeeds(2)
        fixture.source.hold()
        let took = try await fixture.run(fixture.poller) { fixture.source.inFlight == 2 }
        #expect(took < .minutes(1))
        #expect(try await fixture.health(addresses[0]).failures == 0)
        #expect(try await fixture.claimable() == 2)
    }

    @Test func `a poll whose store is out of reach is made again, and is no failure of its feed`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(address, PipelineFixture.fetched(["a"]))
        let (file, log) = (fixture.file, Journal<String>())
        let held = Mutex<HeldSQLite?>(nil)
        let isFirst = Mutex(true)
        fixture.source.during { _ in
            let takes = isFirst.withLock { first in
                defer { first = false }
                return first
            }
            guard takes else { return }
            do {
                let other = try file.hold()
                held.withLock { $0 = other }
            } catch {
                Issue.record(error)
            }
        }
        var poller = fixture.poller(logger: Logger(label: "test") { _ in JournalLog(log) })
        poller.restAfterStoreError = .milliseconds(50)
        try await fixture.run(poller) {
            if log.elements.contains("the store was out of reach for a poll") {
                held.withLock { $0 }?.letGo()
            }
            return try await fixture.attempts() == 1
        }
        #expect(log.elements.contains("the store was out of reach for a poll"))
        #expect(fixture.source.count(of: address) == 2)
        #expect(try await fixture.mentionCount() == 1)
        #expect(try await fixture.health(address).failures == 0)
    }

    @Test func `a lease lasts for two of the longest polls`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.addFeeds()
        fixture.source.hold()
        async let result = fixture.pollAll()
        try await eventually { fixture.source.inFlight == 1 }
        #expect(try fixture.leaseTime() == .seconds(120))
        fixture.source.letGo()
        _ = try await result
    }

    @Test func `a store that refuses is no reason to be late at the stop`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.addFeeds(1)
        await fixture.store.close()
        let before = fixture.clock.read()
        fixture.clock.advance(by: .minutes(5))
        var poller = fixture.poller
        poller.restAfterStoreError = .hours(1)
        let took = try await fixture.run(poller) {
            fixture.progress.stalled(for: fixture.clock.read() - before - .minutes(1)) == [.writer]
        }
        #expect(took < .minutes(1))
        await #expect(throws: StoreError.closed) { try await fixture.pollAll() }
    }
}

extension PipelineFixture {
    /// How many feeds were asked and their results stored.
    func attempts() async throws -> Int {
        try await store.read(in: .everything) { tx in
            try tx.feeds.all().count { $0.lastAttemptAt != nil }
        }
    }

    /// How many feeds another poller could claim now; they are given back.
    func claimable() async throws -> Int {
        try await store.write(by: .local("test")) { tx in
            let claims = try tx.sites.claimDue(
                limit: 100,
                held: [:],
                for: .seconds(1),
                allowance: { _ in SiteAllowance(parallel: 100, spacing: .zero) }
            )
            try tx.feeds.giveBack(claims)
            try tx.sites.release(claims.map(\.token))
            return claims.count
        }
    }

    /// For how long the one site is leased from now on.
    func leaseTime() throws -> Duration {
        let end = try #require(Int64(try answer("SELECT MAX(lease_until) FROM sites")))
        return Instant(milliseconds: end) - clock.read()
    }

    /// Whether that source was asked and its result stored.
    func isIdle(after other: ScriptedSource) async throws -> Bool {
        guard other.requests.count == 1 else { return false }
        let now = clock.read()
        return try await store.read(in: .everything) { tx in
            try tx.feeds.all().allSatisfy { $0.nextPollAt > now }
        }
    }
}
