import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct FeedRecordsTests {
    private static let allowance = SiteAllowance(parallel: 10, spacing: .zero)

    @Test(arguments: Engine.available)
    func `a feed comes back as it was added, and is due at once`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let feed = try await contract.write { tx in
            let feed = Feed(
                id: tx.newID(),
                configuredAddress: "https://a.example/in",
                address: "https://a.example/feed",
                kind: .review,
                title: "Omdömen på svenska",
                language: "sv",
                about: try Sample.brand("Brontavia", in: tx),
                weight: 40
            )
            try tx.feeds.add(feed, site: "a.example")
            return feed
        }
        let health = try #require(try await contract.read { try $0.feeds.health(of: feed.id) })
        #expect(health.feed == feed)
        #expect(health.site == "a.example")
        #expect(health.state == .new)
        #expect(health.nextPollAt == ContractStore.start)
        #expect(health.failures == 0)
        #expect(health.problem == nil && health.failingSince == nil)
        #expect(health.lastAttemptAt == nil && health.lastSuccessAt == nil)
        for address in [feed.configuredAddress, feed.address] {
            let found = try await contract.read { try $0.feeds.health(ofAddress: address) }
            #expect(found == health)
        }
        let none = try await contract.read { try $0.feeds.health(ofAddress: "https://x.example") }
        #expect(none == nil)
    }

    @Test(arguments: Engine.available)
    func `what is set of a feed is what was set last, and every claim knows it`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let (one, other) = try await contract.write { tx in
            let feeds = ["https://a.example/", "https://b.example/"].map { Sample.feed(tx, $0) }
            for feed in feeds { try tx.feeds.add(feed, site: "a.example") }
            return (feeds[0].id, feeds[1].id)
        }
        #expect(try await contract.read { try $0.feeds.settings(of: one) } == FeedSettings())
        for extent in [EntryExtent.headline, .full] {
            let settings = FeedSettings(
                extent: extent,
                identity: .link,
                moves: .stay,
                authority: "inside"
            )
            try await contract.write { try $0.feeds.set(settings, of: one) }
            #expect(try await contract.read { try $0.feeds.settings(of: one) } == settings)
            #expect(try await contract.read { try $0.feeds.settings() } == [one: settings])
        }
        try await contract.write { try $0.feeds.set(FeedSettings(), of: one) }
        try await contract.write { try $0.feeds.set(FeedSettings(extent: .excerpt), of: other) }
        let all = try await contract.read { try $0.feeds.settings() }
        #expect(all == [one: FeedSettings(), other: FeedSettings(extent: .excerpt)])
        let claims = try await contract.write { tx in
            try tx.sites.claimDue(limit: 2, held: [:], for: .minutes(1)) { _ in Self.allowance }
        }
        #expect(Dictionary(uniqueKeysWithValues: claims.map { ($0.feed.id, $0.settings) }) == all)
    }

    @Test(arguments: Engine.available)
    func `a feed that people bring entries for is never due, and stands in no list`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let feed = try await contract.write { tx in
            let feed = Sample.feed(tx, Feed.unpolledScheme + "shop")
            try tx.feeds.addUnpolled(feed, site: "shop.example")
            try tx.feeds.add(Sample.feed(tx, "https://a.example/"), site: "a.example")
            return feed
        }
        let listed = try await contract.read { try $0.feeds.all() }
        #expect(listed.map(\.feed.configuredAddress) == ["https://a.example/"])
        #expect(try await contract.read { try $0.feeds.count() } == 1)
        contract.advance(by: .days(1))
        let claims = try await claim(contract)
        #expect(claims.map(\.feed.configuredAddress) == ["https://a.example/"])
        let health = try await contract.read { try $0.feeds.health(ofAddress: "hand:shop") }
        #expect(health?.feed == feed)
        #expect(health?.state == .paused)
    }

    @Test(arguments: Engine.available)
    func `feeds stand by the bytes of their titles, in every script`(engine: Engine) async throws {
        let titles = [
            "சேவை", "Ærlig", "zebra", "Zebra", "Östersund", "Ågren", "Łódź", "🦉 owls", "angel",
            "Angel", "żółw",
        ]
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            for (number, title) in zip(1..., titles) {
                let feed = Feed(
                    id: tx.newID(),
                    configuredAddress: "https://a.example/\(number)",
                    address: "https://a.example/\(number)",
                    kind: .blog,
                    title: title
                )
                try tx.feeds.add(feed, site: "a.example")
            }
        }
        let found = try await contract.read { try $0.feeds.all().map(\.feed.title) }
        #expect(found == titles.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test(arguments: Engine.available)
    func `many feeds are added at once, and those that exist stay as they are`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let first = try await contract.write { tx in
            let feed = Sample.feed(tx, "https://a.example/1")
            try tx.feeds.add(feed, site: "a.example")
            return feed
        }
        try await contract.write { tx in
            let many = (1...30).map { number in
                let site = number.isMultiple(of: 2) ? "b.example" : "a.example"
                return (feed: Sample.feed(tx, "https://a.example/\(number)"), site: site)
            }
            try tx.feeds.add(many)
        }
        #expect(try await contract.read { try $0.feeds.count() } == 30)
        let kept = try await contract.read { try $0.feeds.health(ofAddress: first.address) }
        #expect(kept?.feed.id == first.id)
    }

    @Test(arguments: Engine.available)
    func `an address is configured once`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                for _ in 0..<2 {
                    try tx.feeds.add(Sample.feed(tx, "https://a.example/"), site: "a.example")
                }
            }
        }
        #expect(try await contract.read { try $0.feeds.count() } == 0)
    }

    // MARK: - Polls

    @Test(arguments: Engine.available)
    func `a good poll ends the claim, and the feed is due when it says`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeed(engine)
        let claim = try #require(try await self.claim(contract).first)
        #expect(claim.isFirst && claim.validators == FeedValidators())
        let validators = FeedValidators(etag: "W/\"v1\"", lastModified: "Mon, 02 Mar 2026")
        let isStored = try await contract.write { tx in
            let record = PollRecord(
                state: .ok,
                validators: validators,
                bodyHash: "b1",
                nextPollAt: tx.now + .minutes(30),
                reading: FeedReading(habits: Self.habits, notice: "it ends too early"),
                move: FeedMove(address: "https://b.test/moved", site: "b.test"),
                title: "A forum"
            )
            let isStored = try tx.feeds.finish(record, for: claim)
            try tx.sites.release(claim, next: tx.now, silencedUntil: nil)
            return isStored
        }
        #expect(isStored)
        #expect(try await self.claim(contract).isEmpty)
        contract.advance(by: .minutes(31))
        let again = try #require(try await self.claim(contract).first)
        #expect(again.validators == validators)
        #expect(again.bodyHash == "b1")
        #expect(!again.isFirst && again.state == .ok)
        #expect(again.feed.address == "https://b.test/moved" && again.site == "b.test")
        #expect(again.habits == Self.habits)
        #expect(again.feed.configuredAddress == "https://a.example/")
        #expect(again.feed.title == "A forum")
        let health = try #require(try await contract.read { try $0.feeds.all().first })
        #expect(health.habits == Self.habits && health.notice == "it ends too early")
    }

    private static let habits = FeedHabits(
        interval: .hours(2),
        quiet: QuietTimes(hours: [0, 23], days: [.sunday]),
        gap: .minutes(90),
        newestAt: ContractStore.start - .days(3),
        identity: .sharedGUID
    )

    @Test(arguments: Engine.available)
    func `a poll that read nothing leaves what was learnt, and what was odd`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeed(engine)
        let reading = FeedReading(habits: Self.habits, notice: "odd")
        for reading in [reading, nil] {
            let claim = try #require(try await self.claim(contract).first)
            try await contract.write { tx in
                let record = PollRecord(
                    state: .ok,
                    validators: FeedValidators(),
                    bodyHash: nil,
                    nextPollAt: tx.now,
                    reading: reading
                )
                #expect(try tx.feeds.finish(record, for: claim))
                try tx.sites.release(claim, next: tx.now, silencedUntil: tx.now + .hours(2))
            }
            contract.advance(by: .hours(3))
        }
        let health = try #require(try await contract.read { try $0.feeds.all().first })
        #expect(health.habits == Self.habits && health.notice == "odd")
        #expect(health.silencedUntil == ContractStore.start + .hours(5))
        #expect(health.earliestPollAt == health.silencedUntil)
    }

    @Test(arguments: Engine.available)
    func `what a wrong clock put off is due again, and nothing rests for longer than it may`(
        engine: Engine
    ) async throws {
        let contract = try await storeWithFeed(engine)
        let claim = try #require(try await self.claim(contract).first)
        try await contract.write { tx in
            let record = PollRecord(
                state: .ok,
                validators: FeedValidators(),
                bodyHash: nil,
                nextPollAt: tx.now + .days(365)
            )
            #expect(try tx.feeds.finish(record, for: claim))
            let year = tx.now + .days(365)
            try tx.sites.release(claim, next: year, silencedUntil: year)
        }
        try await contract.write { tx in
            try tx.feeds.pullIn(from: tx.now + .days(366))
            #expect(try tx.feeds.all().map(\.nextPollAt) == [tx.now + .days(365)])
            try tx.feeds.pullIn(from: tx.now + .days(1))
            #expect(try tx.feeds.all().map(\.nextPollAt) == [tx.now])
            try tx.sites.pullIn(silenceTo: tx.now + .days(1), leaseTo: tx.now + .minutes(5))
        }
        #expect(try await self.claim(contract).isEmpty)
        contract.advance(by: .days(1))
        #expect(try await self.claim(contract).count == 1)
    }

    @Test(arguments: Engine.available)
    func `failures add up since the first, and one good poll ends them`(engine: Engine)
        async throws
    {
        let contract = try await storeWithFeed(engine)
        let problem = FeedProblem(code: "timed_out", sentence: "The server did not answer.")
        for number in 1...3 {
            try await poll(contract, problem: problem)
            let health = try #require(try await contract.read { try $0.feeds.all().first })
            #expect(health.failures == number)
            #expect(health.state == .error && health.problem == problem)
            #expect(health.failingSince == ContractStore.start)
            #expect(health.lastAttemptAt == contract.now && health.lastSuccessAt == nil)
            contract.advance(by: .hours(1))
        }
        try await poll(contract, problem: nil)
        let health = try #require(try await contract.read { try $0.feeds.all().first })
        #expect(health.failures == 0)
        #expect(health.problem == nil && health.failingSince == nil)
        #expect(health.lastSuccessAt == contract.now)
    }

    @Test(arguments: Engine.available, [FeedState.gone, .paused])
    func `what is gone or paused is never due`(engine: Engine, state: FeedState) async throws {
        let contract = try await storeWithFeed(engine)
        let claim = try #require(try await self.claim(contract).first)
        try await contract.write { tx in
            let record = PollRecord(
                state: state,
                validators: FeedValidators(),
                bodyHash: nil,
                nextPollAt: tx.now
            )
            _ = try tx.feeds.finish(record, for: claim)
            try tx.sites.release(claim, next: tx.now, silencedUntil: nil)
            try tx.feeds.requestPoll()
            try tx.feeds.requestPoll(of: claim.feed.id)
        }
        contract.advance(by: .days(30))
        #expect(try await self.claim(contract).isEmpty)
    }

    @Test(arguments: Engine.available)
    func `a poll that is asked for makes one feed due, or all`(engine: Engine) async throws {
        let contract = try await storeWithFeed(engine)
        try await contract.write { tx in
            try tx.feeds.add(Sample.feed(tx, "https://b.example/"), site: "b.example")
        }
        for _ in 0..<2 { try await poll(contract, problem: nil) }
        let feeds = try await contract.read { try $0.feeds.all().map(\.feed.id) }
        #expect(try await self.claim(contract).isEmpty)
        #expect(try await contract.write { try $0.feeds.requestPoll(of: feeds[1]) } == 1)
        let claims = try await self.claim(contract)
        #expect(claims.map(\.feed.id) == [feeds[1]])
        try await contract.write { tx in
            try tx.feeds.giveBack(claims)
            try tx.sites.release(claims.map(\.token))
        }
        #expect(try await contract.write { try $0.feeds.requestPoll() } == 2)
        #expect(Set(try await self.claim(contract).map(\.feed.id)) == Set(feeds))
    }

    @Test(arguments: Engine.available)
    func `polls of what is due leave the rest its time`(engine: Engine) async throws {
        let contract = try await storeWithFeed(engine)
        try await poll(contract, problem: nil)
        try await contract.write { tx in
            try tx.feeds.add(Sample.feed(tx, "https://b.example/"), site: "b.example")
        }
        let asked = try await contract.write { tx in try tx.feeds.requestDuePolls() }
        #expect(asked == 1)
        #expect(try await contract.read { try $0.feeds.countRequested() } == 1)
        let due = try await claim(contract).map(\.feed.configuredAddress)
        #expect(due == ["https://b.example/"])
    }

    @Test(arguments: Engine.available)
    func `a feed is removed, and its mentions stay`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let mention = try await contract.write { tx in try Sample.mention(in: tx) }
        let before = try #require(try await contract.read { try $0.mentions.file(mention) })
        try await contract.write { tx in try tx.feeds.remove(before.feed) }
        #expect(try await contract.read { try $0.feeds.count() } == 0)
        let after = try #require(try await contract.read { try $0.mentions.file(mention) })
        #expect(after.text == before.text)
        #expect(after.feedTitle.isEmpty && after.feedKind == .forum)
    }

    @Test(arguments: Engine.available)
    func `a claim that was lost leaves no change behind`(engine: Engine) async throws {
        let contract = try await storeWithFeed(engine)
        let claim = try #require(try await self.claim(contract).first)
        try await contract.write { tx in try tx.feeds.giveBack([claim]) }
        let before = try await contract.number("SELECT COUNT(*) FROM changes")
        try await contract.write { tx in
            let record = PollRecord(
                state: .gone,
                validators: FeedValidators(),
                bodyHash: nil,
                nextPollAt: tx.now
            )
            let isStored = try tx.feeds.finish(record, for: claim)
            #expect(!isStored)
        }
        #expect(try await contract.number("SELECT COUNT(*) FROM changes") == before)
    }

    // MARK: -

    private func storeWithFeed(_ engine: Engine) async throws -> ContractStore {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            try tx.feeds.add(Sample.feed(tx, "https://a.example/"), site: "a.example")
        }
        return contract
    }

    private func claim(_ contract: ContractStore) async throws -> [FeedClaim] {
        try await contract.write { tx in
            try tx.sites.claimDue(limit: 100, held: [:], for: .minutes(5)) { _ in Self.allowance }
        }
    }

    /// Claims one feed and finishes its poll.
    private func poll(_ contract: ContractStore, problem: FeedProblem?) async throws {
        try await contract.write { tx in
            let claims = try tx.sites.claimDue(limit: 1, held: [:], for: .minutes(5)) { _ in
                Self.allowance
            }
            for claim in claims {
                let record = PollRecord(
                    state: problem == nil ? .ok : .error,
                    validators: FeedValidators(),
                    bodyHash: nil,
                    nextPollAt: tx.now + .minutes(30),
                    problem: problem
                )
                _ = try tx.feeds.finish(record, for: claim)
                try tx.sites.release(claim, next: tx.now, silencedUntil: nil)
            }
        }
    }
}
