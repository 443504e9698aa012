public import EarshotModel

/// What waits for staff: live cases, and queued mentions without a case.
public struct QueueRecords<Access> {
    let session: Session

    /// Live cases with their newest mention, in the order of their positions, those behind `start`.
    public func cases(in lane: Lane? = nil, after start: QueuePosition? = nil, limit: Int) throws
        -> [QueueRow]
    {
        let scope = BrandFilter(session.scope)
        let natures = Nature.allCases.filter { lane == nil || Lane(ofCaseAbout: $0) == lane }
        return try session.rows(
            QueueStatement.cases,
            scope.isOpen,
            scope.list,
            start?.minute ?? Int64.min,
            start?.rank ?? Int.min,
            start?.id ?? Int64.min,
            try JSONText.text(of: natures.map(\.rawValue)),
            limit
        ) { row in try QueueRow(&row, in: session.scope) }
    }

    /// Queued mentions without a case, in the order of their positions, those behind `start`.
    public func mentions(in lane: Lane? = nil, after start: QueuePosition? = nil, limit: Int)
        throws -> [QueueRow]
    {
        let scope = BrandFilter(session.scope)
        // A mention has no clock, so it stands behind every line that has one.
        let start = start.flatMap { $0.minute < QueuePosition.noMinute ? nil : $0 }
        let lanes = Lane.allCases.filter { lane == nil || $0 == lane }
        return try session.rows(
            QueueStatement.mentions,
            scope.isOpen,
            scope.list,
            start?.rank ?? Int.min,
            start?.id ?? Int64.min,
            try JSONText.text(of: lanes.map(\.rawValue)),
            limit
        ) { row in try QueueRow(&row, in: session.scope) }
    }

    /// How many lines wait in each lane that has any; the cost is linear in the lines, which two
    /// indexes hold.
    public func counts() throws -> [Lane: Int] {
        let scope = BrandFilter(session.scope)
        let cases: [(Lane, Int)] = try session.rows(
            QueueStatement.countCases,
            scope.isOpen,
            scope.list,
            Int64.min
        ) { row in (Lane(ofCaseAbout: try row.word()), try row.count()) }
        let mentions: [(Lane, Int)] = try session.rows(
            QueueStatement.countMentions,
            scope.isOpen,
            scope.list
        ) { row in (try row.word(), try row.count()) }
        return Dictionary(cases + mentions, uniquingKeysWith: +)
    }
}

extension Transaction {
    /// What waits for staff.
    public var queue: QueueRecords<Access> { QueueRecords(session: session) }
}

extension QueueRow {
    init(_ row: inout SQLRow, in scope: Scope) throws {
        let matter: Case.ID? = try row.optionalID()
        let number = try row.optionalInt()
        mention = try row.id()
        if let matter, let number {
            subject = .matter(matter, number: Int(number))
        } else {
            subject = .mention(mention)
        }
        brand = try row.text()
        title = try row.optionalText() ?? ""
        let text = try row.optionalText() ?? ""
        let spans = try JSONText.value([TextSpan].self, from: try row.text())
        excerpt = text.excerpt(around: spans.first { $0.field == .text })
        let author = try row.optionalText()
        self.author = scope.includesPersonalData ? author : nil
        let customer = try row.optionalText()
        self.customer = scope.includesPersonalData ? customer : nil
        feed = try row.optionalText() ?? ""
        feedKind = try row.word()
        label = try row.word()
        score = try row.count()
        nature = try row.word()
        state = try row.optionalWord()
        ownerID = try row.optionalID()
        owner = try row.optionalText()
        dueAt = try row.optionalInstant()
        publishedAt = try row.instant()
        mentionCount = try row.count()
        rank = QueueRank(number: try row.count())
        lane = try row.optionalWord() ?? Lane(ofCaseAbout: nature)
        version = try row.count()
    }
}

/// The statements on the queue; they sort as `QueuePosition` does, and 153722867280913 is its
/// `noMinute`.
enum QueueStatement: String, StatementSet {
    case cases = """
        SELECT k.id, k.number, m.id, b.name, r.title, r.text, m.spans, e.author_name, c.name,
            f.title, m.feed_kind, m.label, m.score, k.nature, k.state, k.owner_id, s.name,
            CASE WHEN k.responded_at IS NULL THEN k.due_at END, m.published_at,
            (SELECT COUNT(*) FROM mentions AS n WHERE n.case_id = k.id), k.queue_rank, NULL,
            k.version
        FROM cases AS k JOIN mentions AS m ON m.id = (
            SELECT x.id FROM mentions AS x
            WHERE x.case_id = k.id AND (?1 OR x.brand_id IN ({ints:?2}))
            ORDER BY x.published_at DESC, x.id DESC LIMIT 1)
        JOIN brands AS b ON b.id = m.brand_id JOIN entries AS e ON e.id = m.entry_id
        JOIN entry_revisions AS r ON r.id = m.revision_id
        LEFT JOIN feeds AS f ON f.id = m.feed_id LEFT JOIN customers AS c ON c.id = m.customer_id
        LEFT JOIN staff AS s ON s.id = k.owner_id
        WHERE CASE
                WHEN k.state IN ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
                THEN COALESCE((CASE WHEN k.responded_at IS NULL THEN k.due_at END) / 60000,
                    153722867280913) END >= ?3
            AND (CASE
                WHEN k.state IN ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
                THEN COALESCE((CASE WHEN k.responded_at IS NULL THEN k.due_at END) / 60000,
                    153722867280913) END, k.queue_rank, k.id) > (?3, ?4, ?5)
            AND k.nature IN ({texts:?6})
        ORDER BY CASE
                WHEN k.state IN ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
                THEN COALESCE((CASE WHEN k.responded_at IS NULL THEN k.due_at END) / 60000,
                    153722867280913) END, k.queue_rank, k.id
        LIMIT ?7
        """
    case mentions = """
        SELECT NULL, NULL, m.id, b.name, r.title, r.text, m.spans, e.author_name, c.name,
            f.title, m.feed_kind, m.label, m.score, m.nature, NULL, NULL, NULL, NULL,
            m.published_at, 1, m.queue_rank, m.queue_lane, m.version
        FROM mentions AS m JOIN brands AS b ON b.id = m.brand_id
        JOIN entries AS e ON e.id = m.entry_id JOIN entry_revisions AS r ON r.id = m.revision_id
        LEFT JOIN feeds AS f ON f.id = m.feed_id LEFT JOIN customers AS c ON c.id = m.customer_id
        WHERE m.triage = 'queued' AND (?1 OR m.brand_id IN ({ints:?2}))
            AND (m.queue_rank, m.id) > (?3, ?4) AND m.queue_lane IN ({texts:?5})
        ORDER BY m.queue_rank, m.id LIMIT ?6
        """
    case countCases = """
        SELECT k.nature, COUNT(*) FROM cases AS k
        WHERE CASE
                WHEN k.state IN ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
                THEN COALESCE((CASE WHEN k.responded_at IS NULL THEN k.due_at END) / 60000,
                    153722867280913) END >= ?3
            AND (?1 OR EXISTS (SELECT 1 FROM mentions AS x
                WHERE x.case_id = k.id AND x.brand_id IN ({ints:?2})))
        GROUP BY k.nature
        """
    case countMentions = """
        SELECT m.queue_lane, COUNT(*) FROM mentions AS m
        WHERE m.triage = 'queued' AND (?1 OR m.brand_id IN ({ints:?2})) GROUP BY m.queue_lane
        """
}
