import Dispatch
import EarshotModel
import Synchronization
import Testing

@testable import RecordStorage

@Suite struct WriteQueueTests {
    @Test func `what staff do goes first and alone, what polls bring goes together`() {
        let line = Line()
        line.add("first", joining: false)
        for number in 0..<70 { line.add("poll\(number)", joining: true) }
        line.add("staff1", joining: false)
        line.add("staff2", joining: false)
        line.open()
        let batches = line.finished()
        #expect(batches.prefix(3) == [["first"], ["staff1"], ["staff2"]])
        #expect(batches.dropFirst(3).map(\.count) == [64, 6])
        #expect(batches.dropFirst(3).flatMap(\.self) == (0..<70).map { "poll\($0)" })
    }

    @Test func `writes of staff keep their order`() {
        let line = Line()
        for number in 0..<30 { line.add("\(number)", joining: false) }
        line.open()
        #expect(line.finished() == (0..<30).map { ["\($0)"] })
    }

    @Test func `the end waits for what was accepted, and refuses what comes later`() {
        let line = Line()
        for number in 0..<10 { line.add("\(number)", joining: number.isMultiple(of: 2)) }
        line.open()
        #expect(Set(line.finished().flatMap(\.self)) == Set((0..<10).map { "\($0)" }))
        #expect(!line.add("late", joining: false))
        #expect(!line.add("late", joining: true))
        #expect(!line.finished().flatMap(\.self).contains("late"))
    }

    @Test func `an empty queue ends at once`() {
        let line = Line()
        line.open()
        #expect(line.finished().isEmpty)
    }

    @Test func `of writes from many threads none is lost and none is run twice`() async {
        let line = Line()
        line.open()
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in 0..<100 {
                        line.add("\(worker)-\(number)", joining: !number.isMultiple(of: 7))
                    }
                }
            }
        }
        let done = line.finished()
        #expect(done.flatMap(\.self).count == 800)
        #expect(Set(done.flatMap(\.self)).count == 800)
        #expect(done.allSatisfy { (1...WriteQueue.groupLimit).contains($0.count) })
    }
}

/// A queue whose first transaction waits until the test opens the gate.
private final class Line: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let queue: WriteQueue
    private let log: Log

    init() {
        let log = Log()
        let gate = gate
        self.log = log
        queue = WriteQueue { batch in
            if log.isEmpty { gate.wait() }
            log.add(batch.map(\.actor.name))
            for write in batch { write.settle(nil) }
        }
    }

    @discardableResult
    func add(_ name: String, joining: Bool) -> Bool {
        queue.add(Named(actor: .engine(name)), joining: joining)
    }

    func open() {
        gate.signal()
    }

    /// Ends the queue; the transactions that it ran.
    func finished() -> [[String]] {
        queue.close()
        return log.batches
    }
}

private final class Log: Sendable {
    private let entries = Mutex<[[String]]>([])

    var batches: [[String]] { entries.withLock { $0 } }
    var isEmpty: Bool { batches.isEmpty }

    func add(_ names: [String]) {
        entries.withLock { $0.append(names) }
    }
}

/// A write that does nothing.
private struct Named: PendingWrite {
    let actor: Actor

    func attempt(in session: Session) throws {}
    func settle(_ error: (any Error)?) {}
}
