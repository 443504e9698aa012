import EarshotModel
import Synchronization

/// PostgreSQL 15 or newer through libpq: a connection for each thread that asks, and no more.
///
/// A broken connection is replaced, and its transaction run again, until `patience` is over. After
/// a COMMIT whose answer was lost, the mark that the transaction left tells whether it must be run
/// again (`CommitMarks`).
final class PostgreSQLDatabase: Database {
    let dialect = Dialect.postgreSQL
    private let address: String
    private let password: String?
    private let limits: Limits
    private let marks = CommitMarks()
    private let idle = Mutex<[Idle]>([])
    private let isClosed = Mutex(false)

    /// The first pause before a transaction is run again; it doubles up to `longestPause`.
    private static let firstPause = Duration.milliseconds(5)
    private static let longestPause = Duration.seconds(2)

    /// How long things may take.
    struct Limits {
        /// How long a transaction waits for a server that is away or a lock that is held.
        var patience = Duration.seconds(60)
        /// How long the server keeps a transaction of a client that says nothing; shorter than
        /// `patience`, so that a COMMIT that never arrived is settled within it.
        var silence = Duration.seconds(30)
        /// How long one waits for a process that has the store to itself and does nothing.
        var standstill = Duration.seconds(60)
    }

    /// A connection that nobody uses; its mutex is all that hands it on.
    private struct Idle: @unchecked Sendable {
        // A link is used by the one thread that took it out of `idle`, and by no other until it
        // is put back.
        let link: PostgreSQLLink
    }

    /// Connects once, so that a wrong address is told at the start.
    init(address: String, password: String?, limits: Limits = Limits()) throws(StoreError) {
        self.address = address
        self.password = password
        self.limits = limits
        do {
            let link = try Self.connect(address, password, limits)
            idle.withLock { $0.append(Idle(link: link)) }
        } catch {
            throw StoreError(error, at: address)
        }
    }

