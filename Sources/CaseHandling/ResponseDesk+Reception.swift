public import CaseRules
public import EarshotModel
public import RecordStorage

/// A judged and linked mention on its way to the desk.
public struct ReceivedMention: Sendable {
    /// The stored mention, in triage state `new`.
    public let id: Mention.ID
    /// Its version.
    public let version: Int
    /// What the rules of triage need to know.
    public let facts: MentionFacts
    /// Who wrote it: the customer when linked, else the author; `nil` when nobody knows.
    public let party: Party?
    /// Who wrote it, also when linked; `nil` when the feed does not say.
    public let author: Author.ID?
    /// When it was published.
    public let publishedAt: Instant

    /// Creates a mention for the desk.
    public init(
        id: Mention.ID,
        version: Int = 1,
        facts: MentionFacts,
        party: Party?,
        author: Author.ID? = nil,
        publishedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.facts = facts
        self.party = party
        self.author = author
        self.publishedAt = publishedAt
    }

    /// A stored mention that comes to the desk as if it were new, at that version.
    public init(_ file: MentionFile, version: Int) {
        self.init(
            id: file.id,
            version: version,
            facts: MentionFacts(of: file),
            party: Party(of: file.customerLink, by: file.authorID),
            author: file.authorID,
            publishedAt: file.publishedAt
        )
    }
}

extension Party {
    /// Whoever wrote a mention: the customer when linked, else the author; `nil` when nobody knows.
    public init?(of link: CustomerLink, by author: Author.ID?) {
        if link.decision == .linked, let customer = link.customer {
            self = .customer(customer)
        } else if let author {
            self = .author(author)
        } else {
            return nil
        }
    }
}

