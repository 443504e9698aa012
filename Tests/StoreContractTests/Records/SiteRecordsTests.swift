import EarshotModel
import Synchronization
import Testing

@testable import RecordStorage

@Suite struct SiteRecordsTests {
    private static let free = SiteAllowance(parallel: 10, spacing: .zero)
    private static let single = SiteAllowance(parallel: 1, spacing: .seconds(1))

    // MARK: - Claims

    @Test(arguments: Engine.available)
    func `a site lets as many polls in as it bears`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 5, "b.example": 2])
        let claims = try await claim(contract, Self.single)
        #expect(claims.map(\.site).sorted() == ["a.example", "b.example"])
        let parallel = try await storeWithFeeds(engine, ["a.example": 5])
        #expect(try await claim(parallel, Self.free).count == 5)
        let three = try await storeWithFeeds(engine, ["a.example": 5])
        let bears = SiteAllowance(parallel: 3, spacing: .zero)
        let claimed = try await claim(three, bears)
        #expect(claimed.count == 3)
        #expect(Set(claimed.map(\.token)).count == 1)
    }

    @Test(arguments: Engine.available)
    func `polls in flight count against what a site bears`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 5])
        let bears = SiteAllowance(parallel: 3, spacing: .zero)
        let first = try await claim(contract, bears, limit: 2)
        let token = try #require(first.first?.token)
        let more = try await claim(contract, bears, held: [token: 2])
        #expect(more.map(\.token) == [token])
        #expect(try await claim(contract, bears, held: [token: 3]).isEmpty)
    }

    @Test(arguments: Engine.available)
    func `one crowded site does not keep the others waiting`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 40])
        contract.advance(by: .minutes(1))
        try await addFeeds(["b.example": 1, "c.example": 1], to: contract)
        let first = try await claim(contract, Self.single, limit: 10)
        #expect(first.map(\.site).sorted() == ["a.example", "b.example", "c.example"])
    }

    @Test(arguments: Engine.available)
    func `a crowded site that is being polled does not keep the others waiting`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeeds(engine, ["a.example": 40])
        let first = try await claim(contract, Self.single, limit: 10)
        let token = try #require(first.first?.token)
        contract.advance(by: .minutes(1))
        try await addFeeds(["b.example": 1], to: contract)
        let next = try await claim(contract, Self.single, held: [token: 1], limit: 10)
        #expect(next.map(\.site) == ["b.example"])
    }

    @Test(arguments: Engine.available)
    func `a claimed feed is not claimed again, until its claim was given back`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeeds(engine, ["a.example": 1])
        let claims = try await claim(contract, Self.free)
        #expect(claims.count == 1)
        #expect(try await claim(contract, Self.free).isEmpty)
        #expect(try await claim(contract, Self.free, held: [claims[0].token: 1]).isEmpty)
        try await contract.write { tx in
            try tx.feeds.giveBack(claims)
            try tx.sites.release(claims.map(\.token))
        }
        #expect(try await claim(contract, Self.free).count == 1)
    }

    @Test(arguments: Engine.available)
    func `no more is claimed than there are slots, the longest due first`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeeds(engine, ["a.example": 1])
        contract.advance(by: .minutes(1))
        try await addFeeds(["b.example": 1], to: contract)
        contract.advance(by: .minutes(1))
        try await addFeeds(["c.example": 1], to: contract)
        let sites = try await claim(contract, Self.free, limit: 2).map(\.site)
        #expect(sites == ["a.example", "b.example"])
        #expect(try await claim(contract, Self.free, limit: 0).isEmpty)
    }

    // MARK: - Two holders

    @Test(arguments: Engine.available)
    func `of two pollers one has the site, and each feed goes to one`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeeds(
            engine,
            Dictionary(uniqueKeysWithValues: (0..<20).map { ("s\($0).example", 3) })
        )
        let claims = try await withThrowingTaskGroup(of: [FeedClaim].self) { group in
            for _ in 0..<10 {
                group.addTask { try await claim(contract, Self.single, limit: 7) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claims.count == 20)
        #expect(Set(claims.map(\.site)).count == 20)
        #expect(Set(claims.map(\.feed.id)).count == 20)
    }

    @Test(arguments: Engine.available)
    func `a result is refused when the lease went to somebody else`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 2])
        let first = try await claim(contract, Self.single)
        contract.advance(by: .minutes(10))
        let second = try await claim(contract, Self.single)
        let late = try #require(first.first)
        let taken = try #require(second.first)
        #expect(taken.token > late.token)
        let before = try await contract.read { try $0.feeds.health(of: late.feed.id) }
        #expect(try await finish(late, on: contract) == false)
        #expect(try await contract.read { try $0.feeds.health(of: late.feed.id) } == before)
        #expect(try await finish(taken, on: contract))
    }

    @Test(arguments: Engine.available)
    func `the feed of a poller that died goes to the next when its lease is over`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeeds(engine, ["a.example": 1])
        let dead = try #require(try await claim(contract, Self.single).first)
        contract.advance(by: .minutes(4))
        #expect(try await claim(contract, Self.single).isEmpty)
        contract.advance(by: .minutes(2))
        let next = try #require(try await claim(contract, Self.single).first)
        #expect(next.feed.id == dead.feed.id)
        #expect(next.token != dead.token)
        #expect(try await finish(dead, on: contract) == false)
        #expect(try await finish(next, on: contract))
    }

    @Test(arguments: Engine.available)
    func `a poller does not claim twice what it is still polling`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 1])
        let slow = try #require(try await claim(contract, Self.free).first)
        contract.advance(by: .minutes(10))
        #expect(try await claim(contract, Self.free, held: [slow.token: 1]).isEmpty)
        #expect(try await finish(slow, on: contract))
    }

    @Test(arguments: Engine.available)
    func `a release with an old token leaves the new holder's lease`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 3])
        let old = try #require(try await claim(contract, Self.single).first)
        contract.advance(by: .minutes(10))
        _ = try #require(try await claim(contract, Self.single).first)
        try await contract.write { tx in
            try tx.sites.release(old, next: tx.now, silencedUntil: tx.now + .days(1))
            try tx.sites.release([old.token])
        }
        #expect(try await claim(contract, Self.single).isEmpty)
        contract.advance(by: .minutes(10))
        #expect(try await claim(contract, Self.single).count == 1)
    }

    // MARK: - Politeness

    @Test(arguments: Engine.available)
    func `a silenced site is left alone until then, and not asked sooner for a shorter silence`(
        engine: Engine
    ) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 2])
        let first = try #require(try await claim(contract, Self.single).first)
        try await contract.write { tx in
            try tx.feeds.giveBack([first])
            try tx.sites.release(first, next: tx.now, silencedUntil: tx.now + .hours(1))
        }
        try await contract.write { tx in
            try tx.sites.release(first, next: tx.now, silencedUntil: tx.now + .minutes(1))
        }
        contract.advance(by: .minutes(59))
        #expect(try await claim(contract, Self.single).isEmpty)
        contract.advance(by: .minutes(2))
        #expect(try await claim(contract, Self.single).count == 1)
    }

    @Test(arguments: Engine.available)
    func `leases end when a store is opened that nobody shares, silence and spacing do not`(
        engine: Engine
    ) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 1, "b.example": 1])
        let claims = try await claim(contract, Self.single)
        let silent = try #require(claims.first { $0.site == "b.example" })
        try await contract.write { tx in
            try tx.feeds.giveBack([silent])
            try tx.sites.release(silent, next: tx.now, silencedUntil: tx.now + .hours(1))
        }
        try await contract.reopen()
        let free = engine.isShared ? [] : ["a.example"]
        #expect(try await claim(contract, Self.single).map(\.site) == free)
        contract.advance(by: .hours(2))
        let later = try await claim(contract, Self.single).map(\.site)
        #expect(later.contains("b.example"))
    }

    @Test(arguments: Engine.available)
    func `a site that bears several polls can rest while its lease goes on`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeeds(engine, ["a.example": 3])
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

    @Test(arguments: Engine.available)
    func `polls asked for are counted until they were made, but not on silenced sites`(
        engine: Engine
    ) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 1, "b.example": 1])
        #expect(try await contract.write { tx in try tx.feeds.requestPoll() } == 2)
        #expect(try await contract.read { tx in try tx.feeds.countRequested() } == 2)
        #expect(try await contract.read { tx in try tx.feeds.hasRequested() })
        #expect(try await contract.read { tx in try tx.feeds.countRequestedAtRest() } == 0)
        let claims = try await claim(contract, Self.single)
        #expect(try await finish(claims[0], on: contract))
        try await contract.write { tx in
            let wait = tx.now + .hours(1)
            try tx.sites.release(claims[1], next: tx.now, silencedUntil: wait)
        }
        #expect(try await contract.read { tx in try tx.feeds.countRequested() } == 0)
        #expect(try await contract.read { tx in try tx.feeds.hasRequested() } == false)
        #expect(try await contract.read { tx in try tx.feeds.countRequestedAtRest() } == 1)
        contract.advance(by: .hours(2))
        #expect(try await contract.read { tx in try tx.feeds.countRequested() } == 1)
    }

    @Test(arguments: Engine.available)
    func `two pollers that claim at once share the sites and no feed`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(
            engine,
            Dictionary(uniqueKeysWithValues: (0..<30).map { ("s\($0).example", 2) })
        )
        let other = try contract.neighbour()
        async let mine = claim(contract, Self.free, limit: 30)
        async let theirs = claim(on: other, Self.free, limit: 30)
        let (first, second) = (try await mine, try await theirs)
        #expect(Set(first.map(\.feed.id)).isDisjoint(with: second.map(\.feed.id)))
        #expect(Set(first.map(\.site)).isDisjoint(with: second.map(\.site)))
        #expect(!first.isEmpty || !second.isEmpty)
        await contract.part(from: other)
    }

    @Test(
        arguments: Engine.available,
        [
            "UPDATE sites SET next_allowed_at = 9000000000000 WHERE domain = 'a.example'",
            "UPDATE sites SET silenced_until = 9000000000000 WHERE domain = 'a.example'",
            "UPDATE sites SET lease_until = 9000000000000 WHERE domain = 'a.example'",
            "UPDATE feeds SET next_poll_at = 9000000000000 WHERE site = 'a.example'",
            "UPDATE feeds SET state = 'paused' WHERE site = 'a.example'",
        ]
    )
    func `a site that another poller has polled since we looked is left alone`(
        engine: Engine,
        others: String
    ) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 1])
        contract.advance(by: .minutes(1))
        try await addFeeds(["b.example": 1], to: contract)
        // Where nobody else can write meanwhile, our own transaction does.
        let other =
            try engine.isShared
            ? PostgreSQLDatabase(address: contract.place.serverAddress, password: nil) : nil
        let isLate = Mutex(false)
        let claims = try await contract.write { tx in
            try tx.sites.claimDue(limit: 9, held: [:], for: .minutes(5)) { site in
                guard site == "b.example" else { return Self.free }
                do {
                    if let other {
                        _ = try other.write { try $0.execute(others, []) }
                    } else {
                        try tx.run(others)
                    }
                    isLate.withLock { $0 = true }
                } catch {
                    Issue.record(error)
                }
                return Self.free
            }
        }
        #expect(isLate.withLock { $0 })
        #expect(claims.map(\.site) == ["b.example"])
        let held =
            "SELECT COUNT(*) FROM sites WHERE domain = 'a.example' AND lease_token > 0 "
            + "AND lease_until BETWEEN 1 AND 8000000000000"
        #expect(try await contract.number(held) == 0)
    }

    @Test(arguments: Engine.available)
    func `of the feeds of a site only those still due are claimed`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 2])
        contract.advance(by: .minutes(1))
        try await addFeeds(["b.example": 1], to: contract)
        let claims = try await contract.write { tx in
            try tx.sites.claimDue(limit: 9, held: [:], for: .minutes(5)) { site in
                guard site == "b.example" else { return Self.free }
                do {
                    try tx.run(
                        "UPDATE feeds SET state = 'gone' WHERE address = 'https://a.example/0'"
                    )
                } catch {
                    Issue.record(error)
                }
                return Self.free
            }
        }
        #expect(
            claims.map(\.feed.address).sorted() == ["https://a.example/1", "https://b.example/0"]
        )
    }

    @Test(arguments: Engine.available)
    func `a lease is renewed by whoever has it, and by nobody else`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 1])
        let first = try #require(try await claim(contract, Self.single).first)
        contract.advance(by: .minutes(4))
        #expect(try await contract.write { try $0.sites.renew(first, for: .minutes(5)) })
        contract.advance(by: .minutes(4))
        #expect(try await claim(contract, Self.single).isEmpty)
        contract.advance(by: .minutes(2))
        let second = try #require(try await claim(contract, Self.single).first)
        #expect(try await contract.write { try $0.sites.renew(first, for: .hours(5)) } == false)
        contract.advance(by: .minutes(6))
        let third = try await claim(contract, Self.single)
        #expect(third.map(\.feed.id) == [second.feed.id])
    }

    @Test(arguments: Engine.available, [0, 1, 3, 20])
    func `of feeds that failed there are no more than a share, and the rest goes to others`(
        engine: Engine,
        mostFailing: Int
    ) async throws {
        let contract = try await storeWithFeeds(engine, ["bad.example": 10])
        for claim in try await claim(contract, Self.free) {
            try await contract.write { tx in
                let record = PollRecord(
                    state: .error,
                    validators: FeedValidators(),
                    bodyHash: nil,
                    nextPollAt: tx.now,
                    problem: FeedProblem(code: "timed_out", sentence: "It took too long.")
                )
                #expect(try tx.feeds.finish(record, for: claim))
                try tx.sites.release(claim, next: tx.now, silencedUntil: nil)
            }
        }
        contract.advance(by: .minutes(1))
        try await addFeeds(["good.example": 6, "bad.example.org": 1], to: contract)
        contract.advance(by: .milliseconds(1))
        let claims = try await contract.write { tx in
            try tx.sites.claimDue(
                limit: 10,
                mostFailing: mostFailing,
                held: [:],
                for: .minutes(5)
            ) { _ in Self.free }
        }
        let failing = claims.count { $0.failures > 0 }
        #expect(failing == min(mostFailing, 10))
        #expect(claims.count - failing == min(7, 10 - failing))
        #expect(Set(claims.map(\.feed.id)).count == claims.count)
    }

    @Test(arguments: Engine.available)
    func `sites are leased in one order, whichever look found them`(engine: Engine) async throws {
        let contract = try await storeWithFeeds(engine, ["m.example": 3, "z.example": 1])
        try await contract.run("UPDATE feeds SET failures = 1")
        contract.advance(by: .minutes(1))
        try await addFeeds(["a.example": 1, "m.example/sound": 2], to: contract)
        try await contract.run("UPDATE feeds SET site = 'm.example' WHERE site LIKE 'm.%'")
        try await contract.run("UPDATE feeds SET next_poll_at = 0 WHERE site = 'z.example'")
        contract.advance(by: .milliseconds(1))
        let claims = try await contract.write { tx in
            try tx.sites.claimDue(limit: 9, mostFailing: 3, held: [:], for: .minutes(5)) { site in
                SiteAllowance(parallel: site == "m.example" ? 3 : 1, spacing: .zero)
            }
        }
        let sites = ["a.example", "m.example", "m.example", "m.example", "z.example"]
        #expect(claims.map(\.site) == sites)
        #expect(claims.count { $0.failures > 0 } == 3)
        #expect(Set(claims.map(\.token)).count == 3)
    }

    @Test(
        arguments: Engine.available,
        [
            ("UPDATE feeds SET weight = 1", true),
            ("UPDATE sites SET silenced_until = 9000000000000", false),
            ("UPDATE sites SET next_allowed_at = 9000000000000", false),
            ("UPDATE sites SET lease_until = 9000000000000", false),
            ("UPDATE feeds SET next_poll_at = 9000000000000", false),
            ("UPDATE feeds SET state = 'gone'", false),
            ("UPDATE feeds SET failures = 1", false),
        ]
    )
    func `something is due where a claim would give it`(
        engine: Engine,
        change: (sql: String, isDue: Bool)
    ) async throws {
        let contract = try await storeWithFeeds(engine, ["a.example": 2, "b.example": 1])
        try await contract.run(change.sql)
        let isDue = try await contract.read { tx in
            try tx.sites.hasDue(mostFailing: 0, held: [:]) { _ in Self.single }
        }
        #expect(isDue == change.isDue)
        let claims = try await contract.write { tx in
            try tx.sites.claimDue(limit: 9, mostFailing: 0, held: [:], for: .minutes(5)) { _ in
                Self.single
            }
        }
        #expect(claims.isEmpty != isDue)
    }

    @Test(arguments: Engine.available)
    func `what is due on a site that we hold is due when the site bears more`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeeds(engine, ["a.example": 2])
        let token = try #require(try await claim(contract, Self.single).first?.token)
        func isDue(_ held: [Int64: Int], _ allowance: SiteAllowance) async throws -> Bool {
            try await contract.read { try $0.sites.hasDue(held: held) { _ in allowance } }
        }
        #expect(try await isDue([token: 1], Self.free))
        #expect(try await isDue([token: 1], Self.single) == false)
        #expect(try await isDue([:], Self.free) == false)
        #expect(try await claim(contract, Self.free, held: [token: 1]).count == 1)
        #expect(try await isDue([token: 2], Self.free) == false)
        contract.advance(by: .hours(1))
        #expect(try await isDue([:], Self.single))
    }

    @Test(arguments: [0, -3, 1])
    func `a site bears at least one poll`(parallel: Int) {
        #expect(SiteAllowance(parallel: parallel, spacing: .zero).parallel == 1)
    }

    // MARK: -

    private func storeWithFeeds(_ engine: Engine, _ counts: [String: Int]) async throws
        -> ContractStore
    {
        let contract = try ContractStore(engine)
        try await addFeeds(counts, to: contract)
        return contract
    }

    private func addFeeds(_ counts: [String: Int], to contract: ContractStore) async throws {
        try await contract.write { tx in
            for (site, count) in counts {
                for number in 0..<count {
                    try tx.feeds.add(Sample.feed(tx, "https://\(site)/\(number)"), site: site)
                }
            }
        }
    }

    private func claim(
        _ contract: ContractStore,
        _ allowance: SiteAllowance,
        held: [Int64: Int] = [:],
        limit: Int = 100
    ) async throws -> [FeedClaim] {
        try await contract.write { tx in
            try tx.sites.claimDue(limit: limit, held: held, for: .minutes(5)) { _ in allowance }
        }
    }

    private func claim(on store: Store, _ allowance: SiteAllowance, limit: Int) async throws
        -> [FeedClaim]
    {
        try await store.write(by: .local("other")) { tx in
            try tx.sites.claimDue(limit: limit, held: [:], for: .minutes(5)) { _ in allowance }
        }
    }

    private func finish(_ claim: FeedClaim, on contract: ContractStore) async throws -> Bool {
        try await contract.write { tx in
            try tx.feeds.finish(
                PollRecord(
                    state: .ok,
                    validators: FeedValidators(etag: "\"v1\"", lastModified: nil),
                    bodyHash: nil,
                    nextPollAt: tx.now + .minutes(30)
                ),
                for: claim
            )
        }
    }
}
