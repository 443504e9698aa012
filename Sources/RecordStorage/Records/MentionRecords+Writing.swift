public import EarshotModel

extension MentionRecords where Access == Writing {
    /// Adds a mention with its judgement and its link, in triage state `new`.
    public func add(_ new: NewMention) throws {
        let judgementID: Judgement.ID = session.ids.next()
        let hasCandidate = new.link.customer != nil
        let linkID: CustomerLink.ID? = hasCandidate ? session.ids.next() : nil
        let linked = new.link.decision == .linked ? new.link.customer : nil
        try session.execute(
            MentionStatement.add,
            new.id,
            new.entry,
            new.revision,
            new.mention.brand,
            new.feed,
            new.feedKind,
            new.author,
            try JSONText.text(of: new.mention.spans),
            new.mention.reason,
            new.judgement.label,
            new.judgement.score,
            new.judgement.nature,
            new.judgement.language,
            judgementID,
            linkID,
            linked,
            new.isHistory,
            new.publishedAt,
            session.now,
            new.firstTelling,
            new.noise?.kind,
            new.noise?.reason
        )
        try add(new.judgement, id: judgementID, by: new)
        if let linkID { try add(new.link, id: linkID, to: new.id) }
        session.changed(.mention, new.id)
    }

    /// Gives a mention whose entry changed a new revision, with new spans and a new judgement; it
    /// follows whom it followed.
    public func revise(_ id: Mention.ID, as new: NewMention) throws {
        let judgementID: Judgement.ID = session.ids.next()
        try add(new.judgement, id: judgementID, by: new, mention: id)
        try session.execute(
            MentionStatement.revise,
            id,
            new.revision,
            try JSONText.text(of: new.mention.spans),
            new.mention.reason,
            new.judgement.label,
            new.judgement.score,
            new.judgement.nature,
            new.judgement.language,
            judgementID,
            new.noise?.kind,
            new.noise?.reason
        )
        session.changed(.mention, id)
    }

    /// Gives a mention another link; the one before stays in the store, with what became of it:
    /// what a person decided, or that this one took its place.
    public func relink(_ id: Mention.ID, to link: CustomerLink, as decided: LinkState? = nil)
        throws
    {
        let linkID: CustomerLink.ID = session.ids.next()
        try session.execute(LinkStatement.end, id, decided ?? .undone)
        try add(link, id: linkID, to: id, as: decided)
        let linked = link.decision == .linked ? link.customer : nil
        try session.execute(MentionStatement.relink, id, linkID, linked)
        session.changed(.mention, id)
    }

    /// Moves a mention to another state of triage, when it still has that version.
    ///
    /// A case goes with `in_case`, a reason with `dismissed` and a standing with `queued`, and none
    /// of them with anything else. False when somebody was faster.
    public func move(
        _ id: Mention.ID,
        to triage: TriageState,
        matter: Case.ID? = nil,
        dismissal: DismissalReason? = nil,
        standing: QueueStanding = QueueStanding(),
        expecting version: Int
    ) throws -> Bool {
        let standing = triage == .queued ? standing : nil
        let changed = try session.execute(
            MentionStatement.move,
            id,
            triage,
            matter,
            dismissal,
            version,
            standing?.lane,
            standing?.rank.number
        )
        if changed == 1 { session.changed(.mention, id) }
        return changed == 1
    }

    /// Gives a mention that waits for eyes another standing; any other is left as it is.
    public func place(_ id: Mention.ID, at standing: QueueStanding) throws {
        try session.execute(MentionStatement.place, id, standing.lane, standing.rank.number)
    }

    private func add(
        _ judgement: Judgement,
        id: Judgement.ID,
        by new: NewMention,
        mention: Mention.ID? = nil
    ) throws {
        try session.add(
            judgement,
            id: id,
            to: mention ?? new.id,
            revision: new.revision,
            ruleset: new.ruleset,
            engineVersion: new.engineVersion
        )
    }

