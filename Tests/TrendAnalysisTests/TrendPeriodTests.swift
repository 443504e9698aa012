import EarshotModel
import Testing
import TrendAnalysis

@Suite struct TrendPeriodTests {
    // A Tuesday, 14:20 in Warsaw.
    private let now = "2026-11-24T13:20:00Z"

    @Test(arguments: [
        ("1h", "2026-11-24T13:00:00.000Z"),
        ("48h", "2026-11-22T14:00:00.000Z"),
        ("1d", "2026-11-23T23:00:00.000Z"),
        ("30d", "2026-10-25T23:00:00.000Z"),
        ("1w", "2026-11-22T23:00:00.000Z"),
        ("12w", "2026-09-06T22:00:00.000Z"),
        ("1m", "2026-10-31T23:00:00.000Z"),
        ("6m", "2026-05-31T22:00:00.000Z"),
        ("11m", "2025-12-31T23:00:00.000Z"),
        ("12m", "2025-11-30T23:00:00.000Z"),
        ("1y", "2025-12-31T23:00:00.000Z"),
        ("2y", "2024-12-31T23:00:00.000Z"),
        ("2026-03-29", "2026-03-28T23:00:00.000Z"),
        ("2026-11-24", "2026-11-23T23:00:00.000Z"),
    ])
    func `a span or a date begins with a whole unit of the zone`(text: String, start: String) throws
    {
        let period = try period(text)
        #expect(period.start.rfc3339 == start)
        #expect(period.end.rfc3339 == "2026-11-24T13:20:00.001Z")
    }

    @Test(arguments: [
        "", "d", "0d", "-3d", "+3d", "3", "3 d", "3D", "3q", "1.5d", "30 days", "٣d", "3d\u{301}",
        "99999999999999999999d", "2026-02-30", "2026-3-1", "yesterday", "\u{0}",
    ])
    func `text that is no period is refused with itself in the sentence`(text: String) {
        #expect(throws: TrendError.notAPeriod(text)) { try period(text) }
        #expect(TrendError.notAPeriod(text).description.contains("\"\(text)\""))
    }

    @Test(arguments: ["101y", "1300m", "9223372036854775807d", "9223372036854775807h"])
    func `a span of more than a hundred years is refused`(text: String) {
        #expect(throws: TrendError.periodTooLong(years: 100)) { try period(text) }
    }

    @Test func `a day that has not come yet is refused`() {
        #expect(throws: TrendError.inTheFuture("2026-11-25")) { try period("2026-11-25") }
    }

    @Test(arguments: [
        // Cairo's clocks jump from 00:00 to 01:00.
        ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z"),
        // Havana goes back from 01:00 to 00:00: midnight comes twice, the day began with the first.
        ("America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z"),
        // Newfoundland went back from 00:01 to 23:01: the first midnight was undone.
        ("America/St_Johns", "2010-11-07", "2010-11-07T03:30:00.000Z"),
        // Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z"),
        ("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00.000Z"),
    ])
    func `a day begins once, even where midnight does not`(
        name: String,
        day: String,
        start: String
    ) throws {
        let zone = try #require(TrendZone(identifier: name))
        let date = try #require(CivilDate(iso8601: day))
        #expect(zone.startOfDay(date).rfc3339 == start)
    }

    @Test(arguments: ["", "Mars/Olympus", "Europe/Warsaw ", "../etc/passwd"])
    func `a zone that nobody knows is none`(name: String) {
        #expect(TrendZone(identifier: name) == nil)
    }

    private func period(_ text: String) throws -> TrendPeriod {
        let zone = try #require(TrendZone(identifier: "Europe/Warsaw"))
        return try TrendPeriod(since: text, now: #require(Instant(rfc3339: now)), zone: zone)
    }

}
