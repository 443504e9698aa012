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
            let next = schedule.next(afterSuccessAt: Self.now, feed: feed(number), wish: wish)
            #expect(next >= Self.now + .minutes(30))
            #expect(next <= Self.now + .hours(24))
        }
    }

    @Test func `a feed's own wish lengthens the wait`() {
        let next = schedule.next(afterSuccessAt: Self.now, feed: feed(1), wish: .hours(3))
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
            schedule.next(afterSuccessAt: Self.now, feed: feed(number), wish: nil)
        }
        #expect(Set(moments).count > 400)
        #expect(moments.allSatisfy { $0 - Self.now <= .minutes(33) })
        let again = schedule.next(afterSuccessAt: Self.now, feed: feed(1), wish: nil)
        #expect(again == moments[0])
    }

    @Test func `where shortest and longest are the same, the wait is that`() {
        let rigid = PollSchedule(minimum: .minutes(1), usual: .minutes(1), maximum: .minutes(1))
        let next = rigid.next(afterFailureAt: Self.now, feed: feed(9), failures: 12)
        #expect(next == Self.now + .minutes(1))
    }
}
