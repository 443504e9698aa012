import EarshotModel

extension Session {
    /// Writes a judgement of a mention by whoever writes; it is not effective by that alone.
    func add(
        _ judgement: Judgement,
        id: Judgement.ID,
        to mention: Mention.ID,
        revision: RecordID<EntryRevision>,
        ruleset: RecordID<Ruleset>,
        engineVersion: String
    ) throws {
        try execute(
            JudgementStatement.add,
            id,
            mention,
            revision,
            ruleset,
            engineVersion,
            judgement.label,
            judgement.score,
            judgement.evidence.points,
            judgement.nature,
            judgement.natureReason,
            judgement.language,
            judgement.isLanguageAssumed,
            try JSONText.text(of: judgement.evidence),
            actor.kind,
            actor.name,
            now
        )
    }
}

/// The statements on judgements.
enum JudgementStatement: String, StatementSet {
    case add = """
        INSERT INTO judgements (id, mention_id, revision_id, ruleset_version_id, engine, label,
            score, points, nature, nature_reason, language, is_language_assumed, evidence,
            actor_kind, actor_name, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """
}
