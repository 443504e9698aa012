import EarshotModel

/// A step of the schema's history; released steps are never edited.
struct Migration {
    /// The version that the schema has after this step; consecutive from 1.
    let version: Int
    /// The statements in order, with the dialect's tokens.
    let statements: [String]

    /// All steps, oldest first.
    static let all = [Migration(version: 1, statements: Schema.first)]

    /// The version that this Earshot reads and writes.
    static let current = all.count

    /// Brings the schema up to date in one transaction; a newer schema is refused.
    static func migrate(_ database: any Database, at now: Instant) throws {
        try database.write { connection in
            if let lock = database.dialect.migrationLock {
                try connection.forEachRow(lock, []) { _ in }
            }
            let found = try version(on: connection, database.dialect)
            guard found <= current else { throw StoreError.tooNew(found: found, known: current) }
            for step in all where step.version > found {
                for statement in step.statements + searchStatements(of: step, database.dialect) {
                    try connection.execute(database.dialect.rendered(statement), [])
                }
            }
            guard found < current else { return }
            try connection.execute(
                RenderedSQL.text(of: StoreStatement.setInfo, database.dialect),
                [.text("schema_version"), .text("\(current)")]
            )
        }
    }

    /// The whole schema in one engine's spelling, for a test that applies it elsewhere.
    static func schema(for dialect: Dialect) -> [String] {
        all.flatMap { step in
            (step.statements + searchStatements(of: step, dialect)).map(dialect.rendered)
        }
    }

    private static func searchStatements(of step: Migration, _ dialect: Dialect) -> [String] {
        step.version == 1 ? dialect.searchSchema : []
    }

    private static func version(
        on connection: any DatabaseConnection,
        _ dialect: Dialect
    ) throws -> Int {
        try connection.execute(dialect.rendered(Schema.information), [])
        var version = 0
        let sql = RenderedSQL.text(of: StoreStatement.info, dialect)
        try connection.forEachRow(sql, [.text("schema_version")]) { columns in
            var row = SQLRow(columns)
            version = Int(try row.text()) ?? 0
        }
        return version
    }
}

extension Store {
    /// The whole schema in the spelling of a dialect, one statement a line of the array.
    public static func schema(for dialect: Dialect) -> [String] {
        [dialect.rendered(Schema.information)] + Migration.schema(for: dialect)
    }
}
