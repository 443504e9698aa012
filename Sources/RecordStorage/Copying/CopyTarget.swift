import EarshotModel

/// The store that is filled.
struct CopyTarget {
    let connection: any DatabaseConnection
    let dialect: Dialect

    private static let begun = "copy"
    private static let putOff = "copy.later"

    init(_ connection: any DatabaseConnection, _ dialect: Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// Marks the target as being copied into, empties the tables that the schema fills, and takes
    /// away what is made faster once all rows are there.
    func begin() throws {
        guard try !isBegun() else { return }
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
        try putOff()
    }

    /// The next statement that makes what was taken away; `nil` when all of it is there again.
    func nextPutOff() throws -> String? {
        try statementsPutOff().first
    }

    /// Runs the next statement that makes what was taken away.
    func makeNextPutOff() throws {
        var left = try statementsPutOff()
        guard !left.isEmpty else { return }
        if let room = dialect.copying?.roomForIndexes { _ = try connection.execute(room, []) }
        _ = try connection.execute(left.removeFirst(), [])
        try set(Self.putOff, try JSONText.text(of: left))
    }

    /// Whether a copy into the store was begun and not ended.
    func isBegun() throws -> Bool {
        try info(Self.begun) != nil
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
        // A crash of the server may take back the last pages and how far they came: both or none.
        if let looseCommit = dialect.copying?.looseCommit {
            _ = try connection.execute(looseCommit, [])
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

    private func statementsPutOff() throws -> [String] {
        guard let text = try info(Self.putOff) else { return [] }
        return try JSONText.value([String].self, from: text)
    }

    /// Indexes and references cost most of the time when each row brings its share of them.
    private func putOff() throws {
        guard let words = dialect.copying else { return }
        var (drops, makes): ([String], [String]) = ([], [])
        let names = try JSONText.text(of: TableShape.all.map(\.name))
        try connection.forEachRow(dialect.rendered(words.putOff), [.text(names)]) { columns in
            var row = SQLRow(columns)
            if let drop = try row.optionalText() { drops.append(drop) }
            makes.append(try row.text())
        }
        for drop in drops.reversed() { _ = try connection.execute(drop, []) }
        try set(Self.putOff, try JSONText.text(of: makes))
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
