import CaseRules
import EarshotModel
import EarshotTesting
import Foundation
import Testing

/// Open time around the hours that clocks skip or show twice, and against a count by the minute.
@Suite struct OpenHoursTests {
    private func open(
        _ calendar: BusinessCalendar,
        _ zone: String,
        _ start: String,
        _ end: String
    ) throws -> Duration {
        try ServiceLevel(calendar: calendar, zone: zone)
            .openDuration(from: moment(start), to: moment(end))
    }

    /// Warsaw skips 02:00–03:00 on 2026-03-29 and shows 02:00–03:00 twice on 2026-10-25.
    @Test(arguments: [
        (2, 30, 10, 0, "2026-10-25", 510), (0, 0, 2, 30, "2026-10-25", 210),
        (2, 15, 2, 45, "2026-10-25", 90), (2, 30, 10, 0, "2026-03-29", 420),
        (0, 0, 2, 30, "2026-03-29", 120), (2, 10, 2, 50, "2026-03-29", 0),
        (3, 0, 4, 0, "2026-03-29", 60), (1, 0, 3, 0, "2026-10-25", 180),
        (3, 0, 3, 0, "2026-10-24", 1500), (3, 0, 3, 0, "2026-03-28", 1380),
    ])
    func `a skipped hour is no open time and a doubled one counts twice`(
        openHour: Int,
        openMinute: Int,
        closeHour: Int,
        closeMinute: Int,
        day: String,
        minutes: Int
    ) throws {
        let date = try #require(CivilDate(iso8601: day))
        let hours = BusinessCalendar(
            week: [
                date.weekday: [
                    .init(start: openHour * 60 + openMinute, end: closeHour * 60 + closeMinute)
                ]
            ]
        )
        let before = date.advanced(by: -1).iso8601
        let after = date.advanced(by: 3).iso8601
        let duration = try open(
            hours,
            "Europe/Warsaw",
            "\(before)T12:00:00Z",
            "\(after)T12:00:00Z"
        )
        #expect(duration == .minutes(minutes))
    }

