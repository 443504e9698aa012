import EarshotModel

extension Session {
    /// Writes a judgement of a mention by whoever writes, unless somebody else is named as its
    /// author; it is not effective by that alone.
    ///
    /// A person's names the engine's that it takes the place of.
    func add(
        _ judgement: Judgement,
        id: Judgement.ID,
        to mention: Mention.ID,
        revision: RecordID<EntryRevision>,
        ruleset: RecordID<Ruleset>,
        engineVersion: String,
        by author: Actor? = nil,
        correcting corrected: Judgement.ID? = nil
    ) throws {
        let author = author ?? actor
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
            author.kind,
            author.name,
            now,
            corrected
        )
    }

    /// Makes another judgement of a mention the effective one; false when the mention changed
    /// since it was read.
    func point(
        _ file: MentionFile,
        from old: Judgement.ID,
        to new: Judgement.ID,
        _ judgement: Judgement
    ) throws -> Bool {
        let count = try execute(
            JudgementStatement.point,
            file.id,
            file.version,
            old,
            new,
            judgement.label,
            judgement.score,
            judgement.nature,
            judgement.language
        )
        if count == 1 { changed(.mention, file.id) }
        return count == 1
    }
}

/// The statements on judgements.
enum JudgementStatement: String, StatementSet {
    case add = """
        INSERT INTO judgements (id, mention_id, revision_id, ruleset_version_id, engine, label,
            score, points, nature, nature_reason, language, is_language_assumed, evidence,
            actor_kind, actor_name, at, corrects_id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
        """
    case point = """
        UPDATE mentions SET current_judgement_id = ?4, label = ?5, score = ?6, nature = ?7,
            language = ?8, version = version + 1
        WHERE id = ?1 AND version = ?2 AND current_judgement_id = ?3
        """
}
