public import EarshotModel

/// The staff, and how they prove who they are; only fingerprints of secrets are kept.
public struct StaffRecords<Access> {
    let session: Session

    /// Everybody, by name.
    public func all() throws -> [StaffMember] {
        try session.rows(StaffStatement.all) { row in try StaffMember(&row) }
    }

    /// The member with that identity.
    public func member(_ id: StaffMember.ID) throws -> StaffMember? {
        try session.row(StaffStatement.byID, id) { row in try StaffMember(&row) }
    }

    /// The member with that e-mail address, and the hash of the password when one is set.
    public func credentials(email: String) throws -> (member: StaffMember, passwordHash: String?)? {
        try session.row(StaffStatement.byEmail, email.lowercased()) { row in
            (try StaffMember(&row), try row.optionalText())
        }
    }

    /// Whether the member has a password.
    public func hasPassword(_ id: StaffMember.ID) throws -> Bool {
        try session.row(StaffStatement.hasPassword, id) { row in try row.bool() } ?? false
    }

    /// The member whose session has that fingerprint and has not ended, and when it was last seen.
    public func session(_ tokenHash: [UInt8]) throws -> (member: StaffMember, lastSeen: Instant)? {
        try session.row(StaffStatement.bySession, tokenHash, session.now) { row in
            (try StaffMember(&row), try row.instant())
        }
    }

    /// The member who holds the token with that fingerprint.
    public func token(_ tokenHash: [UInt8]) throws -> StaffMember? {
        try session.row(StaffStatement.byToken, tokenHash) { row in try StaffMember(&row) }
    }

    /// The tokens that can still be used, by name; their secrets are known to nobody.
    public func tokens() throws -> [TokenRecord] {
        try session.rows(StaffStatement.tokens) { row in try TokenRecord(&row) }
    }

    /// The member for whom the one-time link was made, while it can still be used.
    public func signInLink(_ tokenHash: [UInt8]) throws -> StaffMember? {
        try session.row(StaffStatement.byLink, tokenHash, session.now) { row in
            try StaffMember(&row)
        }
    }
}

extension Transaction {
    /// The staff.
    public var staff: StaffRecords<Access> { StaffRecords(session: session) }
}

extension StaffRecords where Access == Writing {
    /// Adds a member without a password.
    public func add(_ member: StaffMember) throws {
        try session.execute(
            StaffStatement.add,
            member.id,
            member.name,
            member.email.lowercased(),
            member.role,
            member.isActive,
            session.now
        )
        session.changed(.staff, member.id)
    }

    /// Makes a one-time link known by its fingerprint.
    public func addSignInLink(_ tokenHash: [UInt8], for id: StaffMember.ID, until: Instant) throws {
        try session.execute(StaffStatement.addLink, tokenHash, id, session.now, until)
    }

    /// Uses up a one-time link; the member, or `nil` when it was used or has expired.
    public func useSignInLink(_ tokenHash: [UInt8]) throws -> StaffMember? {
        guard let member = try signInLink(tokenHash) else { return nil }
        let count = try session.execute(StaffStatement.useLink, tokenHash, session.now)
        return count == 1 ? member : nil
    }

    /// Sets the password's hash and ends every session of the member.
    public func setPassword(hash: String, of id: StaffMember.ID) throws {
        try session.execute(StaffStatement.setPassword, id, hash)
        try session.execute(StaffStatement.endSessions, id)
        session.changed(.staff, id)
    }

    /// Begins a session known by its fingerprint.
    public func addSession(_ tokenHash: [UInt8], of id: StaffMember.ID, until: Instant) throws {
        try session.execute(StaffStatement.addSession, tokenHash, id, session.now, until)
    }

    /// Notes that a session is in use.
    public func touchSession(_ tokenHash: [UInt8]) throws {
        try session.execute(StaffStatement.touchSession, tokenHash, session.now)
    }

    /// Ends a session.
    public func endSession(_ tokenHash: [UInt8]) throws {
        try session.execute(StaffStatement.endSession, tokenHash)
    }

    /// Adds a token known by its fingerprint.
    public func addToken(_ tokenHash: [UInt8], name: String, for id: StaffMember.ID) throws {
        let tokenID: RecordID<StaffMember> = session.ids.next()
        try session.execute(StaffStatement.addToken, tokenID, tokenHash, name, id, session.now)
    }
}

extension StaffRecords where Access == Writing {
    /// Lets somebody sign in no more: sessions end, tokens and one-time links stop working.
    public func deactivate(_ id: StaffMember.ID) throws -> EndedAccess {
        try session.execute(StaffStatement.setActive, id, false)
        let sessions = try session.execute(StaffStatement.endSessions, id)
        let tokens = try session.execute(StaffStatement.revokeTokens, id, session.now)
        try session.execute(StaffStatement.useLinks, id, session.now)
        session.changed(.staff, id)
        return EndedAccess(sessions: sessions, tokens: tokens)
    }