    func read<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        try repeating {
            try transaction(beginning: Self.beginReading, body) { try $0.commit() }
        }
    }

    func write<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        try repeating {
            try prepareMarks()
            let mark = marks.take()
            let value = try transaction(
                beginning: mark.beginning,
                body,
                rolledBack: { marks.putBack(mark) }
            ) { link in
                do throws(PostgreSQLFailure) {
                    try link.commit()
                } catch {
                    // Whatever came instead of an answer, only the mark says what it means.
                    guard try isCommitted(mark, despite: error) else { throw error }
                }
            }
            marks.putBack(mark)
            return value
        }
    }

    func wipe() throws {
        let link = try takeLink()
        do {
            try PostgreSQLWipe(link: link).run()
            putBack(link)
        } catch let failure as PostgreSQLFailure {
            throw StoreError(failure, at: address)
        }
    }

    func alone<Value>(waiting tell: (String) -> Void, _ body: () throws -> Value) throws -> Value {
        guard let lock = dialect.migrationLock else { return try body() }
        return try repeating {
            let link = try takeLink()
            // A connection that fails is let go of, and its lock with it.
            do {
                let turn = SoleTurn(link: link, lock: lock, patience: limits.standstill)
                try turn.take(telling: tell)
                let result = Result { try body() }
                if turn.giveBack() { putBack(link) }
                return try result.get()
            } catch {
                throw translated(error)
            }
        }
    }

    func close() throws {
        isClosed.withLock { $0 = true }
        idle.withLock { $0.removeAll() }
    }

    // MARK: -

    private static let beginReading = """
        BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
        SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)
        """

    /// Runs the body in one transaction on a connection of its own.
    ///
    /// `command` begins it and answers the server's time; `rolledBack` hears that the server has
    /// undone it all.
    private func transaction<Value>(
        beginning command: String,
        _ body: (any DatabaseConnection) throws -> Value,
        rolledBack: () -> Void = {},
        commit: (PostgreSQLLink) throws -> Void
    ) throws -> Value {
        let link = try takeLink()
        do {
            let now = try link.run(command).row.first.flatMap(\.self).flatMap(Int64.init)
            let connection = PostgreSQLConnection(
                link,
                startedAt: now.map(Instant.init(milliseconds:))
            )
            let value = try body(connection)
            try commit(link)
            putBack(link)
            return value
        } catch {
            if giveUp(link) { rolledBack() }
            throw translated(error)
        }
    }

    /// Undoes a connection's transaction; whether the server said that it is undone.
    private func giveUp(_ link: PostgreSQLLink) -> Bool {
        guard !link.isLost else { return false }
        do {
            try link.run("ROLLBACK")
            putBack(link)
            return true
        } catch {
            // The connection goes with its transaction; the next one is a new one.
            return false
        }
    }

    /// Runs the work again while the engine asks for it, with growing pauses of random length.
    private func repeating<Value>(_ work: () throws -> Value) throws -> Value {
        let end = ContinuousClock.now + limits.patience
        var pause = Self.firstPause
        while true {
            do {
                return try work()
            } catch let restart as TransactionRestart {
                guard ContinuousClock.now < end, !isClosed.withLock(\.self) else {
                    throw StoreError(restart, at: address)
                }
            }
            // Random, so that two that stood in each other's way do not meet again.
            Pause.wait(pause * Double.random(in: 0.5...1.5))
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private func prepareMarks() throws {
        guard !marks.isPrepared else { return }
        let link = try takeLink()
        do {
            try marks.prepare(on: link)
            putBack(link)
        } catch {
            throw translated(error)
        }
    }

    /// Whether the server kept a transaction whose COMMIT failed here.
    private func isCommitted(_ mark: CommitMarks.Mark, despite failure: PostgreSQLFailure) throws
        -> Bool
    {
        do {
            return try repeating {
                let link = try takeLink()
                do {
                    let isCommitted = try mark.isCommitted(on: link)
                    putBack(link)
                    return isCommitted
                } catch {
                    _ = giveUp(link)
                    throw translated(error)
                }
            }
        } catch {
            let reason = "whether the last change was kept could not be learnt: \(error)"
            throw StoreError.cannotOpen(path: StoreAddress.masked(address), reason: reason)
        }
    }

    private func takeLink() throws -> PostgreSQLLink {
        guard !isClosed.withLock(\.self) else { throw StoreError.closed }
        if let known = idle.withLock({ $0.popLast() }) { return known.link }
        do {
            return try Self.connect(address, password, limits)
        } catch {
            throw translated(error)
        }
    }

    /// A new connection: every commit durable, no lock waited for without end, and no transaction
    /// kept for a client that is gone.
    private static func connect(_ address: String, _ password: String?, _ limits: Limits)
        throws(PostgreSQLFailure) -> PostgreSQLLink
    {
        let link = try PostgreSQLLink(address: address, password: password)
        try link.run(
            """
            SET lock_timeout = '10s';
            SET idle_in_transaction_session_timeout = \(limits.silence.milliseconds);
            SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
            SET tcp_keepalives_count = 3;
            SELECT set_config('synchronous_commit', 'on', FALSE)
            WHERE current_setting('synchronous_commit') = 'off'
            """
        )
        return link
    }

    private func putBack(_ link: PostgreSQLLink) {
        guard !link.isLost, !isClosed.withLock(\.self) else { return }
        idle.withLock { $0.append(Idle(link: link)) }
    }

    /// The error in the store's own words, or the wish to run the transaction again.
    private func translated(_ error: any Error) -> any Error {
        guard let failure = error as? PostgreSQLFailure else { return error }
        return failure.restart ?? StoreError(failure, at: address)
    }
}

/// A transaction under way on a connection.
private final class PostgreSQLConnection: DatabaseConnection {
    let startedAt: Instant?
    private let link: PostgreSQLLink
    private var depth = 0

    init(_ link: PostgreSQLLink, startedAt: Instant?) {
        self.link = link
        self.startedAt = startedAt
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try translating { try link.execute(sql, arguments) }
    }

    func executeMany(_ sql: String, _ rows: [[SQLValue]]) throws {
        try translating { try link.executeMany(sql, rows) }
    }

    func load(_ table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        let names = columns.joined(separator: ", ")
        try translating { try link.copy("COPY \(table) (\(names)) FROM STDIN", rows) }
    }

    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (any RowReading) throws -> Void
    ) throws {
        try translating { try link.forEachRow(sql, arguments) { try body($0) } }
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        let name = "s\(depth)"
        try translating { _ = try link.run("SAVEPOINT \(name)") }
        do {
            let value = try body()
            try translating { _ = try link.run("RELEASE \(name)") }
            return value
        } catch let restart as TransactionRestart {
            throw restart
        } catch {
            try translating { _ = try link.run("ROLLBACK TO \(name); RELEASE \(name)") }
            throw error
        }
    }

    private func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as PostgreSQLFailure {
            throw failure.restart ?? StoreError(failure, at: "")
        }
    }
}

extension PostgreSQLLink {
    /// Commits; a transaction that had failed unseen is an error and not a silent ROLLBACK.
    fileprivate func commit() throws(PostgreSQLFailure) {
        guard try run("COMMIT").tag == "COMMIT" else {
            throw .refused(state: "25P02", "the transaction had failed before its end")
        }
    }
}

extension PostgreSQLFailure {
    /// Whether the transaction must be run again, by the server's code (PostgreSQL 15 manual,
    /// appendix A): serialisation failures, deadlocks, locks not to be had, and a server that
    /// stops, starts, has no connection left, or heard nothing for too long.
    fileprivate var restart: TransactionRestart? {
        switch self {
        case .lost(let reason): .connectionLost(reason)
        case .refused(let state, let words):
            switch state {
            case "40001", "40P01", "55P03": .conflict(words)
            case "57P01", "57P02", "57P03", "53300", "25P03": .connectionLost(words)
            default: state.hasPrefix("08") ? .connectionLost(words) : nil
            }
        }
    }
}

extension StoreError {
    fileprivate init(_ failure: PostgreSQLFailure, at address: String) {
        switch failure {
        case .refused("53100", _): self = .diskFull
        case .refused(_, let words): self = .refused(words)
        case .lost(let reason):
            self = .cannotOpen(path: StoreAddress.masked(address), reason: reason)
        }
    }

    fileprivate init(_ restart: TransactionRestart, at address: String) {
        switch restart {
        case .conflict(let words): self = .busy(words)
        case .connectionLost(let reason):
            self = .cannotOpen(path: StoreAddress.masked(address), reason: reason)
        }
    }
}
