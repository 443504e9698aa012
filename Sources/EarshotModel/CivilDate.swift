/// A day of the proleptic Gregorian calendar, without a zone.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// The year, astronomically numbered (0 is 1 BC), within a thousand million years.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// Creates a day; `nil` when the month or the day does not exist or the year is out of range.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Creates the day that many days after 1970-01-01, clamped to the range of years.
    ///
    /// Arithmetic on eras of 400 years, as in H. Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", section `civil_from_days`.
    public init(daysSinceEpoch: Int64) {
        let days = min(max(daysSinceEpoch, -Self.farthestDay), Self.farthestDay)
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01; negative before it.
    public var daysSinceEpoch: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    /// The day of the week.
    public var weekday: Weekday {
        let index = (daysSinceEpoch % 7 + 7 + 3) % 7
        return Weekday.allCases[Int(index)]
    }

    /// The day that many days later, or earlier when negative, clamped to the range of years.
    public func advanced(by days: Int) -> CivilDate {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(Int64(days))
        return CivilDate(daysSinceEpoch: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// The day as `2026-03-01`; years beyond four digits have more, years before 0 a minus sign.
    public var iso8601: String {
        func padded(_ value: Int, _ width: Int) -> String {
            let text = String(value.magnitude)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let sign = year < 0 ? "-" : ""
        return "\(sign)\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Reads a day written as `2026-03-01`; `nil` for anything else.
    public init?(iso8601 text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Self.number(parts[0], width: 4),
            let month = Self.number(parts[1], width: 2), let day = Self.number(parts[2], width: 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Whether the left day is before the right one.
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private static let years = -1_000_000_000...1_000_000_000
    /// Just within the range of years on either side.
    private static let farthestDay: Int64 = 365_000_000_000

    private static func number(_ digits: some Collection<UInt8>, width: Int) -> Int? {
        guard digits.count == width,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A day of the week; the week begins on Monday (ISO 8601).
public enum Weekday: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    /// Monday, the first day of the week.
    case monday
    /// Tuesday.
    case tuesday
    /// Wednesday.
    case wednesday
    /// Thursday.
    case thursday
    /// Friday.
    case friday
    /// Saturday.
    case saturday
    /// Sunday, the last day of the week.
    case sunday
}
