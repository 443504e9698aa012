public import EarshotModel
import FeedParsing

extension Instant {
    /// Reads a date that somebody typed, the year first or the month by its name, in UTC unless it
    /// says otherwise; `nil` for anything else.
    public init?(writtenDate text: String) {
        guard ReviewReader.numbers(in: text) == nil, let date = FeedDate(text) else { return nil }
        self = date.instant
    }
}
