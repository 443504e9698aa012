public import EarshotModel

/// The versions of the company's own settings.
public struct PolicyRecords<Access> {
    let session: Session

    /// The settings in force with the identity of their version; `nil` before the first.
    public func effective() throws -> (id: RecordID<CompanyPolicy>, policy: CompanyPolicy)? {
        try session.row(PolicyStatement.effective) { row in
            (try row.id(), try JSONText.value(CompanyPolicy.self, from: try row.text()))
        }
    }

    /// The identity of the version in force; `nil` before the first.
    public func effectiveID() throws -> RecordID<CompanyPolicy>? {
        try session.row(PolicyStatement.effectiveID) { row in try row.optionalID() } ?? nil
    }

    /// Whether this store shows the demo.
    public func isDemo() throws -> Bool {
        try session.row(PolicyStatement.isDemo) { row in try row.bool() } ?? false
    }
}

extension Transaction {
    /// The company's own settings.
    public var policies: PolicyRecords<Access> { PolicyRecords(session: session) }
}

extension PolicyRecords where Access == Writing {
    /// Puts settings in force as a new version, unless they are in force already; the version.
    @discardableResult
    public func apply(_ policy: CompanyPolicy) throws -> RecordID<CompanyPolicy> {
        let content = try JSONText.text(of: policy)
        let current = try effective()
        if let current, try JSONText.text(of: current.policy) == content { return current.id }
        let id: RecordID<CompanyPolicy> = session.ids.next()
        try session.execute(
            PolicyStatement.add,
            id,
            ContentHash.hex(of: content),
            content,
            session.actor.kind,
            session.actor.name,
            session.now,
            current?.id
        )
        try session.execute(PolicyStatement.makeEffective, id)
        session.changed(.policy, id)
        return id
    }

    /// Marks the store as the demo's.
    public func markAsDemo() throws {
        try session.execute(PolicyStatement.markDemo)
    }
}

/// The statements on the company's own settings.
enum PolicyStatement: String, StatementSet {
    case effective = """
        SELECT v.id, v.content FROM company AS c
        JOIN policy_versions AS v ON v.id = c.policy_version_id WHERE c.id = 1
        """
    case effectiveID = "SELECT policy_version_id FROM company WHERE id = 1"
    case add = """
        INSERT INTO policy_versions (id, hash, content, actor_kind, actor_name, created_at,
            parent_id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """
    case makeEffective = "UPDATE company SET policy_version_id = ?1 WHERE id = 1"
    case isDemo = "SELECT is_demo FROM company WHERE id = 1"
    case markDemo = "UPDATE company SET is_demo = TRUE WHERE id = 1"
}
