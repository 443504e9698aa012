/// How wide the buckets of a series are.
public enum TrendStep: String, CaseIterable, Codable, Sendable {
    /// An hour on the clock; where clocks change it may last shorter, and occur twice.
    case hour
    /// A day from midnight to midnight, 23 to 25 hours where clocks change.
    case day
    /// Seven days from Monday on.
    case week
    /// A month of the calendar.
    case month
}

extension TrendStep {
    /// The moments at which buckets begin: the last one not behind `start` up to the first one not
    /// before `end`, as Unix times.
    func boundaries(from start: Int64, to end: Int64, in zone: TrendZone) -> [Int64] {
        let table = zone.offsets(from: start - margin, to: end + margin)
        let all = self == .hour ? hours(in: table) : days(in: table)
        let first = max(all.partitioningIndex { $0 > start } - 1, 0)
        let last = min(all.partitioningIndex { $0 >= end }, all.count - 1)
        guard first <= last else { return [] }
        return Array(all[first...last])
    }

    /// The fewest seconds that a whole bucket lasts, to tell how many there may be.
    var leastSeconds: Int64 {
        switch self {
        case .hour: CivilTime.hour
        case .day: 23 * CivilTime.hour
        case .week: 7 * CivilTime.day - CivilTime.hour
        case .month: 28 * CivilTime.day - CivilTime.hour
        }
    }

    /// How far beyond its period a series must look to find whole buckets, in seconds.
    private var margin: Int64 {
        switch self {
        case .hour, .day: 3 * CivilTime.day
        case .week: 10 * CivilTime.day
        case .month: 34 * CivilTime.day
        }
    }

    private func hours(in table: OffsetTable) -> [Int64] {
        var all: [Int64] = []
        for segment in table.segments {
            all.append(segment.start)
            let local = CivilTime.floored(segment.localStart, to: CivilTime.hour)
            var next = local + CivilTime.hour - segment.offset
            while next < segment.end {
                all.append(next)
                next += CivilTime.hour
            }
        }
        return all
    }

    private func days(in table: OffsetTable) -> [Int64] {
        guard let first = table.segments.first, let last = table.segments.last else { return [] }
        var all: [Int64] = []
        let from = CivilTime.days(in: first.localStart) + 1
        let to = CivilTime.days(in: last.localEnd)
        guard from <= to else { return [] }
        for day in from...to where begins(on: day) {
            let start = table.startOfDay(day)
            // A day that the zone skipped (Samoa, 2011-12-30) begins with the next one.
            if all.last == start { continue }
            all.append(start)
        }
        return all
    }
}
