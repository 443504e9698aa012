public import EarshotModel

/// One judging again of stored mentions: how far it is, and what it changed.
public struct RescoreRun: Hashable, Sendable {
    /// The identity of a run.
    public typealias ID = RecordID<RescoreRun>

    /// Who judges again.
    public static let actor = Actor.engine("rescore")

    /// Where a run stands.
    public enum State: String, CaseIterable, Sendable {
        /// Mentions are left to be judged.
        case running
        /// It was left half-way, because other rules came into force.
        case stopped
        /// All its mentions were judged.
        case done
        /// Its judgements are being taken back.
        case undoing
        /// Its judgements were taken back.
        case undone
    }

    /// Its identity.
    public let id: ID
    /// Where it stands.
    public let state: State
    /// The version of the rules that judge.
    public let ruleset: RecordID<Ruleset>
    /// The fingerprint of the rule files that judge.
    public let fingerprint: String
    /// Which mentions it is about.
    public let choice: RescoreChoice
    /// The last mention that it dealt with on its way there or back; `nil` before the first.
    public let last: Mention.ID?
    /// How many mentions it looked at.
    public let seen: Int
    /// How many it judged otherwise.
    public let changed: Int
    /// How many of those got another label or nature.
    public let flipped: Int
    /// How many have their judgement of before again.
    public let restored: Int
    /// When it began.
    public let startedAt: Instant
    /// When it was done, stopped or taken back.
    public let endedAt: Instant?
}

/// What a run changed in one mention.
public struct RescoreChange: Hashable, Sendable {
    /// The mention.
    public let mention: Mention.ID
    /// The judgement that was effective before.
    public let before: Judgement.ID
    /// The run's own.
    public let after: Judgement.ID
}

extension RescoreRecords {
    /// One run; `nil` when there is none.
    public func run(_ id: RescoreRun.ID) throws -> RescoreRun? {
        try session.row(RescoreRunStatement.byID, id) { row in try RescoreRun(&row) }
    }

    /// The run that stands there; at most one is running, and at most one is being taken back.
    public func run(_ state: RescoreRun.State) throws -> RescoreRun? {
        try session.row(RescoreRunStatement.byState, state) { row in try RescoreRun(&row) }
    }

    /// The runs, the newest first, behind a given one.
    public func runs(after: RescoreRun.ID?, limit: Int) throws -> [RescoreRun] {
        try session.rows(RescoreRunStatement.page, after?.rawValue ?? .max, limit) { row in
            try RescoreRun(&row)
        }
    }

    /// What a run changed, by mention, behind its last one.
    public func changes(of run: RescoreRun, limit: Int) throws -> [RescoreChange] {
        try session.rows(RescoreRunStatement.changes, run.id, run.last?.rawValue ?? 0, limit) {
            row in
            RescoreChange(mention: try row.id(), before: try row.id(), after: try row.id())
        }
    }

    /// When the mentions of a brand were published that are negative since they were judged again,
    /// and were not before, of those published in `[from, until)`.
    public func becameNegative(of brand: Brand.ID, from: Instant, until: Instant) throws
        -> [Instant]
    {
        try session.rows(
            RescoreRunStatement.becameNegative,
            brand,
            from,
            until,
            RescoreRun.actor.kind,
            RescoreRun.actor.name
        ) { row in try row.instant() }
    }

    /// A stored judgement; `nil` when there is none.
    public func judgement(_ id: Judgement.ID) throws -> Judgement? {
        try session.row(RescoreRunStatement.judgement, id) { row in try Judgement(&row) }
    }
}

extension RescoreRecords where Access == Writing {
    /// Begins a run.
    public func start(_ choice: RescoreChoice, by ruleset: RecordID<Ruleset>) throws
        -> RescoreRun.ID
    {
        let id: RescoreRun.ID = session.ids.next()
        try session.execute(
            RescoreRunStatement.add,
            id,
            ruleset,
            choice.brand,
            choice.since,
            choice.words?.language,
            try choice.words.map { try JSONText.text(of: $0.terms) },
            choice.words?.first,
            session.actor.kind,
            session.actor.name,
            session.now
        )
        return id
    }

    /// Moves a run on behind a mention; false when somebody else moved it meanwhile.
    ///
    /// It comes first in a transaction, so that two who go on with one run do so one after another.
    public func advance(_ run: RescoreRun, to last: Mention.ID?, seen: Int = 0) throws -> Bool {
        let changed = try session.execute(
            RescoreRunStatement.advance,
            run.id,
            run.state,
            run.last?.rawValue ?? 0,
            last?.rawValue ?? run.last?.rawValue ?? 0,
            seen
        )
        return changed == 1
    }

    /// Adds to what a run counts.
    public func add(_ run: RescoreRun.ID, changed: Int = 0, flipped: Int = 0, restored: Int = 0)
        throws
    {
        try session.execute(RescoreRunStatement.addCounts, run, changed, flipped, restored)
    }

    /// Moves a run to another state, from its first mention; false when it stands elsewhere.
    public func move(_ run: RescoreRun, to state: RescoreRun.State) throws -> Bool {
        let end = state == .undoing ? nil : session.now
        let changed = try session.execute(
            RescoreRunStatement.move,
            run.id,
            run.state,
            state,
            end
        )
        return changed == 1
    }