    @Test func `a day that the clocks skip altogether is no open time`() throws {
        let level = try ServiceLevel(calendar: Calendars.always, zone: "Pacific/Apia")
        let start = try moment("2011-12-29T12:00:00-10:00")
        let end = try moment("2011-12-31T12:00:00+14:00")
        #expect(level.openDuration(from: start, to: end) == end - start)
        #expect(end - start == .hours(24))
        let friday = BusinessCalendar(week: [.friday: [.init(start: 540, end: 1020)]])
        #expect(
            try open(friday, "Pacific/Apia", "2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z")
                == .zero
        )
    }

    @Test func `a midnight that is shown twice begins its day when it is shown first`() throws {
        // Havana shows 00:00–01:00 twice on 2026-11-01, a Sunday.
        let holiday = Calendars.everyDay([(0, 0, 24, 0)], holidays: ["2026-11-01"])
        let start = "2026-10-31T12:00:00-04:00"
        let end = "2026-11-02T12:00:00-05:00"
        #expect(try open(holiday, "America/Havana", start, end) == .hours(24))
        let eve = Calendars.everyDay([(0, 0, 24, 0)], holidays: ["2026-10-31"])
        #expect(try open(eve, "America/Havana", start, end) == .hours(37))
    }

    @Test func `a holiday cuts a night in two at midnight`() throws {
        let night = Calendars.everyDay([(22, 0, 6, 0)], holidays: ["2026-06-04"])
        func open(_ start: String, _ end: String) throws -> Duration {
            try self.open(night, "Europe/Warsaw", start, end)
        }
        #expect(
            try open("2026-06-03T12:00:00+02:00", "2026-06-04T12:00:00+02:00") == .hours(2)
        )
        #expect(
            try open("2026-06-04T12:00:00+02:00", "2026-06-05T12:00:00+02:00") == .hours(6)
        )
        #expect(
            try open("2026-06-04T00:00:00+02:00", "2026-06-05T00:00:00+02:00") == .zero
        )
    }

    @Test func `intervals that overlap, touch or stand in any order count once`() throws {
        let calendar = Calendars.everyDay([
            (14, 0, 18, 0), (9, 0, 12, 0), (10, 0, 15, 0), (18, 0, 20, 0), (9, 0, 12, 0),
        ])
        let day = try open(
            calendar,
            "Europe/Warsaw",
            "2026-06-03T00:00:00+02:00",
            "2026-06-04T00:00:00+02:00"
        )
        #expect(day == .hours(11))
    }

    // MARK: - Against a count by the minute

    struct Trial: Sendable, CustomTestStringConvertible {
        let zone: String
        let around: String
        let seed: UInt64

        var testDescription: String { "\(zone) \(around) #\(seed)" }
    }

    /// Weeks with a change of clocks in them, and one without.
    static let trials: [Trial] = [
        ("Europe/Warsaw", "2026-03-29"), ("Europe/Warsaw", "2026-10-25"),
        ("America/New_York", "2026-11-01"), ("Australia/Lord_Howe", "2026-10-04"),
        ("Australia/Lord_Howe", "2026-04-05"), ("Asia/Kathmandu", "2026-06-03"),
        ("America/St_Johns", "2026-03-08"), ("Pacific/Apia", "2011-12-30"),
    ].flatMap { zone, day in
        (1...6).map { Trial(zone: zone, around: day, seed: $0) }
    }

    /// Edges keep away from 00:01–03:59, where clocks change and a plain count knows no answer.
    private func randomCalendar(
        around date: CivilDate,
        _ random: inout SeededGenerator
    ) -> BusinessCalendar {
        let edges = [0] + Array(stride(from: 240, through: 1440, by: 30))
        var week: [Weekday: [BusinessCalendar.Interval]] = [:]
        for day in Weekday.allCases where Bool.random(using: &random) || day == .wednesday {
            week[day] = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let start = edges.filter { $0 < 1440 }.randomElement(using: &random) ?? 540
                let end = edges.randomElement(using: &random) ?? 1020
                return .init(start: start, end: end)
            }
        }
        let holidays = (0..<2).map { _ in
            date.advanced(by: Int.random(in: -6...6, using: &random)).iso8601
        }
        return BusinessCalendar(week: week, holidays: holidays)
    }

    /// Which of the minutes from `start` on are open, looked up one by one on the local clock.
    private func openMinutes(
        _ calendar: BusinessCalendar,
        _ zone: TimeZone,
        from start: Instant,
        count: Int
    ) -> [Bool] {
        (0..<count).map { index in
            let second = start.seconds + Int64(index) * 60
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            let local = second + Int64(offset)
            let date = CivilDate(daysSinceEpoch: local / 86400)
            let minute = Int(local % 86400) / 60
            if calendar.holidays.contains(date.iso8601) { return false }
            let isOpenToday = calendar.week[date.weekday, default: []].contains {
                $0.end > $0.start
                    ? ($0.start..<$0.end).contains(minute) : minute >= $0.start
            }
            let yesterday = date.advanced(by: -1).weekday
            return isOpenToday
                || calendar.week[yesterday, default: []].contains {
                    $0.end <= $0.start && minute < $0.end
                }
        }
    }

    @Test(arguments: trials)
    func `open time and deadlines agree with a count by the minute`(trial: Trial) throws {
        var random = SeededGenerator(seed: trial.seed)
        let date = try #require(CivilDate(iso8601: trial.around))
        let zone = try #require(TimeZone(identifier: trial.zone))
        let calendar = randomCalendar(around: date, &random)
        let level = try ServiceLevel(calendar: calendar, zone: trial.zone)
        let start = Instant(seconds: date.advanced(by: -7).daysSinceEpoch * 86400)
        let open = openMinutes(calendar, zone, from: start, count: 14 * 1440)
        for _ in 0..<40 {
            let from = Int.random(in: 0..<open.count, using: &random)
            let to = Int.random(in: from...open.count, using: &random)
            let minutes = open[from..<to].count { $0 }
            let beginning = start + .minutes(from)
            let duration = level.openDuration(from: beginning, to: start + .minutes(to))
            #expect(duration == .minutes(minutes))
            guard minutes > 0, let last = open[from..<to].lastIndex(of: true) else { continue }
            let deadline = level.deadline(start: beginning, openMinutes: minutes)
            #expect(deadline == start + .minutes(last + 1))
        }
    }

    @Test(arguments: trials)
    func `a deadline is the first moment by which its minutes have passed`(trial: Trial) throws {
        var random = SeededGenerator(seed: trial.seed &+ 1000)
        let date = try #require(CivilDate(iso8601: trial.around))
        let calendar = randomCalendar(around: date, &random)
        let level = try ServiceLevel(calendar: calendar, zone: trial.zone)
        for _ in 0..<40 {
            let offset = Int64.random(in: -600_000_000...600_000_000, using: &random)
            let start = Instant(milliseconds: date.daysSinceEpoch * 86_400_000 + offset)
            let minutes = Int.random(in: 1...5000, using: &random)
            let deadline = level.deadline(start: start, openMinutes: minutes)
            #expect(level.openDuration(from: start, to: deadline) == .minutes(minutes))
            let justBefore = deadline - .milliseconds(1)
            #expect(level.openDuration(from: start, to: justBefore) < .minutes(minutes))
            #expect(level.remaining(until: deadline, at: start) == .minutes(minutes))
            let later = level.deadline(start: start + .milliseconds(1), openMinutes: minutes)
            #expect(deadline <= later)
        }
    }
}
