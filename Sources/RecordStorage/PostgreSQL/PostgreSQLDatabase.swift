import EarshotModel
import Synchronization

/// PostgreSQL 15 or newer through libpq: a connection for each thread that asks, and no more.
///
/// A broken connection is replaced, and its transaction run again, until `patience` is over. A
/// COMMIT whose answer was lost is looked up by the transaction's number and never repeated blindly
/// (`pg_xact_status`, PostgreSQL 15 manual, section 9.27.8).
final class PostgreSQLDatabase: Database {
    let dialect = Dialect.postgreSQL
    private let address: String
    private let password: String?
    private let idle = Mutex<[Idle]>([])
    private let isClosed = Mutex(false)

    /// How long a transaction waits for a server that is away or a lock that is held.
    private static let patience = Duration.seconds(60)
    /// The first pause before a transaction is run again; it doubles up to `longestPause`.
    private static let firstPause = Duration.milliseconds(5)
    private static let longestPause = Duration.seconds(2)

    /// A connection that nobody uses; its mutex is all that hands it on.
    private struct Idle: @unchecked Sendable {
        // A link is used by the one thread that took it out of `idle`, and by no other until it
        // is put back.
        let link: PostgreSQLLink
    }

    /// Connects once, so that a wrong address is told at the start.
    init(address: String, password: String?) throws(StoreError) {
        self.address = address
        self.password = password
        do {
            let link = try Self.connect(address, password)
            idle.withLock { $0.append(Idle(link: link)) }
        } catch {
            throw StoreError(error, at: address)
        }
    }

    func read<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        try repeating {
            try transaction(beginning: Self.beginReading, body) { link, _ in
                try link.commit()
            }
        }
    }

    func write<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        try repeating {
            try transaction(beginning: Self.beginWriting, body) { link, number in
                do throws(PostgreSQLFailure) {
                    try link.commit()
                } catch {
                    guard case .lost(let reason) = error else { throw error }
                    try settleCommit(of: number, lostBecause: reason)
                }
            }
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

    func alone<Value>(_ body: () throws -> Value) throws -> Value {
        // The lock lives as long as this transaction; the body works on connections of its own.
        try read { connection in
            if let lock = dialect.migrationLock {
                try connection.forEachRow(lock, []) { _ in }
            }
            return try body()
        }
    }

    func close() throws {
        isClosed.withLock { $0 = true }
        idle.withLock { $0.removeAll() }
    }

    // MARK: -

    private static let clock = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"
    private static let beginReading =
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT \(clock)"
    private static let beginWriting = "BEGIN; SELECT \(clock), pg_current_xact_id()"

    /// Runs the body in one transaction on a connection of its own.
    ///
    /// `commit` gets the transaction's number, which a reading one has not.
    private func transaction<Value>(
        beginning command: String,
        _ body: (any DatabaseConnection) throws -> Value,
        commit: (PostgreSQLLink, String) throws -> Void
    ) throws -> Value {
        let link = try takeLink()
        do {
            let begun = try link.run(command).row
            let now = begun.first.flatMap(\.self).flatMap(Int64.init)
            let connection = PostgreSQLConnection(
                link,
                startedAt: now.map(Instant.init(milliseconds:))
            )
            let value = try body(connection)
            try commit(link, begun.last.flatMap(\.self) ?? "")
            putBack(link)
            return value
        } catch {
            try giveUp(link)
            throw translated(error)
        }
    }

    private func giveUp(_ link: PostgreSQLLink) throws {
        guard !link.isLost else { return }
        do {
            try link.run("ROLLBACK")
            putBack(link)
        } catch {
            // The connection goes with its transaction; the next one is a new one.
        }
    }

    /// Runs the work again while the engine asks for it, with growing pauses of random length.
    private func repeating<Value>(_ work: () throws -> Value) throws -> Value {
        let end = ContinuousClock.now + Self.patience
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

    /// Learns from the server whether a transaction was committed; a restart when it was not.
    private func settleCommit(of number: String, lostBecause reason: String) throws {
        let isCommitted = try repeating {
            let link = try takeLink()
            do {
                let status = try link.run("SELECT pg_xact_status('\(number)')").row
                putBack(link)
                switch status.first.flatMap(\.self) {
                case "committed": return true
                case "aborted": return false
                default: throw TransactionRestart.conflict("a commit is still under way")
                }
            } catch {
                throw translated(error)
            }
        }
        guard isCommitted else { throw TransactionRestart.connectionLost(reason) }
    }

    private func takeLink() throws -> PostgreSQLLink {
        guard !isClosed.withLock(\.self) else { throw StoreError.closed }
        if let known = idle.withLock({ $0.popLast() }) { return known.link }
        do {
            return try Self.connect(address, password)
        } catch {
            throw translated(error)
        }
    }

    /// A new connection: every commit durable, no lock waited for without end.
    private static func connect(_ address: String, _ password: String?)
        throws(PostgreSQLFailure) -> PostgreSQLLink
    {
        let link = try PostgreSQLLink(address: address, password: password)
        try link.run(
            """
            SET lock_timeout = '10s';
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
    /// stops, starts, or has no connection left.
    fileprivate var restart: TransactionRestart? {
        switch self {
        case .lost(let reason): .connectionLost(reason)
        case .refused(let state, let words):
            switch state {
            case "40001", "40P01", "55P03": .conflict(words)
            case "57P01", "57P02", "57P03", "53300": .connectionLost(words)
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
