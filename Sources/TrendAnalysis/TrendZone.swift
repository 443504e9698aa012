public import EarshotModel
import Foundation

/// A time zone of the IANA database, in which mentions are counted by hour, day, week or month.
public struct TrendZone: Sendable {
    /// The name in the IANA database, such as `Europe/Warsaw`.
    public let identifier: String

    private let zone: TimeZone

    /// Creates the zone of that IANA name; `nil` when nobody knows it.
    public init?(identifier: String) {
        guard !identifier.isEmpty, let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        self.zone = zone
    }

    /// The moment at which a day begins here.
    ///
    /// Where midnight does not exist that is the first moment behind it; where it exists twice, the
    /// last one from which the date does not go back. A day that the zone skipped begins with the
    /// next one.
    public func startOfDay(_ date: CivilDate) -> Instant {
        let midnight = date.daysSinceEpoch * CivilTime.day
        let reach = 2 * CivilTime.day
        let table = offsets(from: midnight - reach, to: midnight + reach)
        return Instant(seconds: table.startOfDay(date.daysSinceEpoch))
    }

    /// The date that the calendar on the wall shows at a moment.
    public func date(at moment: Instant) -> CivilDate {
        let local = moment.seconds + Int64(offset(at: moment.seconds))
        return CivilDate(daysSinceEpoch: CivilTime.days(in: local))
    }

    /// How many seconds local time is ahead of UTC at a Unix time.
    func offset(at seconds: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }

    /// Every change of the offset between two Unix times; the end is open.
    ///
    /// It looks every three hours and narrows each change down to its second: no zone has ever
    /// changed twice within three hours.
    func offsets(from start: Int64, to end: Int64) -> OffsetTable {
        let stride: Int64 = 3 * CivilTime.hour
        var table = OffsetTable(start: start, offset: offset(at: start), end: max(start, end))
        var known = start
        while known < table.end {
            let next = min(known + stride, table.end)
            let after = offset(at: next)
            if after != table.lastOffset {
                table.append(change(between: known, and: next, to: after), offset: after)
            }
            known = next
        }
        return table
    }

    private func change(between before: Int64, and after: Int64, to offset: Int) -> Int64 {
        var low = before
        var high = after
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if self.offset(at: middle) == offset { high = middle } else { low = middle }
        }
        return high
    }
}

/// Lengths of civil time in seconds.
enum CivilTime {
    static let hour: Int64 = 3600
    static let day: Int64 = 86400

    /// The number of the day in which a local Unix time lies.
    static func days(in local: Int64) -> Int64 {
        floored(local, to: day) / day
    }

    /// The greatest multiple of a unit that is not greater than the value.
    static func floored(_ value: Int64, to unit: Int64) -> Int64 {
        let rest = value % unit
        return value - (rest < 0 ? rest + unit : rest)
    }
}
