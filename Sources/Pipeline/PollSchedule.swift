public import EarshotModel

/// When a feed is asked again.
public struct PollSchedule: Hashable, Sendable {
    /// The shortest time between two polls of one feed.
    public let minimum: Duration
    /// The usual time.
    public let usual: Duration
    /// The longest time, also for a feed that fails.
    public let maximum: Duration

    /// Creates a schedule.
    public init(minimum: Duration, usual: Duration, maximum: Duration) {
        self.minimum = minimum
        self.usual = usual
        self.maximum = maximum
    }

    /// The moment of the next poll after one that went well.
    ///
    /// The feed's own wish may lengthen the time inside the operator's bounds, never shorten it
    /// below the usual one.
    public func next(afterSuccessAt now: Instant, feed: Feed.ID, wish: Duration?) -> Instant {
        let wait = max(usual, wish ?? usual)
        return now + spread(min(max(wait, minimum), maximum), feed)
    }

    /// The moment of the next poll after that many failures in a row, this one included: the usual
    /// time, doubled with each further failure.
    public func next(afterFailureAt now: Instant, feed: Feed.ID, failures: Int) -> Instant {
        let doublings = min(max(failures, 1) - 1, 16)
        let wait = usual * (1 << doublings)
        return now + spread(min(max(wait, minimum), maximum), feed)
    }

    /// Spreads feeds over a tenth of the time, inside the bounds; a feed always gets the same
    /// share, so that nothing here depends on chance.
    private func spread(_ wait: Duration, _ feed: Feed.ID) -> Duration {
        let mixed = UInt64(bitPattern: feed.rawValue) &* 0x9E37_79B9_7F4A_7C15
        let share = Double(mixed >> 40) / Double(1 << 24)
        let shift = Duration.milliseconds(Int64(Double(wait.milliseconds) * 0.1 * share))
        return wait + shift <= maximum ? wait + shift : max(minimum, wait - shift)
    }
}
