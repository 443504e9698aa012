import CaseRules
import EarshotModel
import Testing

/// Reads a moment from RFC 3339 text with an offset, so that tests show the local time.
func moment(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text), "\(text) is no moment")
}

/// The calendars of DOMAIN's golden vectors.
enum Calendars {
    static let officeHours = weekdays([(9, 0, 17, 0)])
    static let split = weekdays([(8, 0, 12, 0), (13, 30, 18, 0)])
    static let night = everyDay([(22, 0, 6, 0)])
    static let always = everyDay([(0, 0, 24, 0)])

    typealias Hours = (Int, Int, Int, Int)

    static func weekdays(_ hours: [Hours], holidays: [String] = []) -> BusinessCalendar {
        calendar(Weekday.allCases.dropLast(2), hours, holidays)
    }

    static func everyDay(_ hours: [Hours], holidays: [String] = []) -> BusinessCalendar {
        calendar(Weekday.allCases, hours, holidays)
    }

    static func sundays(_ hours: [Hours]) -> BusinessCalendar {
        calendar([.sunday], hours, [])
    }

    private static func calendar(
        _ days: some Sequence<Weekday>,
        _ hours: [Hours],
        _ holidays: [String]
    ) -> BusinessCalendar {
        let intervals = hours.map {
            BusinessCalendar.Interval(start: $0.0 * 60 + $0.1, end: $0.2 * 60 + $0.3)
        }
        return BusinessCalendar(
            week: Dictionary(uniqueKeysWithValues: days.map { ($0, intervals) }),
            holidays: holidays
        )
    }

    /// Every day of a span of years as a holiday.
    static func allDays(from first: String, through last: String) throws -> [String] {
        var day = try #require(CivilDate(iso8601: first))
        let end = try #require(CivilDate(iso8601: last))
        var days: [String] = []
        while day <= end {
            days.append(day.iso8601)
            day = day.advanced(by: 1)
        }
        return days
    }
}
