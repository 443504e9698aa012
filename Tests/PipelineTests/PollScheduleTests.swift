import EarshotModel
import Testing

@testable import Pipeline

@Suite struct PollScheduleTests {
    private static let now = Instant(rfc3339: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)
    private let schedule = PollSchedule(
        minimum: .minutes(5),
        usual: .minutes(30),
        maximum: .hours(24)
    )

    private func feed(_ number: Int) -> Feed.ID { Feed.ID(rawValue: Int64(number) * 7_919_777) }

    @Test(arguments: [nil, Duration.seconds(-5), .seconds(0), .minutes(1), .hours(2), .days(30)])
    func `after a success the wait lies between the usual and the longest, whatever is wished`(
        wish: Duration?
    ) {
        for number in 1...200 {
            let next = schedule.next(
                afterSuccessAt: Self.now,
                feed: feed(number),
                habits: FeedHabits(interval: wish),
                freshFor: wish
            )
            #expect(next >= Self.now + .minutes(30))
            #expect(next <= Self.now + .hours(24))
        }
    }

    @Test func `a feed's own wish lengthens the wait`() {
        let next = schedule.next(afterSuccessAt: Self.now, feed: feed(1), freshFor: .hours(3))
        #expect(next >= Self.now + .hours(3))
        #expect(next <= Self.now + .minutes(198))
    }

    @Test func `each failure in a row doubles the wait, up to the longest`() {
        let waits = (1...20).map { failures in
            schedule.next(afterFailureAt: Self.now, feed: feed(3), failures: failures) - Self.now
        }
        for (shorter, longer) in zip(waits, waits.dropFirst()).prefix(4) {
            #expect(longer > shorter * 1.9)
        }
        #expect(waits[0] >= .minutes(30))
        #expect(waits.allSatisfy { $0 <= .hours(24) })
        #expect((waits.last ?? .zero) > .hours(20))
    }

    @Test(arguments: [Int.min, -1, 0, 1, 64, Int.max])
    func `no number of failures traps`(failures: Int) {
        let next = schedule.next(afterFailureAt: Self.now, feed: feed(1), failures: failures)
        #expect(next > Self.now)
    }

    @Test func `feeds spread over a tenth of the time, each always with the same share`() {
        let moments = (1...500).map { number in
            schedule.next(afterSuccessAt: Self.now, feed: feed(number))
        }
        #expect(Set(moments).count > 400)
        #expect(moments.allSatisfy { $0 - Self.now <= .minutes(33) })
        let again = schedule.next(afterSuccessAt: Self.now, feed: feed(1))
        #expect(again == moments[0])
    }

    @Test func `where shortest and longest are the same, the wait is that`() {
        let rigid = PollSchedule(minimum: .minutes(1), usual: .minutes(1), maximum: .minutes(1))
        let next = rigid.next(afterFailureAt: Self.now, feed: feed(9), failures: 12)
        #expect(next == Self.now + .minutes(1))
    }

    @Test(arguments: [
        (Duration.minutes(8), Duration.minutes(5)), (.minutes(40), .minutes(10)),
        (.hours(2), .minutes(30)), (.hours(4), .hours(1)), (.days(1), .hours(2)),
        (.days(400), .hours(2)),
    ])
    func `a feed is asked four times in its usual gap, within the bounds`(
        gap: Duration,
        wait: Duration
    ) {
        let habits = FeedHabits(gap: gap, newestAt: Self.now)
        let next = schedule.next(afterSuccessAt: Self.now, feed: feed(1), habits: habits)
        #expect(next - Self.now >= wait)
        #expect(next - Self.now <= wait * 1.1)
    }

    @Test func `a feed that fell silent is asked less often, until it speaks again`() {
        let quick = FeedHabits(gap: .minutes(20), newestAt: Self.now - .minutes(10))
        let silent = FeedHabits(gap: .minutes(20), newestAt: Self.now - .days(9))
        let waits = [quick, silent].map {
            schedule.next(afterSuccessAt: Self.now, feed: feed(1), habits: $0) - Self.now
        }
        #expect(waits[0] <= .minutes(6))
        #expect(waits[1] >= .hours(2))
    }

    @Test func `quiet hours put a poll off, and no further than the longest time`() {
        // It is Monday, nine o'clock.
        let morning = FeedHabits(quiet: QuietTimes(hours: [9, 10, 11], days: []))
        let next = schedule.next(afterSuccessAt: Self.now, feed: feed(1), habits: morning)
        #expect(next == Self.now + .hours(3))
        let week = QuietTimes(hours: [], days: [.monday, .tuesday, .wednesday])
        let late = schedule.next(
            afterSuccessAt: Self.now,
            feed: feed(1),
            habits: FeedHabits(quiet: week)
        )
        #expect(late == Self.now + .hours(24))
    }

    @Test func `after all were asked at once their next polls lie apart`() {
        let moments = (1...1000).map { number in
            schedule.next(afterSuccessAt: Self.now, feed: feed(number))
        }
        let minutes = Dictionary(grouping: moments) { Int(($0 - Self.now) / .seconds(20)) }
        #expect(minutes.count >= 9)
        #expect(minutes.values.allSatisfy { $0.count < 200 })
    }
}
