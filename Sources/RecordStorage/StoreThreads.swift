import Dispatch
import Foundation
import Synchronization

/// A few threads of the store's own on which blocking reads run, first come, first served.
final class StoreThreads: Sendable {
    private let waiting = Mutex<State>(State())
    // Blocks a thread of our own, never one of the cooperative pool.
    private let ready = DispatchSemaphore(value: 0)
    // Whoever closes the store waits here until every thread has ended.
    private let ended = DispatchSemaphore(value: 0)
    private let count: Int

    private struct State {
        var work: [@Sendable () -> Void] = []
        var isClosed = false
    }

    /// Starts that many threads; they end with `close`.
    init(count: Int, name: String) {
        self.count = count
        for number in 1...count {
            let thread = Thread { [self] in run() }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    /// Runs the body on one of the threads.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            let isAccepted = waiting.withLock { state in
                guard !state.isClosed else { return false }
                state.work.append { continuation.resume(with: Result(catching: body)) }
                return true
            }
            guard isAccepted else { return continuation.resume(throwing: StoreError.closed) }
            ready.signal()
        }
    }

    /// Refuses further work and returns when what waits is done and the threads have ended.
    func close() {
        let isFirst = waiting.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        if isFirst {
            for _ in 0..<count { ready.signal() }
        }
        for _ in 0..<count { ended.wait() }
        // For whoever else waits for the same end.
        for _ in 0..<count { ended.signal() }
    }

    private func run() {
        while true {
            ready.wait()
            let work = waiting.withLock { state in
                state.work.isEmpty ? nil : state.work.removeFirst()
            }
            guard let work else {
                ended.signal()
                return
            }
            work()
        }
    }
}
