public import EarshotModel

/// One hour, day, week or month of a series.
public struct TrendBucket: Hashable, Sendable {
    /// The first moment.
    public let start: Instant
    /// The first moment that no longer belongs to it.
    public let end: Instant
    /// What people call it: `2026-03-29T02:00+02:00`, `2026-03-29`, `2026-W13`, `2026-03`.
    public let name: String
    /// Whether the period of the series covers only a part of it.
    public let isPartial: Bool
    /// The mentions published in it.
    public let counts: LabelCounts

    /// The net sentiment; `nil` when too few mentions were judged.
    public var net: NetSentiment? { NetSentiment(counts) }
}

extension TrendStep {
    /// What people call the bucket that begins at a local Unix time.
    func name(ofLocal local: Int64, offset: Int64) -> String {
        let date = CivilDate(daysSinceEpoch: CivilTime.days(in: local))
        switch self {
        case .hour:
            let inDay = local - date.daysSinceEpoch * CivilTime.day
            return "\(date.iso8601)T\(clock(inDay))\(offsetName(offset))"
        case .day: return date.iso8601
        case .week: return weekName(date)
        case .month: return String(date.iso8601.prefix(7))
        }
    }

    /// The week as ISO 8601 counts it: the year is the one in which its Thursday lies.
    private func weekName(_ monday: CivilDate) -> String {
        let thursday = monday.advanced(by: 3)
        guard let newYear = CivilDate(year: thursday.year, month: 1, day: 1) else {
            return monday.iso8601
        }
        let week = (thursday.daysSinceEpoch - newYear.daysSinceEpoch) / 7 + 1
        return "\(newYear.iso8601.prefix(4))-W\(twoDigits(week))"
    }

    private func offsetName(_ offset: Int64) -> String {
        (offset < 0 ? "-" : "+") + clock(abs(offset))
    }

    private func clock(_ seconds: Int64) -> String {
        "\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60))"
    }

    private func twoDigits(_ value: Int64) -> String {
        value < 10 ? "0\(value)" : String(value)
    }
}
