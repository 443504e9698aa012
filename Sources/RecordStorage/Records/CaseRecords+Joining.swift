public import EarshotModel

extension CaseRecords {
    /// The customer to whom the latest case with a mention of that author belongs; `nil` when
    /// there is none, or the case is the bare author's.
    public func customer(behind author: Author.ID) throws -> Customer.ID? {
        let key = try session.row(CaseJoiningStatement.partyOfAuthor, author) { row in
            try row.text()
        }
        guard let key, case .customer(let id)? = Party(key: key) else { return nil }
        return id
    }

    /// Whether a person has any case or contact.
    public func knows(_ party: Party) throws -> Bool {
        try session.row(CaseJoiningStatement.knows, party.key) { row in try row.bool() } ?? false
    }
}

extension CaseRecords where Access == Writing {
    /// Makes all cases and contacts of one person another one's; of the two at most one may have a
    /// live case.
    public func handOver(from old: Party, to new: Party) throws {
        let cases: [Case.ID] = try session.rows(CaseJoiningStatement.ofParty, old.key) { row in
            try row.id()
        }
        try session.execute(CaseJoiningStatement.renameCases, old.key, new.key)
        try session.execute(CaseJoiningStatement.renameContacts, old.key, new.key)
        for id in cases { session.changed(.matter, id) }
    }

    /// Ends a case that still has that version as part of another one, which gets all that hangs
    /// on it, its clocks too, and the earlier start; false when somebody was faster.
    public func merge(_ old: CaseRecord, into new: Case.ID) throws -> Bool {
        let count = try session.execute(
            CaseJoiningStatement.merge,
            old.id,
            new,
            old.version
        )
        guard count == 1 else { return false }
        for statement in CaseJoiningStatement.moves {
            try session.execute(statement, old.id, new)
        }
        try session.execute(CaseJoiningStatement.startEarlier, new, old.openedAt)
        session.changed(.matter, old.id)
        session.changed(.matter, new)
        return true
    }
}

/// The statements with which cases join.
enum CaseJoiningStatement: String, StatementSet {
    case partyOfAuthor = """
        SELECT k.party_key FROM mentions AS m JOIN cases AS k ON k.id = m.case_id
        WHERE m.author_id = ?1 AND m.case_id IS NOT NULL ORDER BY m.case_id DESC, m.id DESC LIMIT 1
        """
    case knows = """
        SELECT EXISTS (SELECT 1 FROM cases WHERE party_key = ?1)
            OR EXISTS (SELECT 1 FROM contacts WHERE party_key = ?1)
        """
    case ofParty = "SELECT id FROM cases WHERE party_key = ?1 ORDER BY id"
    case renameCases = """
        UPDATE cases SET party_key = ?2, version = version + 1 WHERE party_key = ?1
        """
    case renameContacts = "UPDATE contacts SET party_key = ?2 WHERE party_key = ?1"
    case merge = """
        UPDATE cases SET state = 'merged', merged_into_id = ?2, version = version + 1
        WHERE id = ?1 AND version = ?3
        """
    case startEarlier = "UPDATE cases SET opened_at = ?2 WHERE id = ?1 AND opened_at > ?2"
    case moveMentions = """
        UPDATE mentions SET case_id = ?2, version = version + 1 WHERE case_id = ?1
        """
    case moveContacts = "UPDATE contacts SET case_id = ?2 WHERE case_id = ?1"
    case moveResponses = "UPDATE responses SET case_id = ?2 WHERE case_id = ?1"
    case moveNotes = "UPDATE notes SET case_id = ?2 WHERE case_id = ?1"
    case moveClocks = """
        UPDATE clocks SET case_id = ?2, segment = segment + (
            SELECT COALESCE(MAX(o.segment), 0) FROM clocks AS o
            WHERE o.case_id = ?2 AND o.metric = clocks.metric)
        WHERE case_id = ?1
        """

    /// What hangs on a case.
    static let moves = [moveMentions, moveContacts, moveResponses, moveNotes, moveClocks]
}
