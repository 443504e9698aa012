import Dispatch
import Foundation
import Synchronization

/// A few threads of our own on which parsing and judging run, beside the cooperative pool.
///
/// Hostile feeds so never keep the console, the health page or the watchdog waiting.
public final class WorkerThreads: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var head = 0
    }

    private let state = Mutex<State>(State())
    // Blocks threads of our own, never one of the cooperative pool.
    private let ready = DispatchSemaphore(value: 0)
    private let count: Int

    /// Starts that many threads; they end with `close`.
    public init(count: Int) {
        self.count = max(1, count)
        for number in 1...self.count {
            let thread = Thread { [self] in
                // Foundation drops a name that was given before the start.
                Thread.current.name = "worker-\(number)"
                Self.yieldToOthers()
                run()
            }
            thread.start()
        }
    }

    /// Runs a job on one of the threads, first come, first served.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        ready.signal()
    }

    /// Ends the threads when what waits is done; no job may come afterwards.
    public func close() {
        for _ in 0..<count { ready.signal() }
    }

    /// Gives this thread a low priority; where that is forbidden the usual one serves.
    private static func yieldToOthers() {
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
    }

    private func run() {
        while true {
            ready.wait()
            guard let job = next() else { return }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    private func next() -> UnownedJob? {
        state.withLock { state in
            guard state.head < state.jobs.count else { return nil }
            let job = state.jobs[state.head]
            state.head += 1
            if state.head > 1024 {
                state.jobs.removeFirst(state.head)
                state.head = 0
            }
            return job
        }
    }
}
