public import EarshotModel

extension MentionRecords {
    /// The mentions that a person judged, newest made first, that come after the given one.
    public func corrected(after: Mention.ID? = nil, limit: Int) throws -> [MentionFile] {
        let scope = BrandFilter(session.scope)
        return try session.rows(
            CorrectionStatement.corrected,
            after?.rawValue ?? .max,
            scope.isOpen,
            scope.list,
            limit
        ) { row in try MentionFile(&row, in: session.scope) }
    }
}

extension MentionRecords where Access == Writing {
    /// Gives a mention the judgement of the person who writes; false when it changed since it was
    /// read.
    ///
    /// The engine's judgement stays in the store, and what Earshot said is told beside it.
    public func correct(
        _ mention: JudgedMention,
        as judgement: Judgement,
        ruleset: RecordID<Ruleset>
    ) throws -> Bool {
        try rejudge(
            mention,
            as: judgement,
            ruleset: ruleset,
            engineVersion: "person",
            correcting: mention.corrected ?? mention.judgement
        )
    }

    /// Gives a mention that a person judged a judgement of the engine again, whoever wants it;
    /// false when it changed since it was read.
    public func judgeByRules(
        _ mention: JudgedMention,
        as judgement: Judgement,
        ruleset: RecordID<Ruleset>,
        engineVersion: String
    ) throws -> Bool {
        try rejudge(
            mention,
            as: judgement,
            ruleset: ruleset,
            engineVersion: engineVersion,
            by: RescoreRun.actor
        )
    }

    /// Gives a mention the judgement of the engine that a person's took the place of; `nil` when
    /// there is none, or the mention changed since it was read.
    public func restoreCorrected(_ mention: JudgedMention) throws -> Judgement? {
        guard let id = mention.corrected,
            let before = try RescoreRecords<Access>(session: session).judgement(id),
            try session.point(mention.file, from: mention.judgement, to: id, before)
        else { return nil }
        return before
    }

    private func rejudge(
        _ mention: JudgedMention,
        as judgement: Judgement,
        ruleset: RecordID<Ruleset>,
        engineVersion: String,
        by author: Actor? = nil,
        correcting corrected: Judgement.ID? = nil
    ) throws -> Bool {
        let id: Judgement.ID = session.ids.next()
        guard try session.point(mention.file, from: mention.judgement, to: id, judgement) else {
            return false
        }
        try session.add(
            judgement,
            id: id,
            to: mention.file.id,
            revision: mention.revision,
            ruleset: ruleset,
            engineVersion: engineVersion,
            by: author,
            correcting: corrected
        )
        return true
    }
}

/// The statements on what people said of mentions.
enum CorrectionStatement: String, StatementSet {
    case corrected = """
        SELECT {mention_columns} FROM {mention_tables}
        WHERE j.corrects_id IS NOT NULL AND j.mention_id < ?1
            AND (?2 OR m.brand_id IN ({ints:?3}))
        ORDER BY j.mention_id DESC LIMIT ?4
        """
}
