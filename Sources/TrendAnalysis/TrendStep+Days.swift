import EarshotModel

extension TrendStep {
    /// Whether a bucket begins on a day, given by its number from 1970-01-01.
    func begins(on day: Int64) -> Bool {
        let date = CivilDate(daysSinceEpoch: day)
        switch self {
        case .hour, .day: return true
        case .week: return date.weekday == .monday
        case .month: return date.day == 1
        }
    }

    /// The first day of the bucket that a day belongs to.
    func firstDay(of date: CivilDate) -> CivilDate {
        var day = date
        while !begins(on: day.daysSinceEpoch) { day = day.advanced(by: -1) }
        return day
    }
}
