import EarshotModel
import MentionIntake
import Testing

@testable import Pipeline
@testable import RecordStorage

@Suite struct DayRecountTests {
    @Test(arguments: [0, 1, 3])
    func `after the zone changed every mention is counted on its day there`(stoppedAfter: Int)
        async throws
    {
        let fixture = try await PipelineFixture()
        try await fixture.mention(atHours: [1, 2, 23, 47, 48, 49, 24 * 40])
        try await DayRecount(store: fixture.store).run()
        let before = try await fixture.days()
        #expect(before.values.reduce(0, +) == 7)
        try await fixture.move(to: "America/New_York")
        // A stop half-way: some days are done, and the next start goes on behind them.
        for _ in 0..<stoppedAfter { _ = try await DayRecount(store: fixture.store).step() }
        try await DayRecount(store: fixture.store).run()
        let after = try await fixture.days()
        #expect(after != before)
        #expect(after == (try await fixture.daysCountedAnew(hoursFromUTC: -5)))
        try await DayRecount(store: fixture.store).run()
        #expect(try await fixture.days() == after)
    }

    @Test func `what was wrong before is right then, and what comes half-way is counted once`()
        async throws
    {
        let fixture = try await PipelineFixture()
        try await fixture.mention(atHours: [1, 30, 60])
        try await fixture.move(to: "America/New_York")
        let recount = DayRecount(store: fixture.store)
        _ = try await recount.step()
        try await fixture.mention(atHours: [2, 31, 61])
        try await recount.run()
        #expect(try await fixture.days() == (try await fixture.daysCountedAnew(hoursFromUTC: -5)))
    }

    @Test func `how far it is and which zone was before is known until it ends`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.mention(atHours: [1, 30, 60])
        let recount = DayRecount(store: fixture.store)
        try await recount.run()
        let first = try #require(try await fixture.progress())
        #expect(first == DayProgress(zone: first.zone, next: nil))
        try await fixture.move(to: "America/New_York")
        #expect(try await fixture.progress()?.formerZone(before: "America/New_York") == first.zone)
        for _ in 0..<2 {
            #expect(try await recount.step())
            let half = try #require(try await fixture.progress())
            #expect(half.zone == "America/New_York" && half.next != nil)
            #expect(half.formerZone(before: "America/New_York") == first.zone)
        }
        try await recount.run()
        let done = try #require(try await fixture.progress())
        #expect(done == DayProgress(zone: "America/New_York", next: nil))
        #expect(done.formerZone(before: "America/New_York") == nil)
    }

    @Test func `a zone that changes again half-way starts the recount anew`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.mention(atHours: [1, 30, 60])
        try await fixture.move(to: "Asia/Tokyo")
        _ = try await DayRecount(store: fixture.store).step()
        try await fixture.move(to: "America/New_York")
        try await DayRecount(store: fixture.store).run()
        #expect(try await fixture.days() == (try await fixture.daysCountedAnew(hoursFromUTC: -5)))
    }
}

extension PipelineFixture {
    private static let winter = Instant(rfc3339: "2026-01-10T00:00:00Z") ?? Instant(seconds: 0)

    /// Takes in a mention for each of these moments, in hours after the tenth of January, UTC.
    fileprivate func mention(atHours hours: [Int]) async throws {
        let feed = try await store.write(by: .local("test")) { tx in
            let id: Feed.ID = tx.newID()
            let feed = Feed(
                id: id,
                configuredAddress: "https://f.example/\(id)",
                address: "https://f.example/\(id)",
                kind: .forum,
                title: "F"
            )
            try tx.feeds.add(feed, site: "f.example")
            return feed
        }
        let entries = hours.map { hour in
            Entry(
                identity: "guid:\(hour)",
                text: "Brontavia is terrible.",
                published: Self.winter + .hours(hour)
            )
        }
        try await intake.receive(entries, from: feed, site: "f.example")
    }

    fileprivate func move(to zone: String) async throws {
        try await store.write(by: .local("test")) { tx in
            var policy = try #require(try tx.policies.effective()?.policy)
            policy.zone = zone
            try tx.policies.apply(policy)
        }
    }

    fileprivate func progress() async throws -> DayProgress? {
        try await store.read(in: .everything) { tx in try tx.counts.dayProgress() }
    }

    /// The kept counts by day and feed, all labels together.
    fileprivate func days() async throws -> [String: Int64] {
        try await table("SELECT day || ' ' || feed_id, SUM(n) FROM counts_day GROUP BY 1")
    }

    /// The same from the mentions, in a zone that does not change its clocks meanwhile.
    fileprivate func daysCountedAnew(hoursFromUTC: Int) async throws -> [String: Int64] {
        try await table(
            """
            SELECT date(published_at / 1000 + \(hoursFromUTC * 3600), 'unixepoch') || ' '
                || feed_id, COUNT(*) FROM mentions GROUP BY 1
            """
        )
    }

    private func table(_ sql: String) async throws -> [String: Int64] {
        try await store.read(in: .everything) { tx in
            var rows: [String: Int64] = [:]
            try tx.session.connection.forEachRow(sql, []) { row in
                guard case .text(let key) = row.value(at: 0),
                    case .int(let count) = row.value(at: 1)
                else { return }
                rows[key] = count
            }
            return rows
        }
    }
}
