import Synchronization

/// What happened so far, in order; a test waits for the next thing instead of sleeping.
public final class Journal<Element: Sendable>: Sendable {
    private struct Waiter: Sendable {
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State: Sendable {
        var elements: [Element] = []
        var waiters: [Int: Waiter] = [:]
        var lastWaiter = 0

        /// Takes out whoever waits for no more than there is.
        mutating func satisfied() -> [Waiter] {
            let numbers = waiters.filter { $0.value.count <= elements.count }.map(\.key)
            return numbers.compactMap { waiters.removeValue(forKey: $0) }
        }
    }

    private let state = Mutex(State())

    /// Creates an empty journal.
    public init() {}

    /// Everything that happened so far.
    public var elements: [Element] { state.withLock(\.elements) }

    /// Notes one more thing.
    public func append(_ element: Element) {
        let waiters = state.withLock { state in
            state.elements.append(element)
            return state.satisfied()
        }
        waiters.forEach { $0.continuation.resume() }
    }

    /// Waits until so many things have happened and gives them.
    ///
    /// When the task is cancelled, as a test's time limit does, it gives what there is.
    public func first(_ count: Int) async -> [Element] {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard state.elements.count < count, !Task.isCancelled else { return false }
                    state.waiters[number] = Waiter(count: count, continuation: continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume()
        }
        return Array(elements.prefix(count))
    }
}
