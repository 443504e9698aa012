import EarshotModel
import Foundation

/// What keeps the store itself in order: ids in use, the change sequence, the intake's audit row.
enum StoreRecords {
    /// The highest id in use.
    static func highestID(
        on connection: any DatabaseConnection,
        _ dialect: Dialect
    ) throws -> Int64 {
        var highest: Int64 = 0
        let sql = RenderedSQL.text(of: StoreStatement.highestID, dialect)
        try connection.forEachRow(sql, []) { columns in
            var row = SQLRow(columns)
            highest = try row.optionalInt() ?? 0
        }
        return highest
    }

    /// Writes what every transaction leaves at its end: the intake's summary and the changes.
    ///
    /// The change counter is the last row to be locked, so that the sequence follows the order of
    /// commits.
    static func finish(_ session: Session) throws {
        if session.intake.entries > 0 || session.intake.mentions > 0 {
            let tx = WriteTransaction(session: session)
            try tx.audit.add(
                "intake.committed",
                facts: [
                    "polls": "\(session.intake.polls)", "entries": "\(session.intake.entries)",
                    "mentions": "\(session.intake.mentions)",
                ]
            )
        }
        try WriteTransaction(session: session).counts.flush()
        let changes = session.changes
        guard !changes.isEmpty else { return }
        let last = try session.row(StoreStatement.advanceChanges, changes.count) { row in
            try row.int()
        }
        guard let last else { throw StoreError.unreadable("the change counter is missing") }
        let first = last - Int64(changes.count) + 1
        let rows = zip(first..., changes).map { number, change in
            [
                number.sqlValue, change.kind.sqlValue, change.record.sqlValue,
                session.now.sqlValue,
            ]
        }
        try session.executeMany(StoreStatement.addChange, rows)
    }
}

/// The statements that keep the store itself in order.
enum StoreStatement: String, StatementSet {
    case highestID = """
        SELECT MAX(highest) FROM (
            SELECT MAX(id) AS highest FROM entries UNION ALL SELECT MAX(id) FROM entry_revisions
            UNION ALL SELECT MAX(id) FROM mentions UNION ALL SELECT MAX(id) FROM judgements
            UNION ALL SELECT MAX(id) FROM links UNION ALL SELECT MAX(id) FROM authors
            UNION ALL SELECT MAX(id) FROM customers UNION ALL SELECT MAX(id) FROM cases
            UNION ALL SELECT MAX(id) FROM contacts UNION ALL SELECT MAX(id) FROM responses
            UNION ALL SELECT MAX(id) FROM notes UNION ALL SELECT MAX(id) FROM clocks
            UNION ALL SELECT MAX(id) FROM audit UNION ALL SELECT MAX(id) FROM feeds
            UNION ALL SELECT MAX(id) FROM feed_versions UNION ALL SELECT MAX(id) FROM brands
            UNION ALL SELECT MAX(id) FROM staff UNION ALL SELECT MAX(id) FROM tokens
            UNION ALL SELECT MAX(id) FROM policy_versions
            UNION ALL SELECT MAX(id) FROM rescore_runs
            UNION ALL SELECT MAX(id) FROM ruleset_versions) AS highest_ids
        """
    case advanceChanges = "UPDATE change_counter SET n = n + ?1 WHERE id = 1 RETURNING n"
    case addChange = "INSERT INTO changes (n, kind, record_id, at) VALUES (?1, ?2, ?3, ?4)"
    case info = "SELECT value FROM store_info WHERE key = ?1"
    case setInfo = """
        INSERT INTO store_info (key, value) VALUES (?1, ?2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """
    case advanceSchema = """
        INSERT INTO store_info (key, value) VALUES (?1, ?2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE store_info.value = ?3
        """
    case latestAct = "SELECT MAX(at) FROM audit"
}
