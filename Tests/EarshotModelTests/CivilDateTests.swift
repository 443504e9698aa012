import EarshotModel
import Testing

@Suite struct CivilDateTests {
    @Test(
        arguments: [
            ("1970-01-01", 0, .thursday), ("1969-12-31", -1, .wednesday),
            ("2000-02-29", 11016, .tuesday), ("2026-11-24", 20781, .tuesday),
            ("2026-11-29", 20786, .sunday), ("0000-01-01", -719_528, .saturday),
            ("9999-12-31", 2_932_896, .friday),
        ] as [(String, Int64, Weekday)]
    )
    func `a day has its number and its weekday`(
        text: String,
        number: Int64,
        weekday: Weekday
    ) throws {
        let date = try #require(CivilDate(iso8601: text))
        #expect(date.daysSinceEpoch == number)
        #expect(date.weekday == weekday)
        #expect(date.iso8601 == text)
    }

    @Test func `every day of a century follows the day before`() throws {
        var date = try #require(CivilDate(year: 1995, month: 1, day: 1))
        var number = date.daysSinceEpoch
        while date.year < 2105 {
            let next = date.advanced(by: 1)
            number += 1
            #expect(date < next)
            #expect(next.daysSinceEpoch == number)
            #expect(CivilDate(year: next.year, month: next.month, day: next.day) == next)
            #expect(CivilDate(iso8601: next.iso8601) == next)
            date = next
        }
    }

    @Test(arguments: [(2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1)])
    func `a day that does not exist is none`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
        #expect(CivilDate(year: year, month: 1, day: 0) == nil)
    }

    @Test(arguments: [
        "", "2026", "2026-3-01", "2026-03-1", "26-03-01", "2026-03-01-", "2026-03-01T00:00",
        "+026-03-01", "2026-+3-01", "2026-03-+1", "-026-03-01", "2026/03/01", "2026-03-32",
        "２０２６-03-01", "2026-03-0\u{661}", "2026-03-01\n",
    ])
    func `text in any other form is no day`(text: String) {
        #expect(CivilDate(iso8601: text) == nil)
    }

    @Test func `far days are clamped and never trap`() throws {
        let last = CivilDate(daysSinceEpoch: .max)
        let first = CivilDate(daysSinceEpoch: .min)
        #expect(CivilDate(daysSinceEpoch: last.daysSinceEpoch) == last)
        #expect(CivilDate(daysSinceEpoch: first.daysSinceEpoch) == first)
        #expect(last.advanced(by: .max) == last)
        #expect(first.advanced(by: .min) == first)
        #expect(CivilDate(year: .max, month: 1, day: 1) == nil)
        #expect(CivilDate(year: .min, month: 1, day: 1) == nil)
        #expect(first < last)
    }

    @Test func `a year before 0 has a minus sign in front`() throws {
        let date = try #require(CivilDate(year: -44, month: 3, day: 15))
        #expect(date.iso8601 == "-0044-03-15")
        #expect(CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date)
    }
}
