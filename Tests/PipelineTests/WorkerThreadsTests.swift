import Dispatch
import Testing

@testable import Pipeline

@Suite struct WorkerThreadsTests {
    @Test func `work that blocks the workers leaves the cooperative pool free`() async {
        let workers = WorkerThreads(count: 2)
        let gate = DispatchSemaphore(value: 0)
        let blocked = (0..<16).map { _ in
            Task(executorPreference: workers) { waitInLine(at: gate) }
        }
        let others = (0..<16).map { number in Task.detached { number } }
        for (number, other) in others.enumerated() { #expect(await other.value == number) }
        for _ in blocked { gate.signal() }
        for task in blocked { #expect(await task.value, "it waited for the pool") }
        workers.close()
    }

    @Test(arguments: [-3, 0, 1, 3])
    func `every job is done, however few threads there are`(count: Int) async {
        let workers = WorkerThreads(count: count)
        let tally = Tally()
        await withDiscardingTaskGroup { group in
            for _ in 0..<3_000 {
                group.addTask(executorPreference: workers) { _ = tally.increment() }
            }
        }
        workers.close()
        #expect(tally.value == 3_000)
    }

    @Test func `what waits is done before the threads end`() async {
        let workers = WorkerThreads(count: 1)
        let tally = Tally()
        let tasks = (0..<100).map { _ in
            Task(executorPreference: workers) { tally.increment() }
        }
        workers.close()
        for task in tasks { _ = await task.value }
        #expect(tally.value == 100)
    }
}

/// Blocks the thread until the gate opens; false when it never does.
private func waitInLine(at gate: DispatchSemaphore) -> Bool {
    gate.wait(timeout: .now() + .seconds(600)) == .success
}
