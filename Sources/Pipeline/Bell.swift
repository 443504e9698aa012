import Synchronization

/// Wakes one loop: rung by whoever has news for it, silent otherwise.
final class Bell: Sendable {
    private struct State {
        var hasRung = false
        var isStopped = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex<State>(State())

    /// Whether the loop was told to end.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Wakes the loop, now or at its next wait.
    func ring() {
        wake { $0.hasRung = true }
    }

    /// Tells the loop to end.
    func stop() {
        wake { state in
            state.isStopped = true
            state.hasRung = true
        }
    }

    /// Waits until somebody rings, at most that long.
    ///
    /// Returns at once when the bell rang since the last wait. One loop waits at a time.
    func wait(atMost limit: Duration) async {
        let alarm = Task { [self] in
            do {
                try await Task.sleep(for: limit)
                ring()
            } catch {
                // Cancelled, because the bell rang first.
            }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.hasRung { return true }
                    state.waiter = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            stop()
        }
        alarm.cancel()
        state.withLock { $0.hasRung = false }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}

/// A number that several tasks count up.
final class Tally: Sendable {
    private let count = Mutex(0)

    /// The number now.
    var value: Int { count.withLock { $0 } }

    /// Counts one up; the new number.
    func increment() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
