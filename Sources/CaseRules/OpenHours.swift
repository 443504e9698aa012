import EarshotModel

/// The open time of a calendar in its zone, as a sequence of moments.
struct OpenHours: Sendable {
    let zone: LocalZone
    /// The open intervals of each day of the week from Monday, by their start, in seconds.
    let week: [[Interval]]
    /// The closed days, as days since 1970-01-01.
    let holidays: Set<Int64>

    /// An interval in seconds from a day's midnight; the end lies after the start.
    struct Interval: Hashable, Sendable {
        let start: Int64
        let end: Int64

        var passesMidnight: Bool { end > OpenHours.day }
    }

    static let day: Int64 = 86400

    /// Creates the open hours of a calendar that `PolicyCheck` has no objection to.
    init(calendar: BusinessCalendar, zone: LocalZone) {
        self.zone = zone
        week = Weekday.allCases.map { weekday in
            calendar.week[weekday, default: []].map(Interval.init).sorted { $0.start < $1.start }
        }
        holidays = Set(calendar.holidays.compactMap { CivilDate(iso8601: $0)?.daysSinceEpoch })
    }

    /// The open time between two moments in milliseconds, in order and without overlap.
    func spans(from start: Int64, to end: Int64) -> OpenSpans {
        OpenSpans(hours: self, start: start, end: end)
    }

    /// The day on the zone's calendar at a moment in milliseconds.
    func localDay(at milliseconds: Int64) -> Int64 {
        floorDivide(zone.localTime(at: floorDivide(milliseconds, by: 1000)), by: Self.day)
    }

    func intervals(onDay day: Int64) -> [Interval] {
        let weekday = floorRemainder(day + 3, by: 7)
        return week[Int(weekday)]
    }

    /// One interval of one day in milliseconds, less the holidays; `nil` when nothing is left.
    func span(of interval: Interval, onDay day: Int64) -> Range<Int64>? {
        let isHoliday = holidays.contains(day)
        if isHoliday && !interval.passesMidnight { return nil }
        let midnight = day * Self.day
        let start = zone.beginning(of: isHoliday ? midnight + Self.day : midnight + interval.start)
        // A closing at midnight may lie behind it too, where the clocks show midnight twice.
        let isCut = interval.end >= Self.day && holidays.contains(day + 1)
        let end =
            isCut
            ? zone.beginning(of: midnight + Self.day)
            : zone.end(of: midnight + interval.end)
        return start < end ? start * 1000..<end * 1000 : nil
    }
}

extension OpenHours.Interval {
    init(_ interval: BusinessCalendar.Interval) {
        let end = interval.end > interval.start ? interval.end : interval.end + 1440
        self.init(start: Int64(interval.start) * 60, end: Int64(end) * 60)
    }
}

/// The open time between two moments; closed days cost a look at the calendar and nothing else.
struct OpenSpans: Sequence, IteratorProtocol {
    private let hours: OpenHours
    private let end: Int64
    private let lastDay: Int64
    private var day: Int64
    private var index = 0
    /// Everything before this moment has been given already.
    private var covered: Int64

    init(hours: OpenHours, start: Int64, end: Int64) {
        self.hours = hours
        self.end = end
        covered = start
        // An interval that began two days ago may reach into today where clocks skipped a day.
        day = hours.localDay(at: start) - 2
        lastDay = hours.localDay(at: end)
    }

    mutating func next() -> Range<Int64>? {
        while day <= lastDay {
            let intervals = hours.intervals(onDay: day)
            while index < intervals.count {
                let span = hours.span(of: intervals[index], onDay: day)
                index += 1
                if let span, let piece = clipped(span) { return piece }
            }
            day += 1
            index = 0
        }
        return nil
    }

    private mutating func clipped(_ span: Range<Int64>) -> Range<Int64>? {
        let start = Swift.max(span.lowerBound, covered)
        let stop = Swift.min(span.upperBound, end)
        guard start < stop else { return nil }
        covered = stop
        return start..<stop
    }
}

/// The quotient rounded down, also for negative numbers; the divisor is positive.
func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

/// The remainder from 0, also for negative numbers; the divisor is positive.
func floorRemainder(_ value: Int64, by divisor: Int64) -> Int64 {
    value - floorDivide(value, by: divisor) * divisor
}