    private func add(
        _ link: CustomerLink,
        id: CustomerLink.ID,
        to mention: Mention.ID,
        as state: LinkState? = nil
    ) throws {
        try session.execute(
            LinkStatement.add,
            id,
            mention,
            link.customer,
            Int((min(max(link.probability, 0), 1) * 1_000_000).rounded()),
            link.decision,
            state ?? (link.decision == .linked ? .auto : .proposed),
            try JSONText.text(of: link.why),
            session.actor.kind,
            session.actor.name,
            session.now
        )
    }
}

/// The statements on links.
enum LinkStatement: String, StatementSet {
    case add = """
        INSERT INTO links (id, mention_id, customer_id, probability_ppm, decision, state, why,
            actor_kind, actor_name, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """
    case end = """
        UPDATE links SET state = ?2
        WHERE id = (SELECT current_link_id FROM mentions WHERE id = ?1)
        """
    case toConfirm = """
        SELECT {mention_columns} FROM {mention_tables}
        WHERE l.decision = 'suggested' AND l.state = 'proposed' AND l.mention_id < ?1
            AND b.is_own AND m.triage NOT IN ('dismissed', 'withdrawn')
            AND (?2 OR m.brand_id IN ({ints:?3}))
        ORDER BY l.mention_id DESC LIMIT ?4
        """
    case countToConfirm = """
        SELECT COUNT(*) FROM (SELECT 1 AS one FROM links AS l
            JOIN mentions AS m ON m.current_link_id = l.id JOIN brands AS b ON b.id = m.brand_id
            WHERE l.decision = 'suggested' AND l.state = 'proposed'
                AND b.is_own AND m.triage NOT IN ('dismissed', 'withdrawn')
                AND (?1 OR m.brand_id IN ({ints:?2})) LIMIT ?3) AS counted
        """
    case isDecided = """
        SELECT l.state IN ('accepted', 'rejected') FROM mentions AS m
        JOIN links AS l ON l.id = m.current_link_id WHERE m.id = ?1
        """
}

/// The statements on mentions.
enum MentionStatement: String, StatementSet {
    case add = """
        INSERT INTO mentions (id, entry_id, revision_id, brand_id, feed_id, feed_kind, author_id,
            triage, spans, reason, label, score, nature, language, current_judgement_id,
            current_link_id, customer_id, is_history, published_at, first_seen_at,
            first_telling_id, noise, noise_reason, version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'new', ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
            ?18, ?19, ?20, ?21, ?22, 1)
        """
    case revise = """
        UPDATE mentions SET revision_id = ?2, spans = ?3, reason = ?4, label = ?5, score = ?6,
            nature = ?7, language = ?8, current_judgement_id = ?9, noise = ?10,
            noise_reason = ?11, version = version + 1
        WHERE id = ?1
        """
    case relink = """
        UPDATE mentions SET current_link_id = ?2, customer_id = ?3, version = version + 1
        WHERE id = ?1
        """
    case move = """
        UPDATE mentions SET triage = ?2, case_id = ?3, dismissed_reason = ?4,
            queue_lane = ?6, queue_rank = ?7, version = version + 1
        WHERE id = ?1 AND version = ?5
        """
    case place = """
        UPDATE mentions SET queue_lane = ?2, queue_rank = ?3 WHERE id = ?1 AND triage = 'queued'
        """
    case heirs = "SELECT id FROM mentions WHERE triage = 'new' ORDER BY id"
    case countByTriage = "SELECT triage, COUNT(*) FROM mentions GROUP BY triage"
    case ofEntries = """
        SELECT entry_id, brand_id, id FROM mentions WHERE entry_id IN ({ints:?1})
        """
    case outline = """
        SELECT e.link, b.name, m.label, m.score FROM mentions AS m
        JOIN entries AS e ON e.id = m.entry_id JOIN brands AS b ON b.id = m.brand_id
        ORDER BY m.id
        """
    case countHistory = """
        SELECT COUNT(*) FROM (SELECT 1 AS one FROM mentions AS m
            WHERE m.is_history AND (?1 OR m.brand_id IN ({ints:?2})) LIMIT ?3) AS counted
        """
    case countNoise = """
        SELECT m.noise, COUNT(*) FROM mentions AS m
        WHERE m.noise IS NOT NULL AND (?1 OR m.brand_id IN ({ints:?2})) GROUP BY m.noise
        """
    case byID = """
        SELECT {mention_columns}
        FROM {mention_tables}
        WHERE m.id = ?1 AND (?2 OR m.brand_id IN ({ints:?3}))
        """
    case ofCase = """
        SELECT {mention_columns}
        FROM {mention_tables}
        WHERE m.case_id = ?1 AND (?2 OR m.brand_id IN ({ints:?3}))
        ORDER BY m.published_at DESC, m.id DESC
        """
    case page = """
        SELECT {mention_columns}
        FROM {mention_tables}
        WHERE m.id < ?1 AND (?2 OR m.brand_id = ?3) AND (?4 OR m.triage = ?5)
            AND (?6 OR m.label = ?7) AND (?8 OR m.is_history = ?9)
            AND (?10 OR (m.noise IS NOT NULL) = ?11) AND (?12 OR m.brand_id IN ({ints:?13}))
        ORDER BY m.id DESC LIMIT ?14
        """
}

