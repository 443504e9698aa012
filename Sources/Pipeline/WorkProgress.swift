public import EarshotModel
import Synchronization

/// What the parts of the daemon last got done; the watchdog is fed from it, so that a daemon that
/// hangs is not kept alive by a timer.
public final class WorkProgress: Sendable {
    /// A part whose standstill means that the daemon hangs.
    public enum Part: String, CaseIterable, Sendable {
        /// The loop that claims feeds.
        case poller
        /// The store's writing thread.
        case writer
    }

    private let clock: @Sendable () -> Instant
    private let last: Mutex<[Part: Instant]>

    /// Creates a record in which every part has just moved.
    public init(clock: @escaping @Sendable () -> Instant) {
        self.clock = clock
        let now = clock()
        last = Mutex(Dictionary(uniqueKeysWithValues: Part.allCases.map { ($0, now) }))
    }

    /// Notes that a part got something done.
    public func advance(_ part: Part) {
        let now = clock()
        last.withLock { $0[part] = now }
    }

    /// The parts that have not moved for longer than that.
    public func stalled(for limit: Duration) -> [Part] {
        let now = clock()
        return last.withLock { last in
            Part.allCases.filter { part in last[part].map { now - $0 > limit } ?? false }
        }
    }
}
