/// Why no series can be made of a period.
public enum TrendError: Error, Hashable, Sendable {
    /// The period ends before it begins, or lies outside the years 1 to 9999.
    case emptyPeriod
    /// The period is longer than a series may be.
    case periodTooLong(years: Int)
    /// The steps are so narrow that the series would have more buckets than it may.
    case tooManyBuckets(limit: Int)
    /// The text is neither a span nor a date; the payload is the text.
    case notAPeriod(String)
    /// The period would begin in the future; the payload is the text.
    case inTheFuture(String)
}

extension TrendError: CustomStringConvertible {
    /// The mistake as a sentence for whoever asked.
    public var description: String {
        switch self {
        case .emptyPeriod:
            "the period is empty"
        case .periodTooLong(let years):
            "the period is longer than \(years) years"
        case .tooManyBuckets(let limit):
            "the steps are too narrow: more than \(limit) of them; choose wider ones"
        case .notAPeriod(let text):
            "\"\(text)\" is no period: write a span such as 48h, 30d, 12w, 6m or 1y, "
                + "or a date such as 2026-03-01"
        case .inTheFuture(let text):
            "\"\(text)\" lies in the future"
        }
    }
}
