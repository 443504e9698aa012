import Dispatch
import EarshotModel
import Foundation
import Synchronization

/// Puts writes in order on one thread: what staff do goes first and alone, what polls bring is
/// committed together, up to `groupLimit` at a time or what comes within `groupWindow`.
final class WriteQueue: Sendable {
    /// The most poll results in one transaction.
    static let groupLimit = 64
    /// How long the first poll result waits for others.
    static let groupWindow = DispatchTimeInterval.milliseconds(20)

    private struct State {
        var urgent: [any PendingWrite] = []
        var joined: [any PendingWrite] = []
        var isClosed = false
    }

    private let state = Mutex<State>(State())
    // Counts the writes that wait; blocks only the writer's own thread.
    private let waiting = DispatchSemaphore(value: 0)
    // Whoever closes the store waits here until the writer's thread has written all and ended.
    private let finished = DispatchSemaphore(value: 0)
    private let commit: @Sendable ([any PendingWrite]) -> Void

    /// Starts the thread; `commit` runs one transaction over the writes and settles each of them.
    init(commit: @escaping @Sendable ([any PendingWrite]) -> Void) {
        self.commit = commit
        let thread = Thread { [self] in run() }
        thread.name = "store-writer"
        thread.start()
    }

    /// Adds a write; false when the queue is closed.
    func add(_ write: any PendingWrite, joining: Bool) -> Bool {
        let isAccepted = state.withLock { state in
            guard !state.isClosed else { return false }
            if joining { state.joined.append(write) } else { state.urgent.append(write) }
            return true
        }
        if isAccepted { waiting.signal() }
        return isAccepted
    }

    /// Refuses further writes and returns when those that wait are done.
    func close() {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        if isFirst { waiting.signal() }
        finished.wait()
        // For whoever else waits for the same end.
        finished.signal()
    }

    private func run() {
        while true {
            waiting.wait()
            let batch = nextBatch()
            guard !batch.isEmpty else {
                finished.signal()
                return
            }
            commit(batch)
        }
    }

    /// The writes of the next transaction; empty when closed and done.
    ///
    /// One unit of `waiting` has been taken for the first of them; each further one takes its own.
    private func nextBatch() -> [any PendingWrite] {
        let urgent = state.withLock { state in
            state.urgent.isEmpty ? nil : state.urgent.removeFirst()
        }
        if let urgent { return [urgent] }
        let deadline = DispatchTime.now() + Self.groupWindow
        var count = 1
        // In a hurry it takes what is there already, and waits for nothing more.
        while count < Self.groupLimit,
            waiting.wait(timeout: mustHurry ? .now() : deadline) == .success
        {
            count += 1
        }
        return state.withLock { state in
            let size = min(count, state.joined.count)
            // A unit taken for an urgent write, or for the end, is given back.
            for _ in size..<max(size, count) where size > 0 { waiting.signal() }
            defer { state.joined.removeFirst(size) }
            return Array(state.joined.prefix(size))
        }
    }

    private var mustHurry: Bool {
        state.withLock { !$0.urgent.isEmpty || $0.isClosed }
    }
}

/// A write that waits for its transaction.
protocol PendingWrite: Sendable {
    /// Does the work inside the transaction; may be called again when the engine asks for it.
    func attempt(in session: Session) throws

    /// Who acts.
    var actor: Actor { get }

    /// Tells whoever waits: done when there is no error.
    func settle(_ error: (any Error)?)
}
