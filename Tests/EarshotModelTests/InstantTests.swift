import EarshotModel
import Testing

@Suite struct InstantTests {
    @Test(
        arguments: [
            (0, 0), (999, 0), (1000, 1), (-1, -1), (-1000, -1), (-1001, -2),
            (.max, 9_223_372_036_854_775), (.min, -9_223_372_036_854_776),
        ] as [(Int64, Int64)]
    )
    func `seconds are rounded down on both sides of the epoch`(milliseconds: Int64, seconds: Int64)
    {
        #expect(Instant(milliseconds: milliseconds).seconds == seconds)
    }

    @Test(
        arguments: [
            (5, 5000), (-5, -5000), (.max, .max), (.min, .min),
            (9_223_372_036_854_775, 9_223_372_036_854_775_000),
        ] as [(Int64, Int64)]
    )
    func `seconds beyond the range become its end`(seconds: Int64, milliseconds: Int64) {
        #expect(Instant(seconds: seconds).rawValue == milliseconds)
    }

    @Test func `a duration moves a moment there and back`() {
        let start = Instant(milliseconds: 1_764_000_000_123)
        #expect(start + .minutes(90) == Instant(milliseconds: 1_764_005_400_123))
        #expect(start + .minutes(90) - .minutes(90) == start)
        #expect(start - .hours(2) == start + .hours(-2))
        #expect((start + .days(3)) - start == .days(3))
        #expect(start - (start + .days(3)) == .days(-3))
    }

    @Test func `arithmetic stops at the ends of the range`() {
        let first = Instant(milliseconds: .min)
        let last = Instant(milliseconds: .max)
        #expect(last + .milliseconds(1) == last)
        #expect(first - .milliseconds(1) == first)
        #expect(first + .milliseconds(Int64.min) == first)
        #expect(last - .milliseconds(Int64.min) == last)
        #expect(last + .seconds(Int.max) == last)
        #expect(last - first == .milliseconds(Int64.max))
        #expect(first - last == .milliseconds(Int64.min))
    }

    @Test func `moments are ordered as time passes`() {
        let moments = [5, -7, 0, 3].map { Instant(milliseconds: $0) }
        #expect(moments.sorted().map(\.rawValue) == [-7, 0, 3, 5])
        #expect(Instant(rawValue: 3) == Instant(milliseconds: 3))
    }
}

@Suite struct DurationTests {
    @Test(
        arguments: [
            (.seconds(2), 2000), (.milliseconds(-1), -1), (.microseconds(1999), 1),
            (.microseconds(-1999), -1), (.zero, 0), (.seconds(Int64.max), .max),
            (.seconds(Int64.min), .min), (.milliseconds(Int64.max), .max),
            (.milliseconds(Int64.min), .min),
        ] as [(Duration, Int64)]
    )
    func `milliseconds are cut toward zero and clamped`(duration: Duration, milliseconds: Int64) {
        #expect(duration.milliseconds == milliseconds)
    }

    @Test func `minutes, hours and days are whole seconds`() {
        #expect(Duration.minutes(3) == .seconds(180))
        #expect(Duration.hours(-2) == .seconds(-7200))
        #expect(Duration.days(14) == .seconds(1_209_600))
    }

    @Test(arguments: [Int.max, Int.min])
    func `a number too large for seconds is clamped`(count: Int) {
        let limit = Duration.seconds(count)
        #expect(Duration.minutes(count) == limit)
        #expect(Duration.hours(count) == limit)
        #expect(Duration.days(count) == limit)
    }
}
