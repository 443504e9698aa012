public import EarshotModel

/// The cases and the clocks that measure them.
public struct CaseRecords<Access> {
    let session: Session

    /// The case with that identity.
    public func record(_ id: Case.ID) throws -> CaseRecord? {
        try session.row(CaseStatement.byID, id) { row in
            try CaseRecord(&row, in: session.scope)
        }
    }

    /// Everything about a case; without a mention in scope only that it exists and who owns it.
    public func file(_ id: Case.ID) throws -> CaseFile? {
        guard let matter = try record(id) else { return nil }
        let tx = Transaction<Access>(session: session)
        let mentions = try tx.mentions.files(of: id)
        let isVisible = !mentions.isEmpty
        return CaseFile(
            matter: matter,
            mentions: mentions,
            contacts: isVisible ? try tx.contacts.ofCase(id) : [],
            responses: isVisible ? try tx.responses.ofCase(id) : [],
            notes: isVisible ? try tx.notes.ofCase(id) : [],
            history: try tx.audit.history(of: id)
        )
    }

    /// The case with that number.
    public func record(number: Int) throws -> CaseRecord? {
        try session.row(CaseStatement.byNumber, number) { row in
            try CaseRecord(&row, in: session.scope)
        }
    }

    /// The one live case of a person; `nil` when nothing is pending.
    public func live(of party: Party) throws -> CaseRecord? {
        try session.row(CaseStatement.live, party.key) { row in
            try CaseRecord(&row, in: session.scope)
        }
    }

    /// The live cases that somebody owns, those that are due first in front.
    public func live(ownedBy owner: StaffMember.ID) throws -> [CaseRecord] {
        try session.rows(CaseStatement.liveOfOwner, owner) { row in
            try CaseRecord(&row, in: session.scope)
        }
    }

    /// The person's case that was resolved last.
    public func lastResolved(of party: Party) throws -> CaseRecord? {
        try session.row(CaseStatement.lastResolved, party.key) { row in
            try CaseRecord(&row, in: session.scope)
        }
    }

    /// The number of the next stretch that a metric measures in a case: 1 before the first.
    public func nextSegment(of metric: ClockMetric, in id: Case.ID) throws -> Int {
        try session.row(CaseStatement.nextSegment, id, metric) { row in try row.count() } ?? 1
    }

    /// Clocks that are past their target and not yet marked, earliest first.
    public func overdueClocks(at now: Instant, limit: Int) throws -> [OverdueClock] {
        try session.rows(CaseStatement.overdue, now, limit) { row in
            OverdueClock(
                id: try row.int(),
                matter: try row.id(),
                number: try row.count(),
                metric: try row.word(),
                dueAt: try row.instant()
            )
        }
    }

    /// How many cases have a clock that is past its target and still runs.
    public func countOverdue(at now: Instant) throws -> Int {
        try session.row(CaseStatement.countOverdue, now) { row in try row.count() } ?? 0
    }

