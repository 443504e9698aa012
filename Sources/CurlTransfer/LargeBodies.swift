import Synchronization

/// The budget for large bodies: only so many are in memory at one time, small ones are free.
///
/// Permits go to whoever waited longest. A holder never waits for a second one, so that nobody
/// waits for ever while holders come to an end.
public final class LargeBodies: Sendable {
    /// The largest body that needs no permit, in bytes after decompression.
    public static let freeBytes = 256 << 10

    private struct State {
        var free: Int
        var waiting: [Waiter] = []
        var lastNumber: UInt64 = 0

        /// Takes a free permit; none is free while somebody waits.
        mutating func grant() -> Bool {
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    /// A task in the queue; it hears whether it got a permit.
    private struct Waiter {
        let number: UInt64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private let permits: Int
    private let state: Mutex<State>

    /// Creates a budget of that many permits, at least one.
    public init(permits: Int = 4) {
        self.permits = max(1, permits)
        state = Mutex(State(free: max(1, permits)))
    }

    /// How many permits are held now.
    public var taken: Int { permits - state.withLock { $0.free } }

    /// How many tasks are in the queue.
    public var waiting: Int { state.withLock { $0.waiting.count } }

    /// A permit, if one is free; whoever waits in the queue has been given it before.
    public func take() -> LargeBodyPermit? {
        let isGranted = state.withLock { $0.grant() }
        return isGranted ? LargeBodyPermit(of: self) : nil
    }

    /// A permit, once it is this task's turn; `nil` when the time is over or the task cancelled.
    public func wait(atMost time: Duration) async -> LargeBodyPermit? {
        await withTaskGroup(of: LargeBodyPermit?.self) { group in
            group.addTask { [self] in await queue() }
            group.addTask {
                // Nothing is to be done when it is cut short: then the other task came first.
                try? await Task.sleep(for: time)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            guard first == nil else { return first }
            // It may have been granted in the very moment in which the time was over.
            return await group.next() ?? nil
        }
    }

    /// Takes a permit back, or hands it to the next in the queue.
    fileprivate func takeBack() {
        let next: Waiter? = state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.continuation.resume(returning: true)
    }

    // MARK: -

    private func queue() async -> LargeBodyPermit? {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    // A later cancellation finds the waiter: its handler needs our lock.
                    guard !Task.isCancelled else { return false }
                    guard !state.grant() else { return true }
                    state.waiting.append(Waiter(number: number, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            leave(number)
        }
        return isGranted ? LargeBodyPermit(of: self) : nil
    }

    private func leave(_ number: UInt64) {
        let left: Waiter? = state.withLock { state in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        left?.continuation.resume(returning: false)
    }
}

/// The leave to hold one large body; it goes back by itself with its last reference.
public final class LargeBodyPermit: Sendable {
    private let owner: LargeBodies
    private let isHeld = Atomic(true)

    fileprivate init(of owner: LargeBodies) {
        self.owner = owner
    }

    deinit {
        giveBack()
    }

    /// Gives the permit back, once: the body is no longer in memory.
    public func giveBack() {
        if isHeld.exchange(false, ordering: .acquiringAndReleasing) { owner.takeBack() }
    }
}
