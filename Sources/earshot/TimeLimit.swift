import Dispatch
import Foundation
import Synchronization

/// Work that may block, on a thread of its own, and waited for only so long.
enum TimeLimit {
    /// What the work gives; `nil` when it takes longer, and then its thread goes on unheard.
    static func value<Value: Sendable>(
        within limit: Duration,
        of work: @escaping @Sendable () -> Value
    ) async -> Value? {
        await withCheckedContinuation { continuation in
            let answer = FirstAnswer(continuation)
            Thread.detachNewThread { answer.give(work()) }
            let patience = DispatchTimeInterval.milliseconds(
                Int(limit / .milliseconds(1))
            )
            DispatchQueue.global().asyncAfter(deadline: .now() + patience) { answer.give(nil) }
        }
    }
}

/// A continuation that the first of two answers resumes.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value?, Never>?>

    init(_ continuation: CheckedContinuation<Value?, Never>) {
        self.continuation = Mutex(continuation)
    }

    func give(_ value: Value?) {
        let waiting = continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(returning: value)
    }
}
