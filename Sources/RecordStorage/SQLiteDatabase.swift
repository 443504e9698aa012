import Foundation
import GRDB

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

    func close() throws {
        try translatingErrors { try pool.close() }
    }

}

/// Runs the body and gives SQLite's errors as the store's own.
private func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        if error.resultCode == .SQLITE_FULL { throw StoreError.diskFull }
        throw StoreError.refused(error.message ?? "\(error)")
    }
}

/// One SQLite connection while a transaction runs on it.
private final class SQLiteConnection: DatabaseConnection {
    /// What ended the whole transaction inside a savepoint, as a full disk does.
    private(set) var end: (any Error)?
    private let db: GRDB.Database

    init(_ db: GRDB.Database) {
        self.db = db
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let statement = try db.cachedStatement(sql: sql)
        try statement.execute(arguments: StatementArguments(arguments.map(\.databaseValue)))
        return db.changesCount
    }

    func executeMany(_ sql: String, _ rows: [[SQLValue]]) throws {
        guard !rows.isEmpty else { return }
        let statement = try db.cachedStatement(sql: sql)
        for row in rows {
            try statement.execute(arguments: StatementArguments(row.map(\.databaseValue)))
        }
    }

    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (any RowReading) throws -> Void
    ) throws {
        let statement = try db.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(
            statement,
            arguments: StatementArguments(arguments.map(\.databaseValue))
        )
        while let row = try rows.next() {
            try body(SQLiteRow(row))
        }
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        var result: Value?
        do {
            try translatingErrors {
                try db.inSavepoint {
                    result = try body()
                    return .commit
                }
            }
        } catch {
            if !db.isInsideTransaction, end == nil { end = error }
            throw error
        }
        guard let result else { throw StoreError.closed }
        return result
    }
}

/// A row of SQLite's answer, valid until the next one is fetched.
private final class SQLiteRow: RowReading {
    private let row: Row

    init(_ row: Row) {
        self.row = row
    }

    func value(at column: Int) -> SQLValue {
        guard column < row.count else { return .null }
        switch (row[column] as DatabaseValue).storage {
        case .null: return .null
        case .int64(let value): return .int(value)
        case .double(let value): return .int(Int64(value))
        case .string(let value): return .text(value)
        case .blob(let value): return .bytes([UInt8](value))
        }
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .int(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .bytes(let value): Data(value).databaseValue
        case .bool(let value): Int64(value ? 1 : 0).databaseValue
        }
    }
}
