public import EarshotModel

extension EntryRecords where Access == Writing {
    /// Removes entries without a mention that their feed has not listed since then, those after
    /// the given one first by id; which they were.
    ///
    /// Entries of erased persons stay known, or their feed would bring them back.
    public func forget(unlistedSince limit: Instant, after: EntryID?, atMost count: Int) throws
        -> [EntryID]
    {
        let ids: [EntryID] = try session.rows(
            ForgettingStatement.unlisted,
            after?.rawValue ?? 0,
            IDGenerator.floor(at: limit),
            limit,
            count
        ) { row in try row.id() }
        let list = JSONText.array(of: ids.map(\.rawValue))
        try session.execute(ForgettingStatement.revisions, list)
        try session.execute(BlankingStatement.documents, list)
        try session.execute(ForgettingStatement.entries, list)
        return ids
    }

    /// Removes the texts of entries whose mentions nobody was linked to, when they were last seen
    /// to change before then; which they were.
    ///
    /// Judgements and counts stay; the text of a live case stays as long as the case lives.
    public func expireTexts(before limit: Instant, after: EntryID?, atMost count: Int) throws
        -> [EntryID]
    {
        let ids: [EntryID] = try session.rows(
            ForgettingStatement.expirable,
            after?.rawValue ?? 0,
            IDGenerator.floor(at: limit),
            limit,
            count
        ) { row in try row.id() }
        let list = JSONText.array(of: ids.map(\.rawValue))
        try session.execute(BlankingStatement.revisions, list)
        try session.execute(BlankingStatement.documents, list)
        let mentions: [Mention.ID] = try session.rows(TraceStatement.mentionsOfEntries, list) {
            row in try row.id()
        }
        let mentionList = JSONText.array(of: mentions.map(\.rawValue))
        try session.execute(BlankingStatement.judgements, mentionList, Evidence.blank)
        try session.execute(ForgettingStatement.mentions, mentionList)
        try session.execute(ForgettingStatement.expire, list)
        for mention in mentions { session.changed(.mention, mention) }
        return ids
    }
}

/// The statements that let old things go.
///
/// Ids grow with time, so that only what is old enough is looked at.
enum ForgettingStatement: String, StatementSet {
    case unlisted = """
        SELECT e.id FROM entries AS e
        WHERE e.id > ?1 AND e.id < ?2 AND e.last_listed_at < ?3
            AND (e.text_removed IS NULL OR e.text_removed <> 'erased')
            AND NOT EXISTS (SELECT 1 FROM mentions AS m WHERE m.entry_id = e.id)
        ORDER BY e.id LIMIT ?4
        """
    case expirable = """
        SELECT e.id FROM entries AS e
        WHERE e.id > ?1 AND e.id < ?2 AND e.text_removed IS NULL
            AND EXISTS (SELECT 1 FROM mentions AS m WHERE m.entry_id = e.id)
            AND NOT EXISTS (
                SELECT 1 FROM mentions AS m LEFT JOIN cases AS k ON k.id = m.case_id
                WHERE m.entry_id = e.id AND (m.customer_id IS NOT NULL OR k.state IN
                    ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')))
            AND NOT EXISTS (
                SELECT 1 FROM entry_revisions AS r WHERE r.entry_id = e.id AND r.seen_at >= ?3)
        ORDER BY e.id LIMIT ?4
        """
    case revisions = "DELETE FROM entry_revisions WHERE entry_id IN ({ints:?1})"
    case entries = "DELETE FROM entries WHERE id IN ({ints:?1})"
    case mentions = """
        UPDATE mentions SET spans = '[]', version = version + 1 WHERE id IN ({ints:?1})
        """
    case expire = "UPDATE entries SET text_removed = 'expired' WHERE id IN ({ints:?1})"
}
