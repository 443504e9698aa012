import EarshotModel
import RecordStorage
import Testing

@testable import FeedFetching
@testable import Pipeline

@Suite struct PollerResultsTests {
    private static let poison = """
        CREATE TRIGGER poison BEFORE INSERT ON entries WHEN new.identity LIKE '%poison%'
        BEGIN SELECT RAISE(ABORT, 'poison'); END
        """

    @Test func `a result that cannot be stored loses only itself, and its feed is put off`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let addresses = try await fixture.addFeeds(6)
        for (number, address) in addresses.enumerated() {
            let guid = number == 2 ? "poison" : "fine"
            fixture.source.answer(address, PipelineFixture.fetched(["\(guid)-\(number)"]))
        }
        try fixture.runSQL(Self.poison)
        let result = try await fixture.pollAll()
        #expect(result.left == 0)
        #expect(fixture.source.requests.count == 6)
        #expect(try await fixture.entryCount() == 5)
        let health = try await fixture.health(addresses[2])
        #expect(health.problem?.code == "not_stored")
        #expect(health.nextPollAt > fixture.clock.read() + .minutes(5))
        for address in addresses where address != addresses[2] {
            #expect(try await fixture.health(address).state == .ok)
        }
    }

    @Test func `while the rules cannot be used a feed is asked once and then later`() async throws {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(address, PipelineFixture.fetched(["fine"]))
        try fixture.runSQL("DELETE FROM ruleset_versions")
        await #expect(throws: PollingError.self) { try await fixture.pollAll() }
        let health = try await fixture.health(address)
        #expect(health.problem?.code == "unusable_rules")
        #expect(health.nextPollAt > fixture.clock.read() + .minutes(1))
        #expect(fixture.source.requests.count == 1)
    }

    @Test func `validators are kept only once all is stored`() async throws {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(address, PipelineFixture.fetched(["poison"]))
        try fixture.runSQL(Self.poison)
        _ = try await fixture.pollAll()
        try fixture.runSQL("DROP TRIGGER poison")
        _ = try await fixture.pollAll()
        _ = try await fixture.pollAll()
        #expect(fixture.source.requests.map(\.etag) == [nil, nil, "\"1\""])
        #expect(try await fixture.mentionCount() == 1)
    }

    @Test func `after a failure the next request is unconditional`() async throws {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(
            address,
            PipelineFixture.fetched(["a"]),
            .failed(FetchFailure(code: "timed_out", "The server took too long.")),
            .notModified(freshFor: nil)
        )
        for _ in 1...3 { _ = try await fixture.pollAll() }
        #expect(fixture.source.requests.map(\.etag) == [nil, "\"1\"", nil])
    }

    @Test func `a body that is the same to the byte is not read again, but its validators are`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(
            address,
            PipelineFixture.fetched(["a"]),
            PipelineFixture.fetched(["a"], etag: "\"2\""),
            .notModified(freshFor: .hours(2))
        )
        for _ in 1...3 { _ = try await fixture.pollAll() }
        #expect(fixture.source.requests.map(\.etag) == [nil, "\"1\"", "\"2\""])
        #expect(try await fixture.entryCount() == 1)
        let health = try await fixture.health(address)
        #expect(health.nextPollAt >= fixture.clock.read() + .hours(2))
    }

    @Test func `what is no feed is a problem that says so`() async throws {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(
            address,
            .fetched(
                FetchedFeed(
                    body: Array("<html><body>Moved</body></html>".utf8),
                    contentType: "text/html",
                    address: address,
                    permanentAddress: nil,
                    etag: "\"1\"",
                    lastModified: nil,
                    freshFor: nil
                )
            )
        )
        _ = try await fixture.pollAll()
        let health = try await fixture.health(address)
        #expect(health.problem?.code == "not_a_feed")
        #expect(health.failures == 1)
    }

    @Test func `a feed that moved for good is asked at its new address, and takes its own title`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        let moved = "http://127.0.0.1/new"
        fixture.source.answer(address, PipelineFixture.fetched(["a"], movedTo: moved))
        _ = try await fixture.pollAll()
        _ = try await fixture.pollAll()
        #expect(fixture.source.requests.map(\.address) == [address, moved])
        let health = try await fixture.health(address)
        #expect(health.feed.title == "Forum")
        #expect(health.feed.configuredAddress == address)
    }

    @Test func `a poll whose claim was lost keeps nothing`() async throws {
        let fixture = try await PipelineFixture()
        let address = try await fixture.addFeeds()[0]
        fixture.source.answer(address, PipelineFixture.fetched(["a"]))
        let (store, clock) = (fixture.store, fixture.clock)
        fixture.source.during { _ in
            clock.advance(by: .minutes(10))
            await expectNoThrow {
                try await store.write(by: .local("thief")) { tx in
                    let feeds = try tx.feeds.all()
                    try tx.feeds.requestPoll(of: feeds[0].feed.id)
                }
                try fixture.runSQL("UPDATE feeds SET lease_token = 7")
                try fixture.runSQL("UPDATE sites SET lease_token = 7")
            }
        }
        try await fixture.run(fixture.poller) { fixture.source.requests.count == 1 }
        #expect(try await fixture.entryCount() == 0)
        #expect(try await fixture.health(address).lastAttemptAt == nil)
    }

    @Test func `a feed that is removed while it is polled does not lock its site`() async throws {
        let fixture = try await PipelineFixture(parallel: 1)
        let addresses = try await fixture.addFeeds(2)
        fixture.source.answer(addresses[0], PipelineFixture.fetched(["a"]))
        let store = fixture.store
        fixture.source.during { address in
            guard address == addresses[0] else { return }
            await expectNoThrow {
                try await store.write(by: .local("test")) { tx in
                    let health = try tx.feeds.health(ofAddress: address)
                    if let health { try tx.feeds.remove(health.feed.id) }
                }
            }
        }
        #expect(try await fixture.pollAll().left == 0)
        #expect(fixture.source.requests.map(\.address) == addresses)
        #expect(try await fixture.entryCount() == 0)
    }

    @Test(arguments: [[0, 1], [1, 0]])
    func `bodies of other bytes have other fingerprints`(order: [Int]) {
        let bodies: [[UInt8]] = [Array(repeating: 1, count: 16), Array(repeating: 1, count: 17)]
        let hashes = order.map { BodyHash(of: bodies[$0]).description }
        #expect(hashes[0] != hashes[1])
        #expect(BodyHash(of: []).description == BodyHash(of: []).description)
        var flipped = bodies[0]
        for place in flipped.indices {
            flipped[place] ^= 0x80
            #expect(BodyHash(of: flipped).description != BodyHash(of: bodies[0]).description)
            flipped[place] ^= 0x80
        }
    }
}

/// Notes an error of the work as an issue of the test.
private func expectNoThrow(_ body: () async throws -> Void) async {
    do {
        try await body()
    } catch {
        Issue.record(error)
    }
}
