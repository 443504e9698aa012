extension Dialect {
    /// What several statements say in the same words on every engine.
    static let shared = [
        // What `MentionFile` reads, in its order.
        "mention_columns": """
        m.id, m.brand_id, b.name, b.is_own, m.entry_id, e.link, r.title, r.text, m.spans,
        m.reason, e.author_name, e.author_url, e.author_email, m.author_id, m.feed_id, f.title,
        m.feed_kind, COALESCE(f.weight, 0), m.triage, m.dismissed_reason, m.is_history,
        m.noise, m.noise_reason, m.published_at, m.first_seen_at, j.label, j.score, j.evidence,
        j.nature, j.nature_reason, j.language, j.is_language_assumed, l.customer_id,
        l.probability_ppm, l.decision, l.why, c.name, m.case_id, k.number, m.version,
        e.text_removed, corrector.name, j.actor_name, j.at, corrected.label, corrected.score,
        corrected.nature
        """,
        "mention_tables": """
        mentions AS m JOIN brands AS b ON b.id = m.brand_id
        JOIN entries AS e ON e.id = m.entry_id JOIN entry_revisions AS r ON r.id = m.revision_id
        JOIN judgements AS j ON j.id = m.current_judgement_id
        LEFT JOIN feeds AS f ON f.id = m.feed_id
        LEFT JOIN links AS l ON l.id = m.current_link_id
        LEFT JOIN customers AS c ON c.id = l.customer_id
        LEFT JOIN cases AS k ON k.id = m.case_id
        LEFT JOIN judgements AS corrected ON corrected.id = j.corrects_id
        LEFT JOIN staff AS corrector ON corrector.id = CASE
            WHEN j.corrects_id IS NOT NULL AND j.actor_kind = 'staff'
            THEN CAST(j.actor_name AS BIGINT) END
        """,
    ]
}
