public import EarshotModel

/// When a clock stands still, and what becomes of two clocks when two cases become one.
public enum ClockRule {
    /// Whether a clock of this kind stands still while the case is in this state.
    ///
    /// Only the clock of the whole matter ever pauses: while we wait for the customer, and while
    /// the case is put off if the policy says so. Waiting for a colleague is our own time.
    public static func isPaused(
        _ metric: ClockMetric,
        in state: CaseState,
        snoozingPauses: Bool = false
    ) -> Bool {
        guard metric == .resolution else { return false }
        switch state {
        case .waitingCustomer: return true
        case .snoozed: return snoozingPauses
        case .new, .open, .waitingInternal, .resolved, .closed, .merged: return false
        }
    }

    /// The clock that goes on when cases are merged: the earliest start and the earliest deadline.
    public static func merged(_ left: RunningClock, _ right: RunningClock) -> RunningClock {
        RunningClock(
            start: min(left.start, right.start),
            deadline: min(left.deadline, right.deadline)
        )
    }
}

/// A promise that is still open.
public struct RunningClock: Hashable, Sendable {
    /// When it began to count.
    public let start: Instant
    /// When it is due.
    public let deadline: Instant

    /// Creates a clock.
    public init(start: Instant, deadline: Instant) {
        self.start = start
        self.deadline = deadline
    }
}
