import CaseRules
import EarshotModel
import Foundation
import Testing

@testable import WebConsole

@Suite struct ShownValuesTests {
    private func values(at now: String = "2026-03-29T12:00:00Z", zone: String = "Europe/Warsaw")
        throws -> ShownValues
    {
        ShownValues(
            words: try ConsoleFixture.words(),
            now: try #require(Instant(rfc3339: now)),
            zone: try #require(TimeZone(identifier: zone))
        )
    }

    @Test(arguments: [
        ("2026-03-29T12:00:00Z", "just now"), ("2026-03-29T11:59:01Z", "just now"),
        ("2026-03-29T11:59:00Z", "1 min ago"), ("2026-03-29T11:00:01Z", "59 min ago"),
        ("2026-03-29T11:00:00Z", "1 h ago"), ("2026-03-28T12:00:01Z", "23 h ago"),
        ("2026-03-28T12:00:00Z", "Sat 28 Mar 2026, 13:00 UTC+1"),
        ("2026-03-29T13:05:00Z", "Sun 29 Mar 2026, 15:05 UTC+2"),
    ])
    func `a moment of today is told by its distance, another by its date`(
        moment: String,
        text: String
    ) throws {
        #expect(try values().moment(try #require(Instant(rfc3339: moment))) == text)
    }

    @Test(arguments: [
        ("UTC", "Thu 1 Jan 1970, 00:00 UTC"),
        ("Asia/Kolkata", "Thu 1 Jan 1970, 05:30 UTC+5:30"),
        ("America/New_York", "Wed 31 Dec 1969, 19:00 UTC−5"),
        ("America/St_Johns", "Wed 31 Dec 1969, 20:30 UTC−3:30"),
    ])
    func `a date stands on the company's clocks`(zone: String, text: String) throws {
        #expect(try values(zone: zone).date(Instant(seconds: 0)) == text)
    }

    @Test(arguments: [
        (QueueReason.overdue(minutes: 0), "Overdue by 0 min (open hours)"),
        (.overdue(minutes: 61), "Overdue by 1 h 1 min (open hours)"),
        (.due(inMinutes: 59), "Due in 59 min (open hours)"),
        (.due(inMinutes: 480), "Due in 8 h (open hours)"),
        (.urgent(.complaint), "Urgent: a complaint"),
        (QueueReason.urgent([.wroteAgain, .strongWords]), "Urgent: wrote again, strong words"),
        (.influential(5), "From a weighty source"), (.waiting, "Waits, no deadline"),
    ])
    func `every reason is said in words`(reason: QueueReason, text: String) throws {
        #expect(try values().why(reason) == text)
    }

    @Test(arguments: [
        (0, "+0.000"), (-300, "−0.300"), (2600, "+2.600"), (-12_005, "−12.005"), (7, "+0.007"),
    ])
    func `points are decimal numbers with their sign`(points: Int, text: String) throws {
        #expect(try values().points(points) == text)
    }

    @Test func `every label has a sign of its own`() throws {
        let values = try values()
        let signs = SentimentLabel.allCases.map(values.sign)
        #expect(Set(signs).count == signs.count)
    }
}
