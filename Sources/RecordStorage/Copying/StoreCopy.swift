import EarshotModel
import Foundation

/// Copies everything from one store into an empty one, either way between the engines.
///
/// It goes table by table in pages, each in a transaction that also keeps how far it came, so that
/// a copy that was cut off goes on where it stopped. Nothing may write to the source meanwhile.
public struct StoreCopy: Sendable {
    /// What was copied of one table.
    public struct TableReport: Hashable, Sendable {
        /// The table.
        public let name: String
        /// How many rows the source has.
        public let rows: Int
        /// Whether count and checksum agree on both sides.
        public let isEqual: Bool
    }

    private let source: Store
    private let target: Store

    /// Creates a copy of one store into another.
    public init(from source: Store, to target: Store) {
        self.source = source
        self.target = target
    }

    /// Copies what is left to copy, then compares counts and checksums table by table.
    ///
    /// `report` hears the table and how many of its rows were copied so far. Throws `StoreError`
    /// when the target has records that no copy brought, or the source is in use elsewhere.
    public func run(
        report: @escaping @Sendable (String, Int) -> Void
    ) async throws -> [TableReport] {
        let copy = self
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(with: Result { try copy.runBlocking(report) })
            }
            thread.name = "store-copy"
            thread.start()
        }
    }

    // MARK: -

    private func runBlocking(_ report: (String, Int) -> Void) throws -> [TableReport] {
        try source.database.read { connection in
            try CopySource(connection, source.database.dialect).checkIsResting(apartFrom: source)
        }
        try target.database.write { connection in
            try CopyTarget(connection, target.database.dialect).begin()
        }
        for table in TableShape.all { try copy(table, report) }
        for table in TableShape.all { try copyForwardReferences(of: table) }
        let reports = try TableShape.all.map { table in
            let here = try checksum(of: table, in: source)
            let there = try checksum(of: table, in: target)
            return TableReport(name: table.name, rows: here.rows, isEqual: here == there)
        }
        guard reports.allSatisfy(\.isEqual) else { return reports }
        try target.database.write { connection in
            try CopyTarget(connection, target.database.dialect).end()
        }
        return reports
    }

    private func copy(_ table: TableShape, _ report: (String, Int) -> Void) throws {
        var progress = try target.database.read { connection in
            try CopyTarget(connection, target.database.dialect).progress(of: table)
        }
        while !progress.isDone {
            let page = try source.database.read { connection in
                try CopySource(connection, source.database.dialect).page(of: table, after: progress)
            }
            progress = progress.advanced(by: page, of: table)
            let reached = progress
            try target.database.write { connection in
                try CopyTarget(connection, target.database.dialect)
                    .add(page, to: table, reaching: reached)
            }
            report(table.name, progress.rows)
        }
    }

    /// Sets what could not be set while the rows that it refers to were missing.
    private func copyForwardReferences(of table: TableShape) throws {
        guard let column = table.forwardReference else { return }
        let found = try source.database.read { connection in
            var rows: [[SQLValue]] = []
            let sql = "SELECT id, \(column) FROM \(table.name) WHERE \(column) IS NOT NULL"
            try connection.forEachRow(sql, []) { row in
                rows.append([row.value(at: 0), row.value(at: 1)])
            }
            return rows
        }
        try target.database.write { connection in
            let sql = "UPDATE \(table.name) SET \(column) = ?2 WHERE id = ?1"
            try connection.executeMany(target.database.dialect.rendered(sql), found)
        }
    }

    private func checksum(of table: TableShape, in store: Store) throws -> RowChecksum {
        try store.database.read { connection in
            var checksum = RowChecksum()
            let sql = table.everything(store.database.dialect)
            try connection.forEachRow(sql, []) { row in
                checksum.add(table.columns.indices.map { row.value(at: $0) })
            }
            return checksum
        }
    }
}

/// How far the copy of one table has come; kept in the target as JSON.
struct CopyProgress: Codable, Hashable {
    /// The key of the last row copied; empty before the first.
    var key: [KeyPart] = []
    var rows = 0
    var isDone = false

    /// One column of a key.
    enum KeyPart: Codable, Hashable {
        case number(Int64)
        case text(String)
        case bytes([UInt8])
    }

    /// The most rows of one page.
    static let pageSize = 4000
    /// The bytes of text after which a page ends, so that long texts do not fill the memory.
    static let pageBytes = 8 << 20

