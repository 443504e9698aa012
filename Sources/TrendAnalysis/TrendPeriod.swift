public import EarshotModel

/// A stretch of time up to now, as people ask for it.
public struct TrendPeriod: Hashable, Sendable {
    /// The longest period of a series, in years.
    static let mostYears = 100

    /// The first moment.
    public let start: Instant
    /// The first moment that no longer belongs to it.
    public let end: Instant

    /// Creates a period; a series refuses it when it is empty.
    public init(start: Instant, end: Instant) {
        self.start = start
        self.end = end
    }

    /// Reads a span such as `48h`, `30d`, `12w`, `6m`, `1y`, or the first day, such as
    /// `2026-03-01`.
    ///
    /// A span counts hours, days, weeks from Monday, months or years of the calendar in a zone; the
    /// running one is the last of them, so `1d` is today since midnight. The period ends behind
    /// `now`.
    public init(since text: String, now: Instant, zone: TrendZone) throws(TrendError) {
        let end = now + .milliseconds(1)
        if let date = CivilDate(iso8601: text) {
            guard date <= zone.date(at: now) else { throw .inTheFuture(text) }
            self.init(start: zone.startOfDay(date), end: end)
        } else {
            guard let span = Span(text) else { throw .notAPeriod(text) }
            guard span.years <= Self.mostYears else { throw .periodTooLong(years: Self.mostYears) }
            self.init(start: span.start(now: now, zone: zone), end: end)
        }
    }
}

/// A number of hours, days, weeks, months or years.
private struct Span {
    private enum Unit: Character {
        case hour = "h"
        case day = "d"
        case week = "w"
        case month = "m"
        case year = "y"
    }

    private let count: Int
    private let unit: Unit

    init?(_ text: String) {
        guard let last = text.last, let unit = Unit(rawValue: last),
            text.utf8.dropLast().allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(text.dropLast()), count > 0
        else { return nil }
        self.count = count
        self.unit = unit
    }

    /// The whole years in the span.
    var years: Int {
        switch unit {
        case .hour: count / (24 * 366)
        case .day: count / 366
        case .week: count / 53
        case .month: count / 12
        case .year: count
        }
    }

    /// The beginning of the first of `count` units, the last of which is running now.
    func start(now: Instant, zone: TrendZone) -> Instant {
        let today = zone.date(at: now)
        switch unit {
        case .hour:
            let offset = Int64(zone.offset(at: now.seconds))
            let local = CivilTime.floored(now.seconds + offset, to: CivilTime.hour)
            return Instant(seconds: local - offset - Int64(count - 1) * CivilTime.hour)
        case .day:
            return zone.startOfDay(today.advanced(by: 1 - count))
        case .week:
            let monday = TrendStep.week.firstDay(of: today)
            return zone.startOfDay(monday.advanced(by: 7 * (1 - count)))
        case .month:
            return zone.startOfDay(firstDay(monthsBack: count - 1, from: today))
        case .year:
            return zone.startOfDay(
                firstDay(monthsBack: (count - 1) * 12 + today.month - 1, from: today)
            )
        }
    }

    private func firstDay(monthsBack: Int, from today: CivilDate) -> CivilDate {
        let months = today.year * 12 + today.month - 1 - monthsBack
        let year = months >= 0 ? months / 12 : (months - 11) / 12
        return CivilDate(year: year, month: months - year * 12 + 1, day: 1) ?? today
    }
}
