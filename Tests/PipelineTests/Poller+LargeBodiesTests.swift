import CurlTransfer
import EarshotModel
import RecordStorage
import Synchronization
import Testing

@testable import FeedFetching
@testable import Pipeline

/// What becomes of a feed whose body is a large one too many.
@Suite(.timeLimit(.minutes(2))) struct PollerLargeBodiesTests {
    private let budget = LargeBodies(permits: 1)

    @Test func `a feed that finds no permit waits for one and is asked again with it`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(address, .crowded(budget), PipelineFixture.fetched(["a"]))
        #expect(try await fixture.pollAll().left == 0)
        #expect(fixture.source.hadPermit == [false, true])
        #expect(try await fixture.mentionCount() == 1)
        #expect(try await fixture.health(address).failures == 0)
        #expect(budget.taken == 0)
    }

    @Test func `large feeds that wait take no slot from small ones`() async throws {
        let fixture = try await PipelineFixture(slots: 2)
        let addresses = try await fixture.addFeeds(8)
        let held = budget.take()
        for address in addresses.prefix(4) {
            fixture.source.answer(address, .crowded(budget), .noNews)
        }
        let small = Set(addresses.suffix(4))
        async let result = fixture.pollAll()
        try await eventually {
            let asked = Set(fixture.source.requests.map(\.address))
            return budget.waiting == 4 && asked.isSuperset(of: small)
        }
        held?.giveBack()
        #expect(try await result.left == 0)
        #expect(budget.taken == 0)
    }

    @Test func `a feed that waits too long is put off without a failure and asked again`()
        async throws
    {
        let fixture = try await PipelineFixture()
        fixture.shortenPolls(to: .milliseconds(20))
        let address = try await fixture.addFeeds()[0]
        let held = budget.take()
        fixture.source.answer(address, .crowded(budget), .crowded(budget), .noNews)
        #expect(try await fixture.pollAll().left == 0)
        #expect(fixture.source.requests.count == 3)
        let health = try await fixture.health(address)
        #expect(health.failures == 0)
        #expect(health.problem == nil)
        held?.giveBack()
        #expect(budget.taken == 0)
    }

    @Test func `a poll that waits for a permit renews its lease before the wait and after it`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        let held = budget.take()
        fixture.source.answer(address, .crowded(budget), .noNews)
        let leases = Mutex<[Duration]>([])
        fixture.source.during { _ in
            do {
                let lease = try fixture.leaseTime()
                leases.withLock { $0.append(lease) }
            } catch {
                Issue.record(error)
            }
            fixture.clock.advance(by: .seconds(60))
        }
        async let result = fixture.pollAll()
        try await eventually { budget.waiting == 1 }
        #expect(try fixture.leaseTime() == .seconds(120))
        fixture.clock.advance(by: .seconds(60))
        held?.giveBack()
        #expect(try await result.left == 0)
        #expect(leases.withLock { $0 } == [.seconds(120), .seconds(120)])
    }

    @Test func `a poll whose site went to another one while it waited asks no more`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(address, .crowded(budget), .noNews)
        let isFirst = Mutex(true)
        fixture.source.during { _ in
            let takes = isFirst.withLock { first in
                defer { first = false }
                return first
            }
            guard takes else { return }
            do {
                // Nor may this poller have it again, which would let the poll that waits go on.
                try fixture.runSQL(
                    "UPDATE sites SET lease_token = 7, lease_until = 1, "
                        + "silenced_until = 4102444800000"
                )
            } catch {
                Issue.record(error)
            }
        }
        #expect(try await fixture.pollAll().left == 1)
        #expect(fixture.source.hadPermit == [false])
        #expect(budget.taken == 0)
        #expect(try await fixture.health(address).failures == 0)
    }

    @Test func `a stop ends the wait, and the feed is no failure`() async throws {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        let held = budget.take()
        fixture.source.answer(address, .crowded(budget))
        try await fixture.run(fixture.poller) { budget.waiting == 1 }
        #expect(budget.waiting == 0)
        #expect(try await fixture.health(address).failures == 0)
        #expect(try await fixture.claimable() == 1)
        held?.giveBack()
        #expect(budget.taken == 0)
    }

    @Test(arguments: [true, false])
    func `the permit of a body goes back once its poll is over, a feed or none`(isFeed: Bool)
        async throws
    {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        let permit = budget.take()
        let feed = FetchedFeed(
            body: isFeed ? PipelineFixture.rss(["a"]) : [1, 2, 3],
            contentType: nil,
            address: address,
            permanentAddress: nil,
            etag: nil,
            lastModified: nil,
            freshFor: nil,
            permit: permit
        )
        fixture.source.answer(address, .fetched(feed))
        _ = try await fixture.pollAll()
        #expect(budget.taken == 0)
        #expect(try await fixture.health(address).failures == (isFeed ? 0 : 1))
    }
}
