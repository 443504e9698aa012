public import EarshotModel

/// The ledger of contacts: rows are added, and nature and outcome are filled in once.
public struct ContactRecords<Access> {
    let session: Session

    /// Every contact with a person, oldest first.
    public func history(of party: Party) throws -> [Contact] {
        try session.rows(ContactStatement.ofParty, party.key) { row in try contact(&row) }
    }

    /// The contacts of a case, oldest first.
    public func ofCase(_ id: Case.ID) throws -> [ContactRecord] {
        try session.rows(ContactStatement.ofCase, id) { row in
            ContactRecord(
                contact: try contact(&row),
                nature: try row.optionalWord(),
                outcome: try row.optionalWord(),
                mention: try row.optionalID(),
                response: try row.optionalID(),
                staffName: try row.optionalText()
            )
        }
    }

    private func contact(_ row: inout SQLRow) throws -> Contact {
        Contact(
            id: try row.id(),
            at: try row.instant(),
            direction: try row.word(),
            channel: try row.word(),
            visibility: try row.word(),
            isSolicited: try row.bool()
        )
    }
}

extension Transaction {
    /// The ledger of contacts.
    public var contacts: ContactRecords<Access> { ContactRecords(session: session) }
}

/// A contact on its way into the ledger.
public struct NewContact: Sendable {
    /// The person.
    public let party: Party
    /// The case it belongs to.
    public let matter: Case.ID?
    /// The mention behind it, for one that came in.
    public let mention: Mention.ID?
    /// The response behind it, for one that went out.
    public let response: Response.ID?
    /// Which way it went.
    public let direction: Direction
    /// Whether the person had asked for it.
    public let isSolicited: Bool
    /// The way it took.
    public let channel: Channel
    /// Who could read it.
    public let visibility: Visibility
    /// What it was about, when known.
    public let nature: Nature?
    /// Who of the staff had it.
    public let staff: StaffMember.ID?
    /// When it took place.
    public let at: Instant

    /// Creates a contact.
    public init(
        party: Party,
        matter: Case.ID?,
        mention: Mention.ID? = nil,
        response: Response.ID? = nil,
        direction: Direction,
        isSolicited: Bool,
        channel: Channel,
        visibility: Visibility,
        nature: Nature? = nil,
        staff: StaffMember.ID? = nil,
        at: Instant
    ) {
        self.party = party
        self.matter = matter
        self.mention = mention
        self.response = response
        self.direction = direction
        self.isSolicited = isSolicited
        self.channel = channel
        self.visibility = visibility
        self.nature = nature
        self.staff = staff
        self.at = at
    }
}

extension ContactRecords where Access == Writing {
    /// Adds a contact to the ledger.
    public func add(_ contact: NewContact) throws {
        let id: Contact.ID = session.ids.next()
        try session.execute(
            ContactStatement.add,
            id,
            contact.party.key,
            contact.matter,
            contact.mention,
            contact.response,
            contact.direction,
            contact.isSolicited,
            contact.channel,
            contact.visibility,
            contact.nature,
            contact.staff,
            contact.at
        )
    }

    /// Gives every contact of the case that lacks them this nature and this outcome.
    public func complete(_ id: Case.ID, nature: Nature, outcome: ContactOutcome) throws {
        try session.execute(ContactStatement.complete, id, nature, outcome)
    }
}

/// The statements on contacts.
enum ContactStatement: String, StatementSet {
    case ofParty = """
        SELECT id, at, direction, channel, visibility, is_solicited FROM contacts
        WHERE party_key = ?1 ORDER BY at, id
        """
    case ofCase = """
        SELECT t.id, t.at, t.direction, t.channel, t.visibility, t.is_solicited, t.nature,
            t.outcome, t.mention_id, t.response_id, s.name
        FROM contacts AS t LEFT JOIN staff AS s ON s.id = t.staff_id
        WHERE t.case_id = ?1 ORDER BY t.at, t.id
        """
    case add = """
        INSERT INTO contacts (id, party_key, case_id, mention_id, response_id, direction,
            is_solicited, channel, visibility, nature, staff_id, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """
    case complete = """
        UPDATE contacts SET nature = COALESCE(nature, ?2), outcome = COALESCE(outcome, ?3)
        WHERE case_id = ?1
        """
}
