import EarshotModel
import RecordStorage
import Testing

@testable import Pipeline

@Suite struct PollSlotsTests {
    @Test func `slots are taken from claim to result`() async throws {
        let slots = PollSlots()
        let claims = try await claims(3)
        #expect(slots.offer(of: 4) == 4)
        slots.take(claims)
        #expect(slots.taken == 3)
        #expect(slots.held.values.reduce(0, +) == 3)
        slots.free(claims[0], releasedSite: false)
        #expect(slots.taken == 2)
        #expect(slots.offer(of: 2) == 0)
    }

    @Test func `few free slots are offered now and then, many at once`() async throws {
        let slots = PollSlots()
        slots.take(try await claims(15))
        #expect(slots.offer(of: 20) == 5)
        #expect(slots.offer(of: 20) == 5)
        #expect(slots.offer(of: 16) == 0)
        try await eventually { slots.offer(of: 16) == 1 }
    }

    @Test func `a poll that steps aside frees its slot, stays under way and keeps its lease`()
        async throws
    {
        let slots = PollSlots()
        let claims = try await claims(2)
        slots.take(claims)
        slots.stepAside()
        #expect(slots.offer(of: 8) == 7)
        #expect(slots.taken == 2)
        #expect(slots.takeLeftovers().idle.isEmpty)
        slots.stepBack()
        for claim in claims { slots.free(claim, releasedSite: true) }
        #expect(slots.taken == 0)
    }

    @Test func `fewer slots than polls under way offer none`() async throws {
        let slots = PollSlots()
        slots.take(try await claims(5))
        #expect(slots.offer(of: 2) == 0)
    }

    @Test func `a lease without a poll is given back once, and a held one is not`() async throws {
        let slots = PollSlots()
        let claims = try await claims(2)
        slots.take(claims)
        #expect(slots.takeLeftovers().idle.isEmpty)
        slots.free(claims[0], releasedSite: false)
        #expect(slots.takeLeftovers().idle.isEmpty)
        slots.free(claims[1], releasedSite: false)
        #expect(slots.takeLeftovers().idle == [claims[0].token])
        #expect(slots.takeLeftovers().idle.isEmpty)
    }

    @Test func `a poll that gave its site back leaves no lease`() async throws {
        let slots = PollSlots()
        let claims = try await claims(1)
        slots.take(claims)
        slots.free(claims[0], releasedSite: true)
        #expect(slots.held.isEmpty)
        #expect(slots.takeLeftovers().idle.isEmpty)
    }

    @Test func `an orphan frees its slot and waits to be given back`() async throws {
        let slots = PollSlots()
        let claims = try await claims(1)
        slots.take(claims)
        slots.orphan(claims[0])
        #expect(slots.taken == 0)
        #expect(slots.hasOrphans)
        #expect(slots.takeLeftovers().orphans == claims)
        #expect(!slots.hasOrphans)
        slots.keepOrphan(claims[0])
        #expect(slots.takeLeftovers().orphans == claims)
    }

    /// Claims of feeds on one site, from a real store.
    private func claims(_ count: Int) async throws -> [FeedClaim] {
        let fixture = try await PipelineFixture()
        try await fixture.addFeeds(count)
        return try await fixture.store.write(by: .local("test")) { tx in
            try tx.sites.claimDue(
                limit: count,
                held: [:],
                for: .minutes(1),
                allowance: { _ in SiteAllowance(parallel: 50, spacing: .zero) }
            )
        }
    }
}