    /// Lets somebody sign in again; what ended before stays ended.
    public func activate(_ id: StaffMember.ID) throws {
        try session.execute(StaffStatement.setActive, id, true)
        session.changed(.staff, id)
    }

    /// Ends a token; false when there is none with that id that works.
    public func revokeToken(_ id: TokenRecord.ID) throws -> Bool {
        try session.execute(StaffStatement.revokeToken, id, session.now) == 1
    }
}

/// How much of somebody's access ended.
public struct EndedAccess: Hashable, Sendable {
    /// How many sessions ended.
    public let sessions: Int
    /// How many tokens ended.
    public let tokens: Int
}

/// A key with which a program acts for somebody.
public struct TokenRecord: Hashable, Sendable {
    /// The identity of a token.
    public typealias ID = RecordID<TokenRecord>

    /// The token's identity.
    public let id: ID
    /// What it is for.
    public let name: String
    /// The name of the member for whom it acts.
    public let memberName: String
    /// The e-mail address of that member.
    public let memberEmail: String
    /// When it was made.
    public let createdAt: Instant

    init(_ row: inout SQLRow) throws {
        id = try row.id()
        name = try row.text()
        memberName = try row.text()
        memberEmail = try row.text()
        createdAt = try row.instant()
    }
}

extension StaffMember {
    init(_ row: inout SQLRow) throws {
        self.init(
            id: try row.id(),
            name: try row.text(),
            email: try row.text(),
            role: try row.word(),
            isActive: try row.bool(),
            awayUntil: try row.optionalInstant()
        )
    }
}

/// The statements on the staff.
enum StaffStatement: String, StatementSet {
    case all = """
        SELECT id, name, email, role, is_active, away_until FROM staff ORDER BY name {bytewise}, id
        """
    case byID = """
        SELECT id, name, email, role, is_active, away_until FROM staff WHERE id = ?1
        """
    case byEmail = """
        SELECT id, name, email, role, is_active, away_until, password_hash FROM staff
        WHERE email = ?1
        """
    case hasPassword = """
        SELECT CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END FROM staff WHERE id = ?1
        """
    case bySession = """
        SELECT s.id, s.name, s.email, s.role, s.is_active, s.away_until, e.last_seen_at
        FROM sessions AS e JOIN staff AS s ON s.id = e.staff_id
        WHERE e.token_hash = ?1 AND e.expires_at > ?2 AND s.is_active
        """
    case byToken = """
        SELECT s.id, s.name, s.email, s.role, s.is_active, s.away_until
        FROM tokens AS t JOIN staff AS s ON s.id = t.staff_id
        WHERE t.token_hash = ?1 AND t.revoked_at IS NULL AND s.is_active
        """
    case tokens = """
        SELECT t.id, t.name, s.name, s.email, t.created_at
        FROM tokens AS t JOIN staff AS s ON s.id = t.staff_id
        WHERE t.revoked_at IS NULL AND s.is_active ORDER BY t.name {bytewise}, t.id
        """
    case byLink = """
        SELECT s.id, s.name, s.email, s.role, s.is_active, s.away_until
        FROM sign_in_links AS l JOIN staff AS s ON s.id = l.staff_id
        WHERE l.token_hash = ?1 AND l.used_at IS NULL AND l.expires_at > ?2 AND s.is_active
        """
    case add = """
        INSERT INTO staff (id, name, email, role, is_active, created_at, version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)
        """
    case addLink = """
        INSERT INTO sign_in_links (token_hash, staff_id, created_at, expires_at)
        VALUES (?1, ?2, ?3, ?4)
        """
    case useLink = """
        UPDATE sign_in_links SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL
        """
    case setPassword = """
        UPDATE staff SET password_hash = ?2, version = version + 1 WHERE id = ?1
        """
    case setActive = "UPDATE staff SET is_active = ?2, version = version + 1 WHERE id = ?1"
    case revokeToken = "UPDATE tokens SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL"
    case revokeTokens = """
        UPDATE tokens SET revoked_at = ?2 WHERE staff_id = ?1 AND revoked_at IS NULL
        """
    case useLinks = """
        UPDATE sign_in_links SET used_at = ?2 WHERE staff_id = ?1 AND used_at IS NULL
        """
    case endSessions = "DELETE FROM sessions WHERE staff_id = ?1"
    case addSession = """
        INSERT INTO sessions (token_hash, staff_id, created_at, last_seen_at, expires_at)
        VALUES (?1, ?2, ?3, ?3, ?4)
        """
    case touchSession = "UPDATE sessions SET last_seen_at = ?2 WHERE token_hash = ?1"
    case endSession = "DELETE FROM sessions WHERE token_hash = ?1"
    case addToken = """
        INSERT INTO tokens (id, token_hash, name, staff_id, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """
}
