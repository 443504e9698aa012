import EarshotModel
import RecordStorage
import Testing

@Suite struct ClaimTests {
    private static let free = SiteAllowance(parallel: 10, spacing: .zero)
    private static let single = SiteAllowance(parallel: 1, spacing: .seconds(1))

    @Test func `a site lets as many polls in as it bears`() async throws {
        let contract = try await storeWithFeeds(["a.example": 5, "b.example": 2])
        let claims = try await claim(contract, Self.single)
        #expect(claims.map(\.site).sorted() == ["a.example", "b.example"])
        let parallel = try await storeWithFeeds(["a.example": 5])
        #expect(try await claim(parallel, Self.free).count == 5)
    }

    @Test func `a claimed feed is not claimed again, until its claim was given back`() async throws
    {
        let contract = try await storeWithFeeds(["a.example": 1])
        let claims = try await claim(contract, Self.free)
        #expect(claims.count == 1)
        #expect(try await claim(contract, Self.free).isEmpty)
        try await contract.write { tx in
            try tx.feeds.giveBack(claims)
            try tx.sites.release(claims.map(\.token))
        }
        #expect(try await claim(contract, Self.free).count == 1)
    }

    @Test func `a result is refused when the lease went to somebody else`() async throws {
        let contract = try await storeWithFeeds(["a.example": 2])
        let first = try await claim(contract, Self.single)
        contract.advance(by: .minutes(10))
        let second = try await claim(contract, Self.single)
        #expect(second.count == 1)
        let late = try #require(first.first)
        let isStored = try await contract.write { tx in
            try tx.feeds.finish(Self.success(at: tx.now), for: late)
        }
        #expect(!isStored)
    }

    @Test func `a result ends the claim, and the feed is due when it says`() async throws {
        let contract = try await storeWithFeeds(["a.example": 1])
        let claim = try #require(try await claim(contract, Self.single).first)
        let isStored = try await contract.write { tx in
            let isStored = try tx.feeds.finish(Self.success(at: tx.now), for: claim)
            try tx.sites.release(claim, next: tx.now + .seconds(1), silencedUntil: nil)
            return isStored
        }
        #expect(isStored)
        #expect(try await self.claim(contract, Self.single).isEmpty)
        contract.advance(by: .minutes(31))
        let again = try #require(try await self.claim(contract, Self.single).first)
        #expect(again.validators == FeedValidators(etag: "\"v1\"", lastModified: nil))
        #expect(!again.isFirst)
    }

    @Test func `a site with more feeds due than it bears hides no other site's`() async throws {
        let contract = try await storeWithFeeds(["a.example": 60, "b.example": 60, "c.example": 1])
        let claims = try await claim(contract, Self.single, limit: 4)
        #expect(claims.map(\.site).sorted() == ["a.example", "b.example", "c.example"])
    }

    @Test func `a site that bears several polls can rest while its lease goes on`() async throws {
        let contract = try await storeWithFeeds(["a.example": 3])
        let claim = try #require(try await claim(contract, Self.single).first)
        try await contract.write { tx in
            try tx.sites.space(claim, next: tx.now + .seconds(5))
        }
        let held = [claim.token: 1]
        #expect(try await self.claim(contract, Self.free, held: held).isEmpty)
        contract.advance(by: .seconds(6))
        let next = try await self.claim(contract, Self.free, held: held)
        #expect(next.map(\.token) == [claim.token, claim.token])
    }

    @Test func `polls asked for are counted until they were made, but not on silenced sites`()
        async throws
    {
        let contract = try await storeWithFeeds(["a.example": 1, "b.example": 1])
        try await contract.write { tx in try tx.feeds.requestPoll() }
        #expect(try await contract.read { tx in try tx.feeds.countRequested() } == 2)
        let claims = try await claim(contract, Self.single)
        try await contract.write { tx in
            _ = try tx.feeds.finish(Self.success(at: tx.now), for: claims[0])
            let wait = tx.now + .hours(1)
            try tx.sites.release(claims[1], next: tx.now, silencedUntil: wait)
        }
        #expect(try await contract.read { tx in try tx.feeds.countRequested() } == 0)
        contract.advance(by: .hours(2))
        #expect(try await contract.read { tx in try tx.feeds.countRequested() } == 1)
    }

    @Test func `a silenced site is left alone until then`() async throws {
        let contract = try await storeWithFeeds(["a.example": 2])
        let claim = try #require(try await claim(contract, Self.single).first)
        try await contract.write { tx in
            try tx.feeds.giveBack([claim])
            try tx.sites.release(claim, next: tx.now, silencedUntil: tx.now + .hours(1))
        }
        contract.advance(by: .minutes(59))
        #expect(try await self.claim(contract, Self.single).isEmpty)
        contract.advance(by: .minutes(2))
        #expect(try await self.claim(contract, Self.single).count == 1)
    }

    // MARK: -

    private func storeWithFeeds(_ counts: [String: Int]) async throws -> ContractStore {
        let contract = try ContractStore()
        try await contract.write { tx in
            for (site, count) in counts {
                for number in 0..<count {
                    try tx.feeds.add(Sample.feed(tx, "https://\(site)/\(number)"), site: site)
                }
            }
        }
        return contract
    }

    private func claim(
        _ contract: ContractStore,
        _ allowance: SiteAllowance,
        limit: Int = 100,
        held: [Int64: Int] = [:]
    ) async throws -> [FeedClaim] {
        try await contract.write { tx in
            try tx.sites.claimDue(limit: limit, held: held, for: .minutes(5)) { _ in allowance }
        }
    }

    private static func success(at now: Instant) -> PollRecord {
        PollRecord(
            state: .ok,
            validators: FeedValidators(etag: "\"v1\"", lastModified: nil),
            bodyHash: nil,
            nextPollAt: now + .minutes(30)
        )
    }
}
