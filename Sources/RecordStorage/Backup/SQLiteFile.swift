import EarshotModel
import Foundation
import GRDB

/// A store of SQLite as a file, whether somebody has it open or not.
struct SQLiteFile {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Copies what the store holds at this moment into an empty file; others go on writing.
    ///
    /// VACUUM INTO leaves out free pages, and with them what was deleted.
    func copy(to target: String) throws(StoreError) {
        try withConnection(isReadOnly: true) { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [target])
        }
    }

    /// What is wrong with the file, in SQLite's words; `nil` when nothing is.
    ///
    /// The thorough check compares indexes with tables and follows foreign keys, too.
    func problem(thorough: Bool) throws(StoreError) -> String? {
        try withConnection(isReadOnly: true) { db in
            let check = thorough ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)"
            let answer = try String.fetchOne(db, sql: check) ?? ""
            guard answer == "ok" else { return answer }
            guard thorough, let row = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") else {
                return nil
            }
            return "a row of \(row[0] as String) refers to what is missing in \(row[2] as String)"
        }
    }

    /// The version of the store's schema; `nil` in a file that holds no store.
    func version() throws(StoreError) -> Int? {
        try withConnection(isReadOnly: true) { db in
            guard try db.tableExists("store_info") else { return nil }
            let text = try String.fetchOne(
                db,
                sql: "SELECT value FROM store_info WHERE key = 'schema_version'"
            )
            return text.flatMap { Int($0) }
        }
    }

    /// Writes the log into the file, so that the file alone is the store; nobody may have it open.
    func foldLog() throws(StoreError) {
        try withConnection(isReadOnly: false) { db in
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            guard mode == "delete" else { throw StoreError.busy("the log stays \(mode ?? "")") }
        }
    }

    /// The store's own list of those who were erased, and its lineage; `nil` where it has none.
    func erasures() throws(StoreError) -> (lineage: String, known: Set<ListedErasure>)? {
        try withConnection(isReadOnly: true) { db in
            let state = "SELECT salt FROM erasure_state WHERE id = 1"
            guard let salt = try Data.fetchOne(db, sql: state) else { return nil }
            let rows = try Row.fetchAll(db, sql: ErasureStatement.list.rawValue)
            let known = rows.map { row in
                ListedErasure(
                    hash: row[0],
                    at: Instant(milliseconds: row[1]),
                    feed: (row[2] as Int64?).map(Feed.ID.init(rawValue:))
                )
            }
            return (ErasureLineage.name(salt: [UInt8](salt)), Set(known))
        }
    }

    // MARK: -

    private func withConnection<Value>(
        isReadOnly: Bool,
        _ body: (GRDB.Database) throws -> Value
    ) throws(StoreError) -> Value {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .cannotOpen(path: path, reason: "there is no such file")
        }
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(5)
        configuration.label = "backup"
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            // The log is folded in by the next opening when closing fails.
            defer { try? queue.close() }
            return try queue.inDatabase(body)
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_FULL: throw .diskFull
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .busy(error.message ?? "\(error)")
            default: throw .cannotOpen(path: path, reason: error.message ?? "\(error)")
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .cannotOpen(path: path, reason: "\(error)")
        }
    }
}