    /// How many cases are in each state.
    public func countsByState() throws -> [CaseState: Int] {
        let rows = try session.rows(CaseStatement.countByState) { row in
            (try row.word() as CaseState, try row.count())
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}

extension Transaction {
    /// The cases.
    public var cases: CaseRecords<Access> { CaseRecords(session: session) }
}

/// A clock that ran past its target.
public struct OverdueClock: Hashable, Sendable {
    let id: Int64
    /// The case.
    public let matter: Case.ID
    /// The case's number.
    public let number: Int
    /// Which promise was broken.
    public let metric: ClockMetric
    /// When it was due.
    public let dueAt: Instant
}

/// A promise that a clock measures.
public struct ClockStart: Hashable, Sendable {
    /// Which promise.
    public let metric: ClockMetric
    /// Which stretch of the case: 1, and one more for each reopening.
    public let segment: Int
    /// The policy that made the promise.
    public let policy: RecordID<CompanyPolicy>
    /// When the clock started.
    public let startedAt: Instant
    /// The promise in business minutes.
    public let targetMinutes: Int
    /// When it is due.
    public let dueAt: Instant

    /// Creates a promise.
    public init(
        metric: ClockMetric,
        segment: Int,
        policy: RecordID<CompanyPolicy>,
        startedAt: Instant,
        targetMinutes: Int,
        dueAt: Instant
    ) {
        self.metric = metric
        self.segment = segment
        self.policy = policy
        self.startedAt = startedAt
        self.targetMinutes = targetMinutes
        self.dueAt = dueAt
    }
}

/// What changes in a case; what is not set stays.
public struct CaseChange: Hashable, Sendable {
    /// The new state.
    public var state: CaseState
    /// The new owner; `nil` for none.
    public var owner: StaffMember.ID?
    /// The nature.
    public var nature: Nature
    /// When the first answer is due.
    public var dueAt: Instant?
    /// When the first answer went out.
    public var respondedAt: Instant?
    /// When it was resolved.
    public var resolvedAt: Instant?
    /// How it ended.
    public var outcome: ContactOutcome?
    /// What puts it before others that are due in the same minute.
    public var rank: QueueRank

    /// The case as it stands, to be changed.
    public init(of record: CaseRecord) {
        state = record.state
        owner = record.owner
        nature = record.nature
        dueAt = record.dueAt
        respondedAt = record.respondedAt
        resolvedAt = record.resolvedAt
        outcome = record.outcome
        rank = record.rank
    }
}

extension CaseRecords where Access == Writing {
    /// Takes the person's row for this transaction; the first statement of every desk transaction,
    /// because it serialises both engines alike.
    public func serialise(_ party: Party) throws {
        let (customer, author): (Customer.ID?, Author.ID?) =
            switch party {
            case .customer(let id): (id, nil)
            case .author(let id): (nil, id)
            }
        try session.execute(CaseStatement.touchParty, party.key, customer, author)
    }

    /// Opens a case that nobody owns, with the next number.
    public func open(
        for party: Party,
        nature: Nature,
        rank: QueueRank = QueueRank(),
        at opened: Instant,
        clock: ClockStart?
    ) throws -> CaseRecord {
        let id: Case.ID = session.ids.next()
        let number = try session.row(CaseStatement.nextNumber) { row in try row.count() }
        guard let number else { throw StoreError.unreadable("the case counter is missing") }
        try session.execute(
            CaseStatement.open,
            id,
            number,
            party.key,
            nature,
            opened,
            clock?.dueAt,
            rank.number
        )
        if let clock { try start(clock, of: id) }
        session.changed(.matter, id)
        guard let record = try record(id) else {
            throw StoreError.unreadable("a case vanished while it was opened")
        }
        return record
    }

    /// Changes a case that still has that version; false when somebody was faster.
    public func change(_ id: Case.ID, to change: CaseChange, expecting version: Int) throws -> Bool
    {
        let count = try session.execute(
            CaseStatement.change,
            id,
            change.state,
            change.owner,
            change.nature,
            change.dueAt,
            change.respondedAt,
            change.resolvedAt,
            change.outcome,
            change.rank.number,
            version
        )
        if count == 1 { session.changed(.matter, id) }
        return count == 1
    }

    /// Starts a clock.
    public func start(_ clock: ClockStart, of id: Case.ID) throws {
        let clockID: RecordID<ClockStart> = session.ids.next()
        try session.execute(
            CaseStatement.startClock,
            clockID,
            id,
            clock.metric,
            clock.segment,
            clock.policy,
            clock.startedAt,
            clock.targetMinutes,
            clock.dueAt
        )
    }

    /// Stops the running clock of that metric, because the promise was kept or is moot.
    public func meetClock(_ metric: ClockMetric, of id: Case.ID) throws {
        try session.execute(CaseStatement.meetClock, id, metric, session.now)
    }

    /// Marks a clock as broken, once; false when it was marked or met before.
    public func markBreached(_ clock: OverdueClock) throws -> Bool {
        let count = try session.execute(CaseStatement.markBreached, clock.id, session.now)
        if count == 1 { session.changed(.matter, clock.matter) }
        return count == 1
    }
}

extension CaseRecord {
    init(_ row: inout SQLRow, in scope: Scope) throws {
        id = try row.id()
        number = try row.count()
        let key = try row.text()
        guard let party = Party(key: key) else {
            throw StoreError.unreadable("\(key) is no party")
        }
        self.party = party
        let name = try row.optionalText()
        // An erased author's name is empty.
        partyName = scope.includesPersonalData && name?.isEmpty == false ? name : nil
        state = try row.word()
        owner = try row.optionalID()
        ownerName = try row.optionalText()
        nature = try row.word()
        openedAt = try row.instant()
        dueAt = try row.optionalInstant()
        respondedAt = try row.optionalInstant()
        resolvedAt = try row.optionalInstant()
        outcome = try row.optionalWord()
        rank = QueueRank(number: try row.count())
        version = try row.count()
    }
}

/// The statements on cases.
enum CaseStatement: String, StatementSet {
    case byID = """
        SELECT k.id, k.number, k.party_key, COALESCE(c.name, a.name), k.state, k.owner_id, s.name,
            k.nature, k.opened_at, k.due_at, k.responded_at, k.resolved_at, k.outcome,
            k.queue_rank, k.version
        FROM cases AS k JOIN parties AS p ON p.key = k.party_key
        LEFT JOIN customers AS c ON c.id = p.customer_id
        LEFT JOIN authors AS a ON a.id = p.author_id LEFT JOIN staff AS s ON s.id = k.owner_id
        WHERE k.id = ?1
        """
    case byNumber = """
        SELECT k.id, k.number, k.party_key, COALESCE(c.name, a.name), k.state, k.owner_id, s.name,
            k.nature, k.opened_at, k.due_at, k.responded_at, k.resolved_at, k.outcome,
            k.queue_rank, k.version
        FROM cases AS k JOIN parties AS p ON p.key = k.party_key
        LEFT JOIN customers AS c ON c.id = p.customer_id
        LEFT JOIN authors AS a ON a.id = p.author_id LEFT JOIN staff AS s ON s.id = k.owner_id
        WHERE k.number = ?1
        """
    case live = """
        SELECT k.id, k.number, k.party_key, COALESCE(c.name, a.name), k.state, k.owner_id, s.name,
            k.nature, k.opened_at, k.due_at, k.responded_at, k.resolved_at, k.outcome,
            k.queue_rank, k.version
        FROM cases AS k JOIN parties AS p ON p.key = k.party_key
        LEFT JOIN customers AS c ON c.id = p.customer_id
        LEFT JOIN authors AS a ON a.id = p.author_id LEFT JOIN staff AS s ON s.id = k.owner_id
        WHERE k.party_key = ?1 AND k.state IN
            ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
        """
    case liveOfOwner = """
        SELECT k.id, k.number, k.party_key, COALESCE(c.name, a.name), k.state, k.owner_id, s.name,
            k.nature, k.opened_at, k.due_at, k.responded_at, k.resolved_at, k.outcome,
            k.queue_rank, k.version
        FROM cases AS k JOIN parties AS p ON p.key = k.party_key
        LEFT JOIN customers AS c ON c.id = p.customer_id
        LEFT JOIN authors AS a ON a.id = p.author_id LEFT JOIN staff AS s ON s.id = k.owner_id
        WHERE k.owner_id = ?1 AND k.state IN
            ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
        ORDER BY k.due_at ASC NULLS LAST, k.number
        """
    case lastResolved = """
        SELECT k.id, k.number, k.party_key, COALESCE(c.name, a.name), k.state, k.owner_id, s.name,
            k.nature, k.opened_at, k.due_at, k.responded_at, k.resolved_at, k.outcome,
            k.queue_rank, k.version
        FROM cases AS k JOIN parties AS p ON p.key = k.party_key
        LEFT JOIN customers AS c ON c.id = p.customer_id
        LEFT JOIN authors AS a ON a.id = p.author_id LEFT JOIN staff AS s ON s.id = k.owner_id
        WHERE k.party_key = ?1 AND k.state = 'resolved' ORDER BY k.resolved_at DESC, k.id DESC
        LIMIT 1
        """
    case countByState = "SELECT state, COUNT(*) FROM cases GROUP BY state"
    case touchParty = """
        INSERT INTO parties (key, customer_id, author_id, version) VALUES (?1, ?2, ?3, 1)
        ON CONFLICT (key) DO UPDATE SET version = parties.version + 1
        """
    case nextNumber = "UPDATE case_numbers SET n = n + 1 WHERE id = 1 RETURNING n"
    case open = """
        INSERT INTO cases (id, number, party_key, state, nature, opened_at, due_at, queue_rank,
            version)
        VALUES (?1, ?2, ?3, 'new', ?4, ?5, ?6, ?7, 1)
        """
    case change = """
        UPDATE cases SET state = ?2, owner_id = ?3, nature = ?4, due_at = ?5, responded_at = ?6,
            resolved_at = ?7, outcome = ?8, queue_rank = ?9, version = version + 1
        WHERE id = ?1 AND version = ?10
        """
    case startClock = """
        INSERT INTO clocks (id, case_id, metric, segment, policy_version_id, started_at,
            target_minutes, due_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
    case nextSegment = """
        SELECT COALESCE(MAX(segment), 0) + 1 FROM clocks WHERE case_id = ?1 AND metric = ?2
        """
    case meetClock = """
        UPDATE clocks SET met_at = ?3 WHERE case_id = ?1 AND metric = ?2 AND met_at IS NULL
        """
    case overdue = """
        SELECT l.id, l.case_id, k.number, l.metric, l.due_at FROM clocks AS l
        JOIN cases AS k ON k.id = l.case_id
        WHERE l.due_at <= ?1 AND l.met_at IS NULL AND l.breached_at IS NULL
        ORDER BY l.due_at, l.id LIMIT ?2
        """
    case countOverdue = """
        SELECT COUNT(DISTINCT case_id) FROM clocks WHERE due_at <= ?1 AND met_at IS NULL
        """
    case markBreached = """
        UPDATE clocks SET breached_at = ?2
        WHERE id = ?1 AND met_at IS NULL AND breached_at IS NULL
        """
}
