import EarshotModel

/// The store that is copied.
struct CopySource {
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
