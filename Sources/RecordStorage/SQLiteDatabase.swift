import Dispatch
import EarshotModel
import GRDB
import GRDBSQLite

/// SQLite in one file: GRDB's pool with its write-ahead log, every commit durable.
final class SQLiteDatabase: Database {
    let dialect = Dialect.sqlite
    private let pool: DatabasePool

    /// Opens the file, making it when it is missing; `synchronous` is FULL and checked.
    init(path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.qos = .default
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.label = "store"
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL once the pool is open, which may lose commits when the power
            // fails; therefore here and not in `prepareDatabase`.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
                try db.execute(sql: "PRAGMA cache_size = -16000")
                let level = try Int.fetchOne(db, sql: "PRAGMA synchronous")
                guard level == 2 else {
                    throw StoreError.refused("synchronous stays \(level ?? -1)")
                }
            }
        } catch let error as DatabaseError {
            throw .cannotOpen(path: path, reason: error.message ?? "\(error)")
        } catch {
            throw .cannotOpen(path: path, reason: "\(error)")
        }
    }

    func read<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        try translatingErrors {
            try pool.read { db in try body(SQLiteConnection(db)) }
        }
    }

    func write<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        try translatingErrors {
            try pool.writeWithoutTransaction { db in
                var result: Value?
                let connection = SQLiteConnection(db)
                do {
                    try db.inTransaction(.immediate) {
                        result = try body(connection)
                        return .commit
                    }
                } catch {
                    throw connection.end ?? error
                }
                guard let result else { throw StoreError.closed }
                return result
            }
        }
    }

    func wipe() throws {
        try translatingErrors {
            try pool.writeWithoutTransaction { db in
                // A deleted row's tokens stay in the index until its segments are merged, and
                // deleted cells stay in their pages until the file is written anew.
                try db.execute(sql: "INSERT INTO search_index (search_index) VALUES ('optimize')")
                try db.execute(sql: "VACUUM")
            }
            try pool.barrierWriteWithoutTransaction { db in
                let isBusy = try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                guard isBusy == 0 else {
                    throw StoreError.refused("the log cannot be emptied while others read")
                }
            }
        }
    }

    func alone<Value>(waiting tell: (String) -> Void, _ body: () throws -> Value) throws -> Value {
        // Whoever opens a store for writing holds its `StoreLock`.
        try body()
    }

    func close() throws {
        try translatingErrors { try pool.close() }
    }
}

/// Runs the body and gives SQLite's errors as the store's own.
private func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        let words = error.message ?? "\(error)"
        switch error.resultCode {
        case .SQLITE_FULL: throw StoreError.diskFull
        case .SQLITE_BUSY: throw StoreError.busy(words)
        default: throw StoreError.refused(words)
        }
    }
}

/// One SQLite connection while a transaction runs on it.
private final class SQLiteConnection: DatabaseConnection {
    // SQLite's clock is the machine's, which the store has already.
    let startedAt: Instant? = nil
    /// What ended the whole transaction inside a savepoint, as a full disk does.
    private(set) var end: (any Error)?
    private let db: GRDB.Database

    init(_ db: GRDB.Database) {
        self.db = db
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try run(db.cachedStatement(sql: sql), arguments)
        return db.changesCount
    }

    func executeMany(_ sql: String, _ rows: [[SQLValue]]) throws {
        guard !rows.isEmpty else { return }
        let statement = try db.cachedStatement(sql: sql)
        for row in rows { try run(statement, row) }
    }

    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (any RowReading) throws -> Void
    ) throws {
        try run(db.cachedStatement(sql: sql), arguments, body)
    }

    func load(_ table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let names = columns.joined(separator: ", ")
        try executeMany("INSERT INTO \(table) (\(names)) VALUES (\(places))", rows)
    }

    /// Binds and runs a statement.
    ///
    /// Straight through SQLite's own calls: GRDB's arguments and rows cost as much again as
    /// SQLite's work (a fifth of the time of a first poll).
    private func run(
        _ statement: Statement,
        _ arguments: [SQLValue] = [],
        _ body: (any RowReading) throws -> Void = { _ in }
    ) throws {
        // What comes after the transaction's end would be a transaction of its own.
        if let end { throw end }
        let pointer = statement.sqliteStatement
        defer {
            sqlite3_reset(pointer)
            sqlite3_clear_bindings(pointer)
        }
        for (index, value) in zip(Int32(1)..., arguments) {
            try check(value.bind(to: pointer, at: index))
        }
        let row = SQLiteRow(pointer)
        var status = sqlite3_step(pointer)
        while status == SQLITE_ROW {
            try body(row)
            status = sqlite3_step(pointer)
        }
        guard status == SQLITE_DONE else { throw failure(status) }
    }

    private func check(_ status: Int32) throws {
        guard status == SQLITE_OK else { throw failure(status) }
    }

    private func failure(_ status: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: status), message: db.lastErrorMessage)
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try translatingErrors {
                try command("SAVEPOINT part")
                let value = try body()
                try command("RELEASE part")
                return value
            }
        } catch {
            if db.isInsideTransaction {
                try command("ROLLBACK TO part")
                try command("RELEASE part")
            } else if end == nil {
                end = error
            }
            throw error
        }
    }

    /// Runs a command that is compiled once, which costs more than to run it.
    private func command(_ sql: String) throws {
        try run(db.cachedStatement(sql: sql))
    }
}

/// A row of SQLite's answer, valid until the next one is fetched.
private final class SQLiteRow: RowReading {
    private let statement: OpaquePointer
    private let count: Int

    init(_ statement: OpaquePointer) {
        self.statement = statement
        count = Int(sqlite3_column_count(statement))
    }

    func value(at column: Int) -> SQLValue {
        guard column < count else { return .null }
        let index = Int32(column)
        switch sqlite3_column_type(statement, index) {
        case SQLITE_NULL: return .null
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, index).map { UnsafeRawPointer($0) }
            return .text(String(decoding: bytes(of: start, at: index), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, index)
            return .bytes([UInt8](bytes(of: start, at: index)))
        default: return .int(sqlite3_column_int64(statement, index))
        }
    }

    private func bytes(of start: UnsafeRawPointer?, at index: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: start,
            count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, index))
        )
    }
}

extension SQLValue {
    /// Copies the value into a statement's parameter; SQLite's status.
    fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        // SQLITE_TRANSIENT: SQLite copies what it is given before it returns.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch self {
        case .null: return sqlite3_bind_null(statement, index)
        case .int(let value): return sqlite3_bind_int64(statement, index, value)
        case .bool(let value): return sqlite3_bind_int64(statement, index, value ? 1 : 0)
        case .text(var value):
            // SQLite takes a null pointer for NULL, so an empty text goes as a literal.
            if value.isEmpty { return sqlite3_bind_text(statement, index, "", 0, copied) }
            return value.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { bytes in
                    sqlite3_bind_text(
                        statement,
                        index,
                        bytes.baseAddress,
                        Int32(bytes.count),
                        copied
                    )
                }
            }
        case .bytes(let value):
            return value.withUnsafeBytes { bytes in
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(statement, index, 0)
                    : sqlite3_bind_blob(
                        statement,
                        index,
                        bytes.baseAddress,
                        Int32(bytes.count),
                        copied
                    )
            }
        }
    }
}
