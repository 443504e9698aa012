import EarshotModel
import Testing

@Suite struct FeedHabitsTests {
    private static let monday = Instant(rfc3339: "2026-03-02T09:30:00Z") ?? Instant(seconds: 0)

    @Test func `the gap is the mean time between the newest entries, whatever their order`() {
        let moments = [3, 0, 9, 6].map { Self.monday - .hours($0) }
        #expect(FeedHabits.gap(between: moments, at: Self.monday) == .hours(3))
        let years = (0..<500).map { Self.monday - .hours($0 < 20 ? $0 : $0 * 1000) }
        #expect(FeedHabits.gap(between: years, at: Self.monday) == .hours(1))
    }

    @Test func `too few dates, one date for all and dates to come show no gap`() {
        let now = Self.monday
        for moments in [
            [], [now, now - .hours(1)], [now, now, now, now],
            [now + .hours(1), now + .days(900), now, now - .hours(1)],
        ] {
            #expect(FeedHabits.gap(between: moments, at: now) == nil)
        }
    }

    @Test(arguments: [
        (29, Duration.hours(1), false), (31, .hours(1), true), (31, .days(10), false),
        (41, .days(10), true),
    ])
    func `a feed is silent after a month, or four of its gaps`(
        days: Int,
        gap: Duration,
        isSilent: Bool
    ) {
        let habits = FeedHabits(gap: gap, newestAt: Self.monday - .days(days))
        #expect(habits.isSilent(at: Self.monday) == isSilent)
        #expect(!FeedHabits(gap: gap).isSilent(at: Self.monday))
    }
}

@Suite struct QuietTimesTests {
    private static let monday = Instant(rfc3339: "2026-03-02T09:30:00Z") ?? Instant(seconds: 0)

    private func end(_ hours: Set<Int>, _ days: Set<Weekday> = []) -> Duration {
        QuietTimes(hours: hours, days: days).end(from: Self.monday) - Self.monday
    }

    @Test func `a quiet hour ends with the hour, and several in a row with the last`() {
        #expect(end([]) == .zero)
        #expect(end([8, 10]) == .zero)
        #expect(end([9]) == .minutes(30))
        #expect(end([9, 10, 12]) == .minutes(90))
        #expect(end(Set(9...23).union([0])) == .minutes(930))
    }

    @Test func `a quiet day ends at midnight UTC, and hours count on the day after`() {
        #expect(end([], [.monday]) == .minutes(870))
        #expect(end([], [.sunday]) == .zero)
        #expect(end([0], [.monday]) == .minutes(930))
        #expect(end([], [.monday, .tuesday, .thursday]) == .minutes(870) + .days(1))
    }

    @Test func `quiet all day or all week is not believed`() {
        #expect(end(Set(0..<24)) == .zero)
        #expect(end([], Set(Weekday.allCases)) == .zero)
        #expect(end([-1, 24, 99]) == .zero)
    }

    @Test func `what is stored comes back`() {
        let times = QuietTimes(hours: [0, 23], days: [.monday, .sunday])
        #expect(QuietTimes(hours: times.hours, days: times.days) == times)
        #expect(QuietTimes(hours: .max, days: .max).end(from: Self.monday) == Self.monday)
    }
}
