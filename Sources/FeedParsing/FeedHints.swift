public import EarshotModel

/// What a feed says about how often and when it should be polled.
public struct FeedHints: Hashable, Sendable {
    /// The shortest useful time between two polls (`ttl`, `sy:updatePeriod`), when the feed says.
    public var interval: Duration?
    /// The hours of the day in UTC, 0 to 23, in which nothing new appears.
    public var skipHours: Set<Int>
    /// The days of the week in UTC on which nothing new appears.
    public var skipDays: Set<Weekday>

    /// Creates hints; what is not given was not said.
    public init(interval: Duration? = nil, skipHours: Set<Int> = [], skipDays: Set<Weekday> = []) {
        self.interval = interval
        self.skipHours = skipHours
        self.skipDays = skipDays
    }
}
