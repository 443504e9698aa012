import Foundation
import Synchronization
import Testing

@testable import RecordStorage

/// Waiting for another process that changes the whole store.
@Suite(.enabled(if: Engine.server != nil))
struct SoleTurnTests {
    @Test func `whoever gets on is waited for, and the waiting is told once`() throws {
        let holder = try Holder(isWorking: true)
        var told: [String] = []
        let value = try holder.waiting.alone(waiting: { told.append($0) }, { 7 })
        #expect(value == 7)
        #expect(told.count == 1)
        #expect(told.first?.contains("process \(holder.pid)") == true)
        holder.end()
    }

    @Test func `whoever does nothing is not waited for without end, and is named`() throws {
        let holder = try Holder(isWorking: false)
        #expect {
            try holder.waiting.alone {}
        } throws: { error in
            guard case .busy(let words)? = error as? StoreError else { return false }
            return words.contains("process \(holder.pid)") && words.contains("done nothing")
        }
        // Nothing is left behind that would keep the next one out.
        holder.end()
        #expect(try holder.waiting.alone { 1 } == 1)
    }

    @Test func `two that wait do not take each other for work`() throws {
        let holder = try Holder(isWorking: false)
        let second = try holder.database()
        // The second waits on a thread of its own; the test waits here until that has ended.
        let ended = DispatchSemaphore(value: 0)
        Thread {
            // It gives up as the first one does.
            try? second.alone {}
            ended.signal()
        }.start()
        #expect(throws: StoreError.self) { try holder.waiting.alone {} }
        ended.wait()
        holder.end()
    }
}

/// A process that has a store to itself, and a database that waits for it.
private final class Holder: Sendable {
    let waiting: PostgreSQLDatabase
    private let whole: WholeStore
    private let process = Mutex("")
    // The test's own thread and the holder's wait for each other, neither of the cooperative pool:
    // for the turn to be held, for leave to end it, and for its end.
    private let isHeld = DispatchSemaphore(value: 0)
    private let mayEnd = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// Takes the turn; whoever works gives it back after longer than one waits for the idle.
    init(isWorking: Bool) throws {
        whole = try WholeStore(.postgreSQL)
        waiting = try Self.database(of: whole)
        let name = "holder-" + UUID().uuidString
        let (holder, worker) = (
            try Self.database(of: whole, named: name), try Self.database(of: whole, named: name)
        )
        Thread { [self] in
            // A failure shows as a waiter that waits for nobody.
            try? holder.read { connection in
                let lock = Dialect.postgreSQL.migrationLock ?? 0
                _ = try connection.rows(1, "SELECT pg_advisory_lock(\(lock))")
                let pid = try connection.rows(1, "SELECT CAST(pg_backend_pid() AS TEXT)")[0][0]
                if case .text(let pid) = pid { process.withLock { $0 = pid } }
                isHeld.signal()
                if isWorking {
                    _ = try worker.read { try $0.rows(1, "SELECT pg_sleep(1.5)") }
                } else {
                    mayEnd.wait()
                }
                _ = try connection.rows(1, "SELECT pg_advisory_unlock(\(lock))")
            }
            ended.signal()
        }.start()
        isHeld.wait()
    }

    /// The holder's process on the server.
    var pid: String { process.withLock(\.self) }

    /// Lets the turn end, and waits for that.
    func end() {
        mayEnd.signal()
        ended.wait()
    }

    /// Another database that waits.
    func database() throws -> PostgreSQLDatabase {
        try Self.database(of: whole)
    }

    private static func database(of whole: WholeStore, named name: String? = nil) throws
        -> PostgreSQLDatabase
    {
        guard case .postgreSQL(let address, _) = whole.address else { throw CancellationError() }
        return try PostgreSQLDatabase(
            address: address + (name.map { " application_name=\($0)" } ?? ""),
            password: nil,
            limits: .init(standstill: .milliseconds(500))
        )
    }
}
