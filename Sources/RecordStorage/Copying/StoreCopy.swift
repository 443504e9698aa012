import EarshotModel
import Foundation
import Synchronization

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
    /// `report` hears what is done (a table is copied, what was put off is made, both stores are
    /// compared) and how much of that is done so far. Throws `StoreError`
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

    /// Throws `halfCopied` for a store that holds only a part of another one.
    static func checkCompleteness(of database: any Database, at address: StoreAddress) throws {
        let isBegun = try database.read { try CopyTarget($0, database.dialect).isBegun() }
        guard !isBegun else {
            throw StoreError.halfCopied(path: address.description, isFile: address.isFile)
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
        try makeWhatWasPutOff(report)
        let reports = try compare(report)
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
        guard !progress.isDone else { return }
        let pages = PageReader(source.database, table, after: progress)
        defer { pages.stop() }
        while !progress.isDone {
            let page = try pages.next()
            progress = progress.advanced(by: page, of: table)
            let reached = progress
            try target.database.write { connection in
                try CopyTarget(connection, target.database.dialect)
                    .add(page, to: table, reaching: reached)
            }
            report(table.name, progress.rows)
        }
    }

    private func makeWhatWasPutOff(_ report: (String, Int) -> Void) throws {
        let dialect = target.database.dialect
        var made = 0
        while try target.database.read({ try CopyTarget($0, dialect).nextPutOff() }) != nil {
            report("indexes and references", made)
            try target.database.write { try CopyTarget($0, dialect).makeNextPutOff() }
            made += 1
        }
    }

    /// Reads both stores at the same time.
    private func compare(_ report: (String, Int) -> Void) throws -> [TableReport] {
        report("comparing", 0)
        let stores = [source, target]
        let results = Mutex<[Int: Result<[RowChecksum], any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: stores.count) { side in
            let found = Result { try TableShape.all.map { try checksum(of: $0, in: stores[side]) } }
            results.withLock { $0[side] = found }
        }
        let found = results.withLock(\.self)
        let (here, there) = (try found[0]?.get() ?? [], try found[1]?.get() ?? [])
        return zip(TableShape.all, zip(here, there)).map { table, sums in
            TableReport(name: table.name, rows: sums.0.rows, isEqual: sums.0 == sums.1)
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
