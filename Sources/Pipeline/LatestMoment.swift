import EarshotModel
import Synchronization

/// The latest moment that was seen, to notice a clock that was set back.
final class LatestMoment: Sendable {
    private let latest = Mutex<Instant?>(nil)

    /// A step that is smaller comes from clocks being kept right, and puts off nothing for long.
    private static let smallStep = Duration.minutes(1)

    /// Notes a moment; whether it is the first, or lies well before one that was seen earlier.
    func isStepBack(to now: Instant) -> Bool {
        latest.withLock { latest in
            guard let known = latest, known - now <= Self.smallStep else {
                latest = now
                return true
            }
            latest = max(known, now)
            return false
        }
    }
}
