public import EarshotModel

/// What was answered.
public struct ResponseRecords<Access> {
    let session: Session

    /// The responses of a case, oldest first.
    public func ofCase(_ id: Case.ID) throws -> [ResponseRecord] {
        try session.rows(ResponseStatement.ofCase, id) { row in
            ResponseRecord(
                id: try row.id(),
                mention: try row.optionalID(),
                state: try row.word(),
                visibility: try row.word(),
                channel: try row.word(),
                body: try row.text(),
                threadAddress: try row.optionalText(),
                authorName: try row.optionalText(),
                createdAt: try row.instant()
            )
        }
    }
}

extension Transaction {
    /// The responses.
    public var responses: ResponseRecords<Access> { ResponseRecords(session: session) }
}

/// A response on its way into the store.
public struct NewResponse: Sendable {
    /// The case it belongs to.
    public let matter: Case.ID
    /// The mention it answers.
    public let mention: Mention.ID?
    /// Where it stands.
    public let state: ResponseState
    /// Who can read it.
    public let visibility: Visibility
    /// The way it takes.
    public let channel: Channel
    /// What it says.
    public let body: String
    /// The address of the thread where it was posted.
    public let threadAddress: String?
    /// Who wrote it.
    public let staff: StaffMember.ID?

    /// Creates a response.
    public init(
        matter: Case.ID,
        mention: Mention.ID?,
        state: ResponseState,
        visibility: Visibility,
        channel: Channel,
        body: String,
        threadAddress: String?,
        staff: StaffMember.ID?
    ) {
        self.matter = matter
        self.mention = mention
        self.state = state
        self.visibility = visibility
        self.channel = channel
        self.body = body
        self.threadAddress = threadAddress
        self.staff = staff
    }
}

extension ResponseRecords where Access == Writing {
    /// Adds a response; its identity.
    public func add(_ response: NewResponse) throws -> Response.ID {
        let id: Response.ID = session.ids.next()
        try session.execute(
            ResponseStatement.add,
            id,
            response.matter,
            response.mention,
            response.state,
            response.visibility,
            response.channel,
            response.body,
            response.threadAddress,
            response.staff,
            session.now
        )
        return id
    }
}

/// The statements on responses.
enum ResponseStatement: String, StatementSet {
    case ofCase = """
        SELECT r.id, r.mention_id, r.state, r.visibility, r.channel, r.body, r.thread_address,
            s.name, r.created_at
        FROM responses AS r LEFT JOIN staff AS s ON s.id = r.staff_id
        WHERE r.case_id = ?1 ORDER BY r.id
        """
    case add = """
        INSERT INTO responses (id, case_id, mention_id, state, visibility, channel, body,
            thread_address, staff_id, created_at, version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1)
        """
}