extension ResponseDesk {
    /// Receives a new mention inside the transaction that stores it: notes it, queues it, or gives
    /// it to the person's one live case.
    @discardableResult
    public static func receive(
        _ mention: ReceivedMention,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws -> TriageDecision {
        let decision = Triage.decide(for: mention.facts)
        switch decision.action {
        case .openCase:
            let party = try mention.party ?? stranger(behind: mention.id, in: tx)
            try admit(mention, version: mention.version, of: party, under: rules, in: tx)
        case .queue, .note, .cluster:
            let move = MentionLifecycle.move(decision.action.event, from: .new, by: .engine)
            guard case .allowed(let state) = move else {
                throw DeskError.noSuchMove(
                    event: decision.action.event.rawValue,
                    from: TriageState.new.rawValue
                )
            }
            _ = try tx.mentions.move(
                mention.id,
                to: state,
                standing: QueueStanding(of: mention.facts),
                expecting: mention.version
            )
        }
        return decision
    }

    /// Receives the copies that took the place of erased mentions.
    public static func receiveHeirs(in tx: WriteTransaction) throws {
        guard try tx.policies.effective() != nil else { return }
        for id in try tx.mentions.heirs() {
            guard let file = try tx.mentions.file(id) else { continue }
            try receive(
                ReceivedMention(file, version: file.version),
                under: try rules(in: tx),
                in: tx
            )
        }
    }

    /// Gives a mention to the person's live case, to the one resolved lately, or to a new one; the
    /// person whose case it is.
    @discardableResult
    static func admit(
        _ mention: ReceivedMention,
        version: Int = 1,
        of party: Party,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws -> Party {
        let party = try person(party, author: mention.author, under: rules, in: tx)
        try tx.cases.serialise(party)
        let matter = try matter(for: mention, of: party, under: rules, in: tx)
        guard
            try tx.mentions.move(
                mention.id,
                to: .inCase,
                matter: matter.id,
                expecting: version
            )
        else { throw try staleness(of: mention.id, in: tx) }
        try tx.contacts.add(
            NewContact(
                party: party,
                matter: matter.id,
                mention: mention.id,
                direction: .inbound,
                isSolicited: false,
                channel: .publicReply,
                visibility: .public,
                nature: mention.facts.nature,
                at: mention.publishedAt
            )
        )
        try tx.audit.add("mention.joined", matter: matter.id, mention: mention.id)
        return party
    }

    // MARK: -

    /// The author of a mention about whom the feed says nothing: one of its own.
    static func stranger(behind mention: Mention.ID, in tx: WriteTransaction) throws -> Party {
        let author = try tx.authors.author(
            key: "mention:\(mention)",
            from: EntryAuthor(name: "")
        )
        return .author(author.id)
    }

    private static func matter(
        for mention: ReceivedMention,
        of party: Party,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws -> CaseRecord {
        let live = try tx.cases.live(of: party)
        let last = live == nil ? try tx.cases.lastResolved(of: party) : nil
        let reception = MentionReception.decide(
            live: live?.id,
            lastResolved: last.flatMap { last in last.resolvedAt.map { (last.id, $0) } },
            reopenWindow: DeskRules.reopenWindow,
            at: tx.now
        )
        switch (reception, live, last) {
        case (.join, let live?, _):
            try customerWrote(mention, live, under: rules, in: tx)
            return live
        case (.reopen, _, let last?):
            try customerWrote(mention, last, under: rules, in: tx)
            return last
        default:
            return try open(for: mention, of: party, under: rules, in: tx)
        }
    }

    private static func open(
        for mention: ReceivedMention,
        of party: Party,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws -> CaseRecord {
        let nature = mention.facts.nature
        let record = try tx.cases.open(
            for: party,
            nature: nature,
            rank: QueueRank(of: mention.facts),
            at: tx.now,
            clock: rules.clock(.firstResponse, segment: 1, for: nature, from: tx.now)
        )
        try tx.audit.add(
            "case.opened",
            matter: record.id,
            mention: mention.id,
            facts: ["nature": nature.rawValue, "due_at": record.dueAt?.rfc3339 ?? ""]
        )
        return record
    }

    /// The person wrote again: what waited goes on, and after an answer the next one has a clock.
    private static func customerWrote(
        _ mention: ReceivedMention,
        _ record: CaseRecord,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws {
        let move = CaseLifecycle.move(.customerWrote, from: record.state, by: .engine)
        guard case .allowed(let state) = move else {
            throw DeskError.noSuchMove(event: "customer_wrote", from: record.state.rawValue)
        }
        var change = CaseChange(of: record)
        change.state = state
        let nature = mention.facts.nature
        change.nature = rules.nature(of: record.nature, joinedBy: nature)
        let rank = QueueRank(of: mention.facts)
        let isOwed = record.respondedAt == nil && record.state != .resolved
        change.rank = isOwed ? record.rank.joined(by: rank) : rank
        if record.respondedAt != nil || record.state == .resolved {
            change.respondedAt = nil
            change.resolvedAt = nil
            change.outcome = nil
            change.dueAt = try startClock(.followUp, record, nature, under: rules, in: tx)
        } else if record.dueAt == nil {
            let isFirst = try tx.cases.nextSegment(of: .firstResponse, in: record.id) == 1
            let metric: ClockMetric = isFirst ? .firstResponse : .followUp
            change.dueAt = try startClock(metric, record, nature, under: rules, in: tx)
        }
        guard change != CaseChange(of: record) else { return }
        guard try tx.cases.change(record.id, to: change, expecting: record.version) else {
            throw DeskError.stale(current: record.version + 1, changedBy: nil, at: nil)
        }
        let act = record.state == .resolved ? "case.reopened" : "case.customer_wrote"
        try tx.audit.add(act, matter: record.id, mention: mention.id)
    }

    /// Starts the clock of an answer that the nature promises; when it is due.
    private static func startClock(
        _ metric: ClockMetric,
        _ record: CaseRecord,
        _ nature: Nature,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws -> Instant? {
        let segment = try tx.cases.nextSegment(of: metric, in: record.id)
        let clock = rules.clock(metric, segment: segment, for: nature, from: tx.now)
        if let clock { try tx.cases.start(clock, of: record.id) }
        return clock?.dueAt
    }

    static func staleness(of id: Mention.ID, in tx: WriteTransaction) throws -> DeskError {
        let current = try tx.mentions.file(id)
        return current.map { .stale(current: $0.version, changedBy: nil, at: nil) } ?? .notFound
    }
}
