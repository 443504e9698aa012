import EarshotModel
import EarshotTesting
import Testing

/// What holds for every moment, duration and day, tried on those by chance.
@Suite struct TimePropertyTests {
    @Test(arguments: 0..<10)
    func `moments and durations never trap, and what is in range is exact`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let start = Instant(milliseconds: random.anyInteger())
            let step = Duration.milliseconds(random.anyInteger())
            let end = start + step
            let (exact, overflow) = start.rawValue.addingReportingOverflow(step.milliseconds)
            #expect(overflow || end.rawValue == exact)
            #expect(step >= .zero ? end >= start : end <= start)
            let other = Instant(milliseconds: random.anyInteger())
            #expect((start - other > .zero) == (start > other))
            #expect(
                start - (start - other) == other || (start - other).milliseconds == .max
                    || (start - other).milliseconds == .min
            )
        }
    }

    @Test(arguments: 0..<10)
    func `whole seconds lie at most a second before their moment`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let moment = Instant(milliseconds: random.anyInteger())
            let rounded = Instant(seconds: moment.seconds)
            #expect(rounded <= moment || moment.rawValue == .min || rounded.rawValue == .min)
            #expect(moment.rawValue.subtractingReportingOverflow(rounded.rawValue).0 < 1000)
        }
    }

    @Test(arguments: 0..<10)
    func `a moment of four-digit years is written and read as itself, in order`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var written: [(Instant, String)] = []
        for _ in 0..<300 {
            let range: Range<Int64> = -62_167_219_200_000..<253_402_300_800_000
            let moment = Instant(milliseconds: Int64.random(in: range, using: &random))
            #expect(Instant(rfc3339: moment.rfc3339) == moment)
            written.append((moment, moment.rfc3339))
        }
        let byText = written.sorted { $0.1 < $1.1 }.map(\.0)
        #expect(byText == byText.sorted())
    }

    @Test(arguments: 0..<20)
    func `spoiled times are read as some moment or none, and never trap`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let text = random.spoiled([
                "2026-03-01T09:30:00Z", "2026-03-01 09:30:00.123+01:00", "9999-12-31T23:59:60Z",
                "0000-01-01T00:00:00-23:59", "",
            ])
            guard let moment = Instant(rfc3339: text) else { continue }
            #expect(Instant(rfc3339: moment.rfc3339) != nil, "\(text)")
        }
    }

    @Test(arguments: [
        ("2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00.000Z"),
        ("2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00.000Z"),
        ("2024-02-29T23:59:60Z", "2024-03-01T00:00:00.000Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("0000-01-01T00:00:00+00:00", "0000-01-01T00:00:00.000Z"),
    ])
    func `an offset moves the day, the month and the year`(text: String, utc: String) throws {
        #expect(try #require(Instant(rfc3339: text)).rfc3339 == utc)
    }

    @Test(arguments: 0..<10)
    func `any day number is a day, and the same day has that number`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let number = random.anyInteger()
            let date = CivilDate(daysSinceEpoch: number)
            #expect((1...12).contains(date.month) && (1...31).contains(date.day))
            #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
            #expect(CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date)
            if number.magnitude < 300_000_000_000 { #expect(date.daysSinceEpoch == number) }
        }
    }

    @Test(arguments: 0..<10)
    func `moving a day there and back ends where it began, a week later on the same weekday`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let days = Int.random(in: -1_000_000...1_000_000, using: &random)
            let date = CivilDate(daysSinceEpoch: Int64(days / 3))
            #expect(date.advanced(by: days).advanced(by: -days) == date)
            #expect(date.advanced(by: days * 7).weekday == date.weekday)
            #expect((date < date.advanced(by: days)) == (days > 0))
        }
    }

    @Test(arguments: 0..<20)
    func `spoiled days are read as the day they say or none`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let text = random.spoiled(["2026-03-01", "2024-02-29", "0000-12-31", "9999-01-01"])
            guard let date = CivilDate(iso8601: text) else { continue }
            #expect(date.iso8601 == text)
        }
    }

    @Test func `a year has its days, and a leap year one more`() throws {
        for year in [1900, 1999, 2000, 2024, 2026, 2100, 2400] {
            let first = try #require(CivilDate(year: year, month: 1, day: 1))
            let next = try #require(CivilDate(year: year + 1, month: 1, day: 1))
            let isLeap = CivilDate(year: year, month: 2, day: 29) != nil
            #expect(next.daysSinceEpoch - first.daysSinceEpoch == (isLeap ? 366 : 365))
            #expect(isLeap == [2000, 2024, 2400].contains(year))
        }
    }
}
