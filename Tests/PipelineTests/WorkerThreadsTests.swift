import Foundation
import Synchronization
import Testing

@testable import Pipeline

@Suite struct WorkerThreadsTests {
    @Test func `tasks run on threads of our own and not on the cooperative pool`() async {
        let workers = WorkerThreads(count: 2)
        let names = Names()
        await withDiscardingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask(executorPreference: workers) {
                    names.add(currentThreadName())
                }
            }
        }
        workers.close()
        #expect(names.all.isSubset(of: ["worker-1", "worker-2"]))
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

private final class Names: Sendable {
    private let names = Mutex<Set<String>>([])

    var all: Set<String> { names.withLock { $0 } }

    func add(_ name: String) {
        names.withLock { _ = $0.insert(name) }
    }
}

private func currentThreadName() -> String { Thread.current.name ?? "" }