    /// Gives a mention the run's judgement; false when the mention changed since it was read.
    public func rejudge(
        _ mention: JudgedMention,
        as judgement: Judgement,
        engineVersion: String,
        in run: RescoreRun
    ) throws -> Bool {
        let id: Judgement.ID = session.ids.next()
        let file = mention.file
        guard try session.point(file, from: mention.judgement, to: id, judgement) else {
            return false
        }
        try session.add(
            judgement,
            id: id,
            to: file.id,
            revision: mention.revision,
            ruleset: run.ruleset,
            engineVersion: engineVersion
        )
        try session.execute(
            RescoreRunStatement.addChange,
            run.id,
            file.id,
            mention.judgement,
            id
        )
        return true
    }

    /// Gives a mention its judgement of before a run; false when the run's is no longer effective.
    public func restore(_ change: RescoreChange, _ before: Judgement, to file: MentionFile) throws
        -> Bool
    {
        try session.point(file, from: change.after, to: change.before, before)
    }
}

/// The statements on runs.
enum RescoreRunStatement: String, StatementSet {
    case byID = """
        SELECT s.id, s.state, s.ruleset_version_id, v.content, s.brand_id, s.since,
            s.language, s.terms, s.first_mention_id, s.last_mention_id, s.seen, s.changed,
            s.flipped, s.restored, s.started_at, s.ended_at
        FROM rescore_runs AS s JOIN ruleset_versions AS v ON v.id = s.ruleset_version_id
        WHERE s.id = ?1
        """
    case byState = """
        SELECT s.id, s.state, s.ruleset_version_id, v.content, s.brand_id, s.since,
            s.language, s.terms, s.first_mention_id, s.last_mention_id, s.seen, s.changed,
            s.flipped, s.restored, s.started_at, s.ended_at
        FROM rescore_runs AS s JOIN ruleset_versions AS v ON v.id = s.ruleset_version_id
        WHERE s.state = ?1 ORDER BY s.id DESC
        """
    case page = """
        SELECT s.id, s.state, s.ruleset_version_id, v.content, s.brand_id, s.since,
            s.language, s.terms, s.first_mention_id, s.last_mention_id, s.seen, s.changed,
            s.flipped, s.restored, s.started_at, s.ended_at
        FROM rescore_runs AS s JOIN ruleset_versions AS v ON v.id = s.ruleset_version_id
        WHERE s.id < ?1 ORDER BY s.id DESC LIMIT ?2
        """
    case changes = """
        SELECT mention_id, before_id, after_id FROM rescore_changes
        WHERE run_id = ?1 AND mention_id > ?2 ORDER BY mention_id LIMIT ?3
        """
    case becameNegative = """
        SELECT m.published_at FROM mentions AS m
        JOIN judgements AS j ON j.id = m.current_judgement_id
        WHERE m.brand_id = ?1 AND m.published_at >= ?2 AND m.published_at < ?3
            AND m.label = 'negative' AND j.actor_kind = ?4 AND j.actor_name = ?5
            AND 'negative' <> (
                SELECT b.label FROM judgements AS b
                WHERE b.mention_id = m.id AND NOT (b.actor_kind = ?4 AND b.actor_name = ?5)
                ORDER BY b.id DESC LIMIT 1)
        ORDER BY m.published_at
        """
    case judgement = """
        SELECT label, score, evidence, nature, nature_reason, language, is_language_assumed
        FROM judgements WHERE id = ?1
        """
    case add = """
        INSERT INTO rescore_runs (id, state, ruleset_version_id, brand_id, since, language, terms,
            first_mention_id, last_mention_id, seen, changed, flipped, restored, actor_kind,
            actor_name, started_at)
        VALUES (?1, 'running', ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, 0, 0, 0, ?8, ?9, ?10)
        """
    case advance = """
        UPDATE rescore_runs SET last_mention_id = ?4, seen = seen + ?5
        WHERE id = ?1 AND state = ?2 AND last_mention_id = ?3
        """
    case addCounts = """
        UPDATE rescore_runs SET changed = changed + ?2, flipped = flipped + ?3,
            restored = restored + ?4
        WHERE id = ?1
        """
    case move = """
        UPDATE rescore_runs SET state = ?3, last_mention_id = 0, ended_at = ?4
        WHERE id = ?1 AND state = ?2
        """
    case addChange = """
        INSERT INTO rescore_changes (run_id, mention_id, before_id, after_id)
        VALUES (?1, ?2, ?3, ?4)
        """
}

extension RescoreRun {
    init(_ row: inout SQLRow) throws {
        id = try row.id()
        state = try row.word()
        ruleset = try row.id()
        fingerprint = try JSONText.value(Ruleset.self, from: try row.text()).shippedRules
        choice = try RescoreChoice(&row)
        let cursor = try row.int()
        last = cursor == 0 ? nil : Mention.ID(rawValue: cursor)
        seen = try row.count()
        changed = try row.count()
        flipped = try row.count()
        restored = try row.count()
        startedAt = try row.instant()
        endedAt = try row.optionalInstant()
    }
}

extension RescoreChoice {
    fileprivate init(_ row: inout SQLRow) throws {
        let brand: Brand.ID? = try row.optionalID()
        let since = try row.optionalInstant()
        let language = try row.optionalText()
        let terms = try row.optionalText()
        let first: Mention.ID? = try row.optionalID()
        guard let language, let terms else {
            self.init(brand: brand, since: since)
            return
        }
        self.init(
            WordChoice(
                language: language,
                terms: try JSONText.value([String].self, from: terms),
                first: first
            )
        )
    }
}

extension RescoreRun.State: SQLBindable {}
