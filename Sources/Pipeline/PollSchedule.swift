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
    /// The feed's rhythm gives the time; what the feed and its server wish may lengthen it inside
    /// the operator's bounds and never shortens it. A moment at which the feed says that nothing
    /// new appears is put off, but no further than the longest time.
    public func next(
        afterSuccessAt now: Instant,
        feed: Feed.ID,
        habits: FeedHabits = FeedHabits(),
        freshFor freshness: Duration? = nil
    ) -> Instant {
        let wait = max(pace(of: habits, at: now), habits.interval ?? .zero, freshness ?? .zero)
        let next = now + spread(clamped(wait), feed)
        return min(habits.quiet.end(from: next), max(next, now + maximum))
    }

    /// The moment of the next poll after that many failures in a row, this one included: the usual
    /// time, doubled with each further failure.
    public func next(afterFailureAt now: Instant, feed: Feed.ID, failures: Int) -> Instant {
        let doublings = min(max(failures, 1) - 1, 16)
        let wait = usual * (1 << doublings)
        return now + spread(clamped(wait), feed)
    }

    // MARK: -

    /// An entry is found after an eighth of the usual time between entries, on average.
    private static let pollsInGap = 4
    /// A feed that seldom has something new is asked this much less often than usual, at most: a
    /// complaint in it is as urgent as anywhere.
    private static let longestInUsuals = 4

    /// The time between two polls that the feed's own rhythm asks for; the usual one where it has
    /// none.
    private func pace(of habits: FeedHabits, at now: Instant) -> Duration {
        guard let gap = habits.gap else { return usual }
        let silence = habits.newestAt.map { now - $0 } ?? .zero
        let wait = max(gap, silence) / Self.pollsInGap
        return min(clamped(wait), max(minimum, usual * Self.longestInUsuals))
    }

    private func clamped(_ wait: Duration) -> Duration {
        min(max(wait, minimum), maximum)
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
