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

    /// Takes the steps that a store lacks, each in a transaction of its own with its version; a
    /// newer schema is refused.
    ///
    /// What was cut off between two steps goes on at the next call. A store that has a version
    /// already is backed up before its first step, when `backups` are given. Of several processes
    /// one migrates, and the others wait while it gets on; `tell` hears whom they wait for. Throws
    /// `migrationFailed`, which names the step.
    static func migrate(
        _ database: any Database,
        steps: [Migration] = all,
        backups: UpgradeBackups? = nil,
        waiting tell: (String) -> Void = { _ in }
    ) throws {
        try database.alone(waiting: tell) {
            let found = try database.write { connection in
                try connection.execute(database.dialect.rendered(Schema.information), [])
                return try version(on: connection, database.dialect)
            }
            guard found <= steps.count else {
                throw StoreError.tooNew(
                    found: found,
                    known: steps.count,
                    restore: backups?.restoreCommand(for: steps.count)
                )
            }
            let missing = steps.filter { $0.version > found }
            if found > 0, let first = missing.first {
                try backups?.make(before: first.version, latest: latestAct(in: database))
            }
            for step in missing { try step.apply(to: database) }
        }
    }

    /// The whole schema in one engine's spelling, for a test that applies it elsewhere.
    static func schema(for dialect: Dialect) -> [String] {
        all.flatMap { $0.rendered(for: dialect) }
    }

    /// The version of a store's schema; 0 when it has none.
    static func version(
        on connection: any DatabaseConnection,
        _ dialect: Dialect
    ) throws -> Int {
        var version = 0
        let sql = RenderedSQL.text(of: StoreStatement.info, dialect)
        try connection.forEachRow(sql, [.text("schema_version")]) { columns in
            var row = SQLRow(columns)
            version = Int(try row.text()) ?? 0
        }
        return version
    }

    // MARK: -

    private func apply(to database: any Database) throws {
        do {
            try database.write { connection in
                let claim = RenderedSQL.text(of: StoreStatement.advanceSchema, database.dialect)
                let isOurs = try connection.execute(
                    claim,
                    [.text("schema_version"), .text("\(version)"), .text("\(version - 1)")]
                )
                // Whoever else came in between took this step.
                guard isOurs == 1 else { return }
                for statement in rendered(for: database.dialect) {
                    try connection.execute(statement, [])
                }
            }
        } catch {
            throw StoreError.migrationFailed(version: version, reason: "\(error)")
        }
    }

    private func rendered(for dialect: Dialect) -> [String] {
        (statements + (version == 1 ? dialect.searchSchema : [])).map(dialect.rendered)
    }

    /// When somebody last did something; `nil` in a store without audit.
    private static func latestAct(in database: any Database) throws -> Instant? {
        try database.read { connection in
            var latest: Instant?
            let sql = RenderedSQL.text(of: StoreStatement.latestAct, database.dialect)
            try connection.forEachRow(sql, []) { columns in
                var row = SQLRow(columns)
                latest = try row.optionalInstant()
            }
            return latest
        }
    }
}

extension Store {
    /// The whole schema in the spelling of a dialect, one statement a line of the array.
    public static func schema(for dialect: Dialect) -> [String] {
        [dialect.rendered(Schema.information)] + Migration.schema(for: dialect)
    }

    /// The version of the schema that this Earshot reads and writes.
    public static var schemaVersion: Int { Migration.current }
}
