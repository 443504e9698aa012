/// Fills an empty PostgreSQL database from a backup.
struct PostgreSQLRestore {
    let file: String
    let address: String
    let password: String?

    /// Checks the backup and the database, then restores in one transaction.
    func run() throws(StoreError) {
        let archive = PostgreSQLArchive(file: file, address, password)
        let version = try telling { () throws(PostgreSQLTool.Failure) in
            try archive.check()
            return try archive.version()
        }
        guard let version else { throw notRestored("it holds no store of Earshot") }
        guard version <= Migration.current else {
            throw .tooNew(found: version, known: Migration.current, restore: nil)
        }
        try checkEmptiness()
        try telling(archive.load)
    }

    // MARK: -

    private static let tables = """
        SELECT COUNT(*) FROM pg_catalog.pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        """

    private func checkEmptiness() throws(StoreError) {
        let database = try PostgreSQLDatabase(address: address, password: password)
        var count: Int64 = 0
        do {
            try database.read { connection in
                try connection.forEachRow(Self.tables, []) { columns in
                    var row = SQLRow(columns)
                    count = try row.int()
                }
            }
            try database.close()
        } catch {
            throw notRestored("\(error)")
        }
        guard count == 0 else {
            throw notRestored(
                "the database is not empty; make a new one with createdb, name it under \"store\" "
                    + "in the settings, and restore into that"
            )
        }
    }

    private func telling<Value>(
        _ body: () throws(PostgreSQLTool.Failure) -> Value
    ) throws(StoreError) -> Value {
        do throws(PostgreSQLTool.Failure) {
            return try body()
        } catch {
            throw error.isDiskFull ? .diskFull : notRestored(error.description)
        }
    }

    private func notRestored(_ reason: String) -> StoreError {
        .notRestored(file: file, reason: reason)
    }
}
