import CaseRules
import EarshotModel
import Testing

@Suite struct ServiceLevelTests {
    /// One of DOMAIN's golden vectors; they were computed with another program.
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let calendar: BusinessCalendar
        let zone: String
        let start: String
        let minutes: Int
        let deadline: String
        var pause: (start: String, end: String)?

        var testDescription: String { name }
    }

    private static func warsaw(
        _ name: String,
        _ calendar: BusinessCalendar,
        _ start: String,
        _ minutes: Int,
        _ deadline: String,
        pause: (start: String, end: String)? = nil
    ) -> Vector {
        Vector(
            name: name,
            calendar: calendar,
            zone: "Europe/Warsaw",
            start: start,
            minutes: minutes,
            deadline: deadline,
            pause: pause
        )
    }

    private static let w95 = Calendars.officeHours
    private static let christmas = Calendars.weekdays(
        [(9, 0, 17, 0)],
        holidays: ["2026-12-24", "2026-12-25", "2026-12-26"]
    )
    private static let july = Calendars.weekdays(
        [(9, 0, 17, 0)],
        holidays: (1...31).map { "2026-07-\($0 < 10 ? "0" : "")\($0)" }
    )

    static let vectors: [Vector] = [
        warsaw("V1", w95, "2026-06-03T10:00:00+02:00", 120, "2026-06-03T10:00:00Z"),
        warsaw("V2", w95, "2026-06-05T16:00:00+02:00", 60, "2026-06-05T15:00:00Z"),
        warsaw("V3", w95, "2026-06-05T16:00:00+02:00", 240, "2026-06-08T10:00:00Z"),
        warsaw("V4", w95, "2026-06-06T11:00:00+02:00", 60, "2026-06-08T08:00:00Z"),
        warsaw("V5", Calendars.split, "2026-06-03T12:30:00+02:00", 30, "2026-06-03T12:00:00Z"),
        warsaw("V6", Calendars.split, "2026-06-03T11:30:00+02:00", 60, "2026-06-03T12:00:00Z"),
        warsaw("V7", christmas, "2026-12-23T16:30:00+01:00", 60, "2026-12-28T08:30:00Z"),
        warsaw("V8", Calendars.always, "2026-03-28T20:00:00+01:00", 720, "2026-03-29T07:00:00Z"),
        warsaw("V9", Calendars.always, "2026-10-24T20:00:00+02:00", 720, "2026-10-25T06:00:00Z"),
        warsaw("V10", w95, "2026-03-27T16:00:00+01:00", 120, "2026-03-30T08:00:00Z"),
        warsaw("V11", Calendars.night, "2026-03-28T22:00:00+01:00", 420, "2026-03-29T04:00:00Z"),
        warsaw("V12", Calendars.night, "2026-10-24T22:00:00+02:00", 480, "2026-10-25T04:00:00Z"),
        Vector(
            name: "V13",
            calendar: Calendars.always,
            zone: "America/New_York",
            start: "2026-10-31T22:00:00-04:00",
            minutes: 360,
            deadline: "2026-11-01T08:00:00Z"
        ),
        Vector(
            name: "V14",
            calendar: w95,
            zone: "Asia/Kathmandu",
            start: "2026-06-03T16:50:00+05:45",
            minutes: 30,
            deadline: "2026-06-04T03:35:00Z"
        ),
        warsaw(
            "V15",
            w95,
            "2026-06-03T10:00:00+02:00",
            240,
            "2026-06-03T14:00:00Z",
            pause: ("2026-06-03T11:00:00+02:00", "2026-06-03T13:00:00+02:00")
        ),
        warsaw(
            "V16",
            w95,
            "2026-06-05T15:00:00+02:00",
            240,
            "2026-06-08T11:00:00Z",
            pause: ("2026-06-05T16:00:00+02:00", "2026-06-08T10:00:00+02:00")
        ),
        warsaw("V17", july, "2026-06-30T16:30:00+02:00", 60, "2026-08-03T07:30:00Z"),
        Vector(
            name: "V18",
            calendar: Calendars.always,
            zone: "Australia/Lord_Howe",
            start: "2026-10-03T22:00:00+10:30",
            minutes: 360,
            deadline: "2026-10-03T17:30:00Z"
        ),
        warsaw(
            "V19",
            Calendars.sundays([(2, 30, 10, 0)]),
            "2026-03-29T00:00:00+01:00",
            60,
            "2026-03-29T02:00:00Z"
        ),
        Vector(
            name: "V20",
            calendar: Calendars.weekdays([(8, 0, 17, 0)]),
            zone: "America/New_York",
            start: "2026-06-05T16:00:00-04:00",
            minutes: 240,
            deadline: "2026-06-08T15:00:00Z"
        ),
        warsaw("V21", w95, "2026-06-05T16:30:00+02:00", 60, "2026-06-08T07:30:00Z"),
    ]

    @Test(arguments: vectors)
    func `every golden vector of DOMAIN section 6 holds`(vector: Vector) throws {
        let level = try ServiceLevel(calendar: vector.calendar, zone: vector.zone)
        let start = try moment(vector.start)
        let pauses = try vector.pause.map {
            [ClockPause(start: try moment($0.start), end: try moment($0.end))]
        }
        let deadline = try #require(
            level.deadline(start: start, openMinutes: vector.minutes, pauses: pauses ?? [])
        )
        #expect(deadline == (try moment(vector.deadline)))
        let open = level.openDuration(from: start, to: deadline, pauses: pauses ?? [])
        #expect(open == .minutes(vector.minutes))
        if pauses == nil {
            #expect(level.deadline(start: start, openMinutes: vector.minutes) == deadline)
        }
    }

    private let office: ServiceLevel

    init() throws {
        office = try ServiceLevel(calendar: Calendars.officeHours, zone: "Europe/Warsaw")
    }

    @Test(arguments: [0, -1, Int.min])
    func `without minutes the deadline is the start, even at night`(minutes: Int) throws {
        let start = try moment("2026-06-06T03:00:00+02:00")
        #expect(office.deadline(start: start, openMinutes: minutes) == start)
    }

    @Test func `a deadline lies a hundred years ahead at most`() throws {
        let start = try moment("2026-06-03T10:00:00+02:00")
        let deadline = office.deadline(start: start, openMinutes: .max)
        #expect(deadline == start + .days(36525))
        let pauses = [ClockPause(start: start + .days(1), end: start + .days(2))]
        #expect(office.deadline(start: start, openMinutes: .max, pauses: pauses) == deadline)
    }

    @Test func `ten closed years are waited for`() throws {
        let calendar = Calendars.weekdays(
            [(9, 0, 17, 0)],
            holidays: try Calendars.allDays(from: "2026-06-01", through: "2037-05-31")
        )
        let level = try ServiceLevel(calendar: calendar, zone: "Europe/Warsaw")
        let deadline = level.deadline(
            start: try moment("2026-05-29T16:30:00+02:00"),
            openMinutes: 60
        )
        #expect(deadline == (try moment("2037-06-01T09:30:00+02:00")))
    }

    @Test func `what is left shrinks with open time and turns negative with it`() throws {
        let deadline = try moment("2026-06-05T17:00:00+02:00")
        func left(_ text: String) throws -> Duration {
            office.remaining(until: deadline, at: try moment(text))
        }
        #expect(try left("2026-06-05T15:30:00+02:00") == .minutes(90))
        #expect(try left("2026-06-05T17:00:00+02:00") == .zero)
        #expect(try left("2026-06-06T12:00:00+02:00") == .zero)
        #expect(try left("2026-06-08T09:10:00+02:00") == .minutes(-10))
    }

    @Test func `an opening is open and a closing is not`() throws {
        #expect(office.isOpen(at: try moment("2026-06-05T09:00:00+02:00")))
        #expect(office.isOpen(at: try moment("2026-06-05T16:59:59.999+02:00")))
        #expect(!office.isOpen(at: try moment("2026-06-05T17:00:00+02:00")))
        #expect(!office.isOpen(at: try moment("2026-06-05T08:59:59.999+02:00")))
        #expect(!office.isOpen(at: try moment("2026-06-06T12:00:00+02:00")))
    }

    @Test func `a clock stands still in a pause without an end`() throws {
        let start = try moment("2026-06-03T10:00:00+02:00")
        let pause = ClockPause(start: start + .hours(1), end: nil)
        #expect(office.deadline(start: start, openMinutes: 61, pauses: [pause]) == nil)
        #expect(
            office.deadline(start: start, openMinutes: 60, pauses: [pause]) == start + .hours(1)
        )
        let passed = office.openDuration(from: start, to: start + .days(9), pauses: [pause])
        #expect(passed == .hours(1))
    }

    @Test func `pauses may overlap, touch, come in any order or be empty`() throws {
        let start = try moment("2026-06-03T10:00:00+02:00")
        func pause(_ from: Int, _ to: Int) -> ClockPause {
            ClockPause(start: start + .minutes(from), end: start + .minutes(to))
        }
        let pauses = [pause(90, 120), pause(30, 60), pause(50, 100), pause(120, 150), pause(9, 5)]
        let deadline = office.deadline(start: start, openMinutes: 40, pauses: pauses)
        #expect(deadline == start + .minutes(160))
        let open = office.openDuration(from: start, to: start + .minutes(160), pauses: pauses)
        #expect(open == .minutes(40))
    }

    @Test func `moments at the ends of time are taken as far away`() {
        let first = Instant(milliseconds: .min)
        let last = Instant(milliseconds: .max)
        #expect(office.openDuration(from: last, to: first) == .zero)
        #expect(office.openDuration(from: first, to: last) > .days(8000))
        #expect(office.deadline(start: last, openMinutes: 60) > Instant(milliseconds: 0))
        #expect(office.deadline(start: first, openMinutes: 60) < Instant(milliseconds: 0))
        #expect(office.remaining(until: first, at: last) < .zero)
        let forever = [ClockPause(start: first, end: last), ClockPause(start: last, end: nil)]
        let now = Instant(seconds: 1_764_000_000)
        #expect(office.openDuration(from: now, to: now + .days(9), pauses: forever) == .zero)
    }

    @Test(arguments: ["", "Nowhere", "Europe/Nowhere", "GMT+5", "UTC+3", "../etc", "\u{0}"])
    func `a zone that no other program knows is refused`(zone: String) {
        #expect {
            try ServiceLevel(calendar: Calendars.officeHours, zone: zone)
        } throws: {
            ($0 as? PolicyProblem)?.code == .unknownZone
        }
    }

    @Test(arguments: ["UTC", "GMT", "Etc/UTC", "Europe/Kyiv", "Asia/Calcutta", "EST5EDT"])
    func `every IANA name is taken, old and new`(zone: String) throws {
        let level = try ServiceLevel(calendar: Calendars.always, zone: zone)
        let start = Instant(seconds: 1_764_000_000)
        #expect(level.deadline(start: start, openMinutes: 90) == start + .minutes(90))
    }

    @Test(arguments: [
        BusinessCalendar(week: [:]), BusinessCalendar(week: [.monday: [], .tuesday: []]),
    ])
    func `a calendar that is never open is refused with the place to mend`(
        calendar: BusinessCalendar
    ) throws {
        let problem = #expect(throws: PolicyProblem.self) {
            try ServiceLevel(calendar: calendar, zone: "Europe/Warsaw")
        }
        #expect(problem?.code == .neverOpen)
        #expect(problem?.keyPath == "calendar.week")
    }
}
