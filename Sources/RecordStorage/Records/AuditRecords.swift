public import EarshotModel

/// Who did what, and when; rows are added and never changed, and a chain of hashes seals them.
public struct AuditRecords<Access> {
    let session: Session

    /// What was done to a case, oldest first.
    public func history(of matter: Case.ID) throws -> [AuditRecord] {
        try session.rows(AuditStatement.ofCase, matter) { row in try record(&row) }
    }

    /// Whether rows wait for their place in the chain.
    public func hasUnsealed() throws -> Bool {
        try session.row(AuditStatement.anyUnsealed) { row in try row.int() } != nil
    }

    private func record(_ row: inout SQLRow) throws -> AuditRecord {
        let at = try row.instant()
        let kind = try row.text()
        let name = try row.text()
        let act = try row.text()
        let payload = try row.optionalText()
        let staffName = try row.optionalText()
        return AuditRecord(
            at: at,
            actorKind: kind,
            actorName: staffName ?? name,
            act: act,
            facts: try payload.map { try JSONText.value([String: String].self, from: $0) } ?? [:]
        )
    }

    /// The first place where the chain is broken or its facts were altered; `nil` when it holds.
    ///
    /// Facts that were erased leave their hash, which holds the chain. The cost is linear in rows.
    public func firstBreak() throws -> Int? {
        var previous = AuditChain.start
        var broken: Int?
        _ = try session.rows(AuditStatement.sealed) { row in
            let sequence = try row.count()
            let link = try AuditLink(&row)
            previous = AuditChain.hash(of: link, after: previous, sequence: sequence)
            let matches = try row.bytes() == previous
            let payload = try AuditPayload(&row)
            let isTrue = payload == nil || payload?.hash == link.payloadHash
            if !(matches && isTrue), broken == nil { broken = sequence }
        }
        return broken
    }
}

extension Transaction {
    /// The audit.
    public var audit: AuditRecords<Access> { AuditRecords(session: session) }
}

/// The facts of a row and the salt that keeps them from being guessed by their hash.
private struct AuditPayload {
    let hash: [UInt8]

    /// The payload beside a row; `nil` when it was erased.
    init?(_ row: inout SQLRow) throws {
        guard let salt = try row.optionalBytes(), let payload = try row.optionalText() else {
            return nil
        }
        hash = Self.hash(salt: salt, payload: payload)
    }

    static func hash(salt: [UInt8], payload: String) -> [UInt8] {
        ContentHash.bytes(of: salt + Array(payload.utf8))
    }
}

/// What of an audit row enters the chain.
struct AuditLink {
    let id: Int64
    let at: Int64
    let actorKind: String
    let actorName: String
    let act: String
    let matter: Int64?
    let mention: Int64?
    let payloadHash: [UInt8]

    init(_ row: inout SQLRow) throws {
        id = try row.int()
        at = try row.int()
        actorKind = try row.text()
        actorName = try row.text()
        act = try row.text()
        matter = try row.optionalInt()
        mention = try row.optionalInt()
        payloadHash = try row.bytes()
    }
}

/// The chain: h(n) = SHA-256(h(n−1) ‖ n ‖ id ‖ at ‖ case ‖ mention ‖ actor ‖ act ‖
/// SHA-256(salt ‖ payload)).
///
/// A case or a mention that is missing counts as 0, which is nobody's id. Text fields are followed
/// by a zero byte, so that no two rows give the same bytes.
enum AuditChain {
    /// What stands before the first row.
    static let start = [UInt8](repeating: 0, count: 32)

    static func hash(of link: AuditLink, after previous: [UInt8], sequence: Int) -> [UInt8] {
        var data = previous
        let numbers = [
            Int64(sequence), link.id, link.at, link.matter ?? 0, link.mention ?? 0,
        ]
        for number in numbers {
            withUnsafeBytes(of: number.bigEndian) { data.append(contentsOf: $0) }
        }
        for text in [link.actorKind, link.actorName, link.act] {
            data.append(contentsOf: Array(text.utf8) + [0])
        }
        return ContentHash.bytes(of: data + link.payloadHash)
    }
}

extension AuditRecords where Access == Writing {
    /// Adds a row for an act of the transaction's actor.
    public func add(
        _ act: String,
        matter: Case.ID? = nil,
        mention: Mention.ID? = nil,
        facts: [String: String] = [:]
    ) throws {
        let id: RecordID<AuditRecord> = session.ids.next()
        let payload = try JSONText.text(of: facts)
        let salt = ContentHash.randomBytes(16)
        try session.execute(
            AuditStatement.add,
            id,
            session.now,
            session.actor.kind,
            session.actor.name,
            act,
            matter,
            mention,
            AuditPayload.hash(salt: salt, payload: payload)
        )
        try session.execute(AuditStatement.addPayload, id, salt, payload)
    }

    /// Adds up to `limit` rows to the chain, in the order of their ids; how many.
    public func seal(atMost limit: Int) throws -> Int {
        let end = try session.row(AuditStatement.chainEnd) { row in
            (try row.count(), try row.bytes())
        }
        var (sequence, previous) = end ?? (0, AuditChain.start)
        let links = try session.rows(AuditStatement.unsealed, limit) { row in try AuditLink(&row) }
        let rows = links.map { link -> [SQLValue] in
            sequence += 1
            previous = AuditChain.hash(of: link, after: previous, sequence: sequence)
            return [.int(link.id), .int(Int64(sequence)), .bytes(previous)]
        }
        try session.executeMany(AuditStatement.seal, rows)
        return rows.count
    }
}

/// The statements on the audit.
enum AuditStatement: String, StatementSet {
    case ofCase = """
        SELECT a.at, a.actor_kind, a.actor_name, a.act, p.payload, s.name
        FROM audit AS a LEFT JOIN audit_payloads AS p ON p.audit_id = a.id
        LEFT JOIN staff AS s ON a.actor_kind = 'staff' AND CAST(s.id AS {text}) = a.actor_name
        WHERE a.case_id = ?1 ORDER BY a.id
        """
    case add = """
        INSERT INTO audit (id, at, actor_kind, actor_name, act, case_id, mention_id, payload_hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
    case addPayload = """
        INSERT INTO audit_payloads (audit_id, salt, payload) VALUES (?1, ?2, ?3)
        """
    case chainEnd = """
        SELECT sequence, chain_hash FROM audit WHERE sequence IS NOT NULL
        ORDER BY sequence DESC LIMIT 1
        """
    case unsealed = """
        SELECT id, at, actor_kind, actor_name, act, case_id, mention_id, payload_hash FROM audit
        WHERE sequence IS NULL ORDER BY id LIMIT ?1
        """
    case anyUnsealed = "SELECT id FROM audit WHERE sequence IS NULL LIMIT 1"
    case seal = "UPDATE audit SET sequence = ?2, chain_hash = ?3 WHERE id = ?1"
    case sealed = """
        SELECT a.sequence, a.id, a.at, a.actor_kind, a.actor_name, a.act, a.case_id, a.mention_id,
            a.payload_hash, a.chain_hash, p.salt, p.payload
        FROM audit AS a LEFT JOIN audit_payloads AS p ON p.audit_id = a.id
        WHERE a.sequence IS NOT NULL ORDER BY a.sequence
        """
}
