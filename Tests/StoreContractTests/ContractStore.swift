import EarshotModel
import Synchronization

@testable import RecordStorage

/// A store in a place of its own, on a clock that the test moves.
final class ContractStore: Sendable {
    static let start = Instant(rfc3339: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)

    let place: StorePlace
    private let clock: TestClock
    private let current: Mutex<Store>

    init(_ engine: Engine) throws {
        place = try StorePlace(engine)
        clock = TestClock(at: Self.start)
        current = Mutex(try place.openStore(clock: clock.read))
    }

    deinit {
        let (store, place) = (store, place)
        // The place goes once nobody has the store open.
        Task {
            await store.close()
            place.clear()
        }
    }

    var store: Store { current.withLock { $0 } }

    /// What the store's clock says.
    var now: Instant { clock.read() }

    func advance(by duration: Duration) {
        clock.advance(by: duration)
    }

    /// Closes the store and opens the same place again, where it may be half a copy.
    func reopen(toCopyInto isCopyTarget: Bool = false) async throws {
        await store.close()
        let again = try place.openStore(clock: clock.read, toCopyInto: isCopyTarget)
        current.withLock { $0 = again }
    }

    /// Another process's view of the same store; on an engine that one process has to itself, the
    /// same one.
    func neighbour() throws -> Store {
        place.engine.isShared ? try place.openStore(clock: clock.read) : store
    }

    /// Ends a neighbour's view.
    func part(from neighbour: Store) async {
        if place.engine.isShared { await neighbour.close() }
    }

    /// Writes as the test itself.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await store.write(by: .local("test"), body)
    }

    /// Reads everything.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await store.read(in: .everything, body)
    }

    /// Runs SQL that no record file holds, with the dialect's tokens; how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ arguments: SQLValue...) async throws -> Int {
        try await write { tx in try tx.run(sql, arguments) }
    }

    /// The first so many columns of the rows that some SQL answers; a Boolean comes as an integer.
    func rows(_ columns: Int, _ sql: String, _ arguments: SQLValue...) async throws
        -> [[SQLValue]]
    {
        try await read { tx in try tx.session.connection.rows(columns, tx.render(sql), arguments) }
    }

    /// The first column of the first row as a number.
    func number(_ sql: String, _ arguments: SQLValue...) async throws -> Int64? {
        let rows = try await read { tx in
            try tx.session.connection.rows(1, tx.render(sql), arguments)
        }
        guard case .int(let value)? = rows.first?.first else { return nil }
        return value
    }
}

extension Transaction {
    func render(_ sql: String) -> String {
        session.dialect.rendered(sql)
    }

    /// Runs SQL that no record file holds.
    @discardableResult
    func run(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        try session.connection.execute(render(sql), arguments)
    }
}

extension DatabaseConnection {
    /// The first so many columns of an answer; a Boolean comes as an integer on every engine.
    func rows(_ columns: Int, _ sql: String, _ arguments: [SQLValue] = []) throws -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        try forEachRow(sql, arguments) { row in
            rows.append((0..<columns).map { row.value(at: $0).withoutBool })
        }
        return rows
    }
}

extension SQLValue {
    fileprivate var withoutBool: SQLValue {
        guard case .bool(let flag) = self else { return self }
        return .int(flag ? 1 : 0)
    }
}

/// A clock that stands still until the test moves it.
final class TestClock: Sendable {
    private let now: Mutex<Instant>

    init(at start: Instant) {
        now = Mutex(start)
    }

    var read: @Sendable () -> Instant {
        { [self] in now.withLock { $0 } }
    }

    func advance(by duration: Duration) {
        now.withLock { $0 = $0 + duration }
    }
}
