import Dispatch
import Foundation
import Synchronization

/// A few threads of the store's own on which blocking reads run, first come, first served.
final class StoreThreads: Sendable {
    private let waiting = Mutex<State>(State())
    // Blocks a thread of our own, never one of the cooperative pool.
    private let ready = DispatchSemaphore(value: 0)
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

    /// Ends the threads when what waits is done.
    func close() {
        waiting.withLock { $0.isClosed = true }
        for _ in 0..<count { ready.signal() }
    }

    private func run() {
        while true {
            ready.wait()
            let work = waiting.withLock { state in
                state.work.isEmpty ? nil : state.work.removeFirst()
            }
            guard let work else { return }
            work()
        }
    }
}
