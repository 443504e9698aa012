public import EarshotModel

/// Internal notes; a table of their own, so that none can reach a customer.
public struct NoteRecords<Access> {
    let session: Session

    /// The notes of a case, oldest first.
    public func ofCase(_ id: Case.ID) throws -> [NoteRecord] {
        try session.rows(NoteStatement.ofCase, id) { row in
            let text = try row.text()
            let name = try row.text()
            return NoteRecord(
                text: text,
                authorName: try row.optionalText() ?? name,
                at: try row.instant()
            )
        }
    }
}

extension Transaction {
    /// The internal notes.
    public var notes: NoteRecords<Access> { NoteRecords(session: session) }
}

extension NoteRecords where Access == Writing {
    /// Adds a note of the transaction's actor.
    public func add(_ text: String, to matter: Case.ID) throws {
        let id: RecordID<NoteRecord> = session.ids.next()
        try session.execute(
            NoteStatement.add,
            id,
            matter,
            session.actor.kind,
            session.actor.name,
            text,
            session.now
        )
        session.changed(.matter, matter)
    }
}

/// The statements on notes.
enum NoteStatement: String, StatementSet {
    case ofCase = """
        SELECT n.text, n.actor_name, s.name, n.at
        FROM notes AS n
        LEFT JOIN staff AS s ON n.actor_kind = 'staff' AND CAST(s.id AS {text}) = n.actor_name
        WHERE n.case_id = ?1 ORDER BY n.id
        """
    case add = """
        INSERT INTO notes (id, case_id, actor_kind, actor_name, text, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """
}