    func advanced(by page: [[SQLValue]], of table: TableShape) -> CopyProgress {
        var next = self
        next.rows += page.count
        next.isDone = page.isEmpty
        if let last = page.last {
            next.key = table.key.map { column in
                switch last[table.columns.firstIndex(of: column) ?? 0] {
                case .int(let value): .number(value)
                case .bool(let value): .number(value ? 1 : 0)
                case .text(let value): .text(value)
                case .bytes(let value): .bytes(value)
                case .null: .text("")
                }
            }
        }
        return next
    }

    var arguments: [SQLValue] {
        key.map { part in
            switch part {
            case .number(let value): .int(value)
            case .text(let value): .text(value)
            case .bytes(let value): .bytes(value)
            }
        }
    }
}

/// The store that is copied.
private struct CopySource {
    let connection: any DatabaseConnection
    let dialect: Dialect

    init(_ connection: any DatabaseConnection, _ dialect: Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// Throws when another process has a part of a shared store to itself.
    func checkIsResting(apartFrom store: Store) throws {
        guard dialect.isShared else { return }
        let now = store.context.now(on: connection)
        let sql = RenderedSQL.text(of: LeaseStatement.others, dialect)
        try connection.forEachRow(sql, [now.sqlValue, store.holder.sqlValue]) { _ in
            throw StoreError.busy(
                "another earshot runs on this store or ran within the last hour; stop it in order"
            )
        }
    }

    func page(of table: TableShape, after progress: CopyProgress) throws -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        rows.reserveCapacity(CopyProgress.pageSize)
        var size = 0
        let sql = table.page(after: !progress.key.isEmpty, dialect)
        let limit = Int64(CopyProgress.pageSize)
        do {
            try connection.forEachRow(sql, progress.arguments + [.int(limit)]) { row in
                let values = table.columns.indices.map { row.value(at: $0) }
                rows.append(values)
                size += values.reduce(0) { $0 + $1.textSize }
                if size > CopyProgress.pageBytes { throw PageFull() }
            }
        } catch is PageFull {
            // The rest comes with the next page.
        }
        return rows
    }

    private struct PageFull: Error {}
}

/// The store that is filled.
private struct CopyTarget {
    let connection: any DatabaseConnection
    let dialect: Dialect

    private static let begun = "copy"

    init(_ connection: any DatabaseConnection, _ dialect: Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// Marks the target as being copied into, and empties the tables that the schema fills.
    func begin() throws {
        guard try info(Self.begun) == nil else { return }
        var total = 0
        for table in TableShape.all {
            try connection.forEachRow("SELECT COUNT(*) FROM \(table.name)", []) { row in
                var row = SQLRow(row)
                total += try row.count()
            }
        }
        let initial = Schema.initialRows.count
        guard total == initial else {
            throw StoreError.refused("the store to copy into is not empty; name an empty one")
        }
        for table in Schema.initialRows { _ = try connection.execute("DELETE FROM \(table)", []) }
        try set(Self.begun, "begun")
    }

    func progress(of table: TableShape) throws -> CopyProgress {
        guard let text = try info("copy." + table.name) else { return CopyProgress() }
        return try JSONText.value(CopyProgress.self, from: text)
    }

    func add(_ rows: [[SQLValue]], to table: TableShape, reaching progress: CopyProgress) throws {
        let later = table.forwardReference.flatMap(table.columns.firstIndex)
        let rows = rows.map { row in
            row.enumerated().map { $0.offset == later ? .null : $0.element }
        }
        try connection.load(table.name, table.columns, rows)
        try set("copy." + table.name, try JSONText.text(of: progress))
    }

    /// Ends leases, which were another store's, and forgets that there was a copy.
    func end() throws {
        for statement in [SiteStatement.clearLeases.rawValue, FeedStatement.clearLeases.rawValue] {
            _ = try connection.execute(dialect.rendered(statement), [])
        }
        _ = try connection.execute(
            "DELETE FROM store_info WHERE key = 'copy' OR key LIKE 'copy.%'",
            []
        )
    }

    private func info(_ key: String) throws -> String? {
        var value: String?
        let sql = RenderedSQL.text(of: StoreStatement.info, dialect)
        try connection.forEachRow(sql, [.text(key)]) { row in
            var row = SQLRow(row)
            value = try row.text()
        }
        return value
    }

    private func set(_ key: String, _ value: String) throws {
        let sql = RenderedSQL.text(of: StoreStatement.setInfo, dialect)
        _ = try connection.execute(sql, [.text(key), .text(value)])
    }
}

extension SQLValue {
    /// How many bytes of text or data the value holds.
    fileprivate var textSize: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .null, .int, .bool: 0
        }
    }
}
