import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct DateZoneTests {
    @Test(arguments: [
        ("utc", 0), ("z", 0), ("a", 0), ("gmt", 0), ("est", -300), ("edt", -240), ("cest", 120),
        ("msk", 180),
        ("ist", 330), ("npt", 345), ("jst", 540), ("acst", 570), ("nzdt", 780), ("nst", -210),
        ("asia/tokyo", 540), ("asia/manila", 480), ("asia/kuala_lumpur", 480),
        ("asia/colombo", 330),
        ("africa/nairobi", 180), ("america/argentina/buenos_aires", -180), ("asia/kathmandu", 345),
        ("europe/minsk", 180), ("australia/brisbane", 600), ("bst", 60), ("wib", 420),
    ])
    func `a name has a constant distance from UTC`(name: String, minutes: Int) {
        #expect(DateZone(name: Array(name.utf8)) == .fixed(minutes: minutes))
    }

    @Test(arguments: ["", "xyz", "mon", "europe", "mars/phobos", "utcc"])
    func `another word is no zone`(name: String) {
        #expect(DateZone(name: Array(name.utf8)) == nil)
    }

    @Test(arguments: [
        ("2026-03-29T01:59:59 Europe/Berlin", "2026-03-29T00:59:59.000Z"),
        ("2026-03-29T03:00:00 Europe/Berlin", "2026-03-29T01:00:00.000Z"),
        ("2026-10-25T01:59:59 Europe/Berlin", "2026-10-24T23:59:59.000Z"),
        ("2026-10-25T03:00:00 Europe/Berlin", "2026-10-25T02:00:00.000Z"),
        ("2026-06-01T12:00:00 Europe/London", "2026-06-01T11:00:00.000Z"),
        ("2026-01-01T00:00:00 Europe/Athens", "2025-12-31T22:00:00.000Z"),
        ("2026-03-08T01:59:59 America/New_York", "2026-03-08T06:59:59.000Z"),
        ("2026-03-08T03:00:00 America/New_York", "2026-03-08T07:00:00.000Z"),
        ("2026-11-01T00:59:59 America/New_York", "2026-11-01T04:59:59.000Z"),
        ("2026-11-01T02:00:00 America/New_York", "2026-11-01T07:00:00.000Z"),
        ("2026-07-01T12:00:00 PT", "2026-07-01T19:00:00.000Z"),
        ("2026-04-05T01:59:59 Australia/Sydney", "2026-04-04T14:59:59.000Z"),
        ("2026-04-05T03:00:00 Australia/Sydney", "2026-04-04T17:00:00.000Z"),
        ("2026-10-04T01:59:59 Australia/Sydney", "2026-10-03T15:59:59.000Z"),
        ("2026-10-04T03:00:00 Australia/Sydney", "2026-10-03T16:00:00.000Z"),
        ("2026-01-15T12:00:00 Australia/Adelaide", "2026-01-15T01:30:00.000Z"),
        ("2026-09-27T03:00:00 Pacific/Auckland", "2026-09-26T14:00:00.000Z"),
        ("2026-07-01T12:00:00 Pacific/Auckland", "2026-07-01T00:00:00.000Z"),
        ("2026-07-01T12:00:00 Europe/Vilnius", "2026-07-01T09:00:00.000Z"),
        ("1969-12-31T19:00:00 America/New_York", "1970-01-01T00:00:00.000Z"),
    ])
    func `summer time begins and ends where the law says`(spelling: String, utc: String) {
        #expect(FeedDate(spelling)?.instant.rfc3339 == utc)
    }
}