extension MentionFile {
    init(_ row: inout SQLRow, in scope: Scope) throws {
        id = try row.id()
        brand = try row.id()
        brandName = try row.text()
        isOwnBrand = try row.bool()
        entry = try row.id()
        link = try row.optionalText()
        title = try row.optionalText() ?? ""
        text = try row.optionalText() ?? ""
        spans = try JSONText.value([TextSpan].self, from: try row.text())
        reason = try row.text()
        let written = EntryAuthor(
            name: try row.optionalText(),
            url: try row.optionalText(),
            email: try row.optionalText()
        )
        author = scope.includesPersonalData && !written.isEmpty ? written : nil
        authorID = try row.optionalID()
        feed = try row.id()
        feedTitle = try row.optionalText() ?? ""
        feedKind = try row.word()
        feedWeight = try row.count()
        triage = try row.word()
        dismissal = try row.optionalWord()
        isHistory = try row.bool()
        let kind: NoiseKind? = try row.optionalWord()
        let known = try row.optionalText()
        noise = kind.map { Noise(kind: $0, reason: known ?? "") }
        publishedAt = try row.instant()
        firstSeenAt = try row.instant()
        judgement = try Judgement(&row)
        customerLink = try CustomerLink(&row, in: scope)
        let name = try row.optionalText()
        customerName = scope.includesPersonalData ? name : nil
        matter = try row.optionalID()
        caseNumber = try row.optionalInt().map(Int.init)
        version = try row.count()
        textRemoval = try row.optionalWord()
        correction = try MentionCorrection(&row)
    }
}

extension MentionCorrection {
    /// Reads who corrected a judgement; `nil` where nobody did.
    fileprivate init?(_ row: inout SQLRow) throws {
        let name = try row.optionalText()
        let actor = try row.text()
        by = name ?? actor
        at = try row.instant()
        let before: SentimentLabel? = try row.optionalWord()
        score = Int(try row.optionalInt() ?? 0)
        let about: Nature? = try row.optionalWord()
        guard let before, let about else { return nil }
        (label, nature) = (before, about)
    }
}

extension Judgement {
    init(_ row: inout SQLRow) throws {
        let label: SentimentLabel = try row.word()
        let score = try row.count()
        let evidence = try JSONText.value(Evidence.self, from: try row.text())
        self.init(
            label: label,
            score: score,
            evidence: evidence,
            nature: try row.word(),
            natureReason: try row.text(),
            language: try row.text(),
            isLanguageAssumed: try row.bool()
        )
    }
}

extension CustomerLink {
    init(_ row: inout SQLRow, in scope: Scope) throws {
        let customer: Customer.ID? = try row.optionalID()
        let probability = Double(try row.optionalInt() ?? 0) / 1_000_000
        let decision: LinkDecision? = try row.optionalWord()
        let why = try row.optionalText()
        self.init(
            customer: customer,
            probability: probability,
            decision: decision ?? .none,
            why: try why.map { text in
                let factors = try JSONText.value([LinkFactor].self, from: text)
                return scope.includesPersonalData ? factors : factors.map(\.masked)
            } ?? []
        )
    }
}

extension LinkFactor {
    /// The factor and its weight, without what was compared.
    fileprivate var masked: LinkFactor {
        LinkFactor(factor: factor, mention: "", customer: "", bits: bits)
    }
}
