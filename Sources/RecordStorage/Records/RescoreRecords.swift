public import EarshotModel

/// What judging stored mentions again needs.
public struct RescoreRecords<Access> {
    let session: Session

    /// Mentions with their effective judgement, the one made first first, behind the given one.
    ///
    /// Brands within the scope and no others. The mention of a feed that is gone is there too.
    public func mentions(_ choice: RescoreChoice, after: Mention.ID?, limit: Int) throws
        -> [JudgedMention]
    {
        if let words = choice.words {
            return try mentions(try ids(holding: words, after: after, limit: limit))
        }
        let scope = BrandFilter(session.scope)
        return try session.rows(
            RescoreStatement.mentions,
            after?.rawValue ?? 0,
            choice.brand == nil,
            choice.brand?.rawValue ?? 0,
            choice.since ?? Instant(milliseconds: .min),
            scope.isOpen,
            scope.list,
            limit
        ) { row in try JudgedMention(&row, in: session.scope) }
    }

    /// These mentions, the one made first first; those that are gone or out of scope are left out.
    public func mentions(_ ids: [Mention.ID]) throws -> [JudgedMention] {
        guard !ids.isEmpty else { return [] }
        let scope = BrandFilter(session.scope)
        return try session.rows(
            RescoreStatement.chosen,
            JSONText.array(of: ids.map(\.rawValue)),
            scope.isOpen,
            scope.list
        ) { row in try JudgedMention(&row, in: session.scope) }
    }

    /// The mentions made last that hold words, the newest first; linear in those that hold them.
    public func newest(holding words: WordChoice, limit: Int) throws -> [Mention.ID] {
        guard let query = words.query(in: session.dialect) else { return [] }
        let scope = BrandFilter(session.scope)
        return try session.rows(
            RescoreStatement.newestHolding,
            query,
            words.first?.rawValue ?? 0,
            words.tagPattern,
            scope.isOpen,
            scope.list,
            limit
        ) { row in try row.id() }
    }

    private func ids(holding words: WordChoice, after: Mention.ID?, limit: Int) throws
        -> [Mention.ID]
    {
        guard let query = words.query(in: session.dialect) else { return [] }
        let scope = BrandFilter(session.scope)
        return try session.rows(
            RescoreStatement.holding,
            query,
            words.first?.rawValue ?? 0,
            words.tagPattern,
            scope.isOpen,
            scope.list,
            after?.rawValue ?? 0,
            limit
        ) { row in try row.id() }
    }
}

extension Transaction {
    /// What judging stored mentions again needs.
    public var rescores: RescoreRecords<Access> { RescoreRecords(session: session) }
}

/// Which mentions are judged again; what is `nil` does not matter.
public struct RescoreChoice: Hashable, Sendable {
    /// Only this brand.
    public let brand: Brand.ID?
    /// Only what was published then or later.
    public let since: Instant?
    /// Only what holds one of these words, whatever its brand and time.
    public let words: WordChoice?

    /// Creates a choice by brand and time.
    public init(brand: Brand.ID? = nil, since: Instant? = nil) {
        self.brand = brand
        self.since = since
        words = nil
    }

    /// Creates a choice by words.
    public init(_ words: WordChoice) {
        brand = nil
        since = nil
        self.words = words
    }
}

/// Mentions of one language that hold one of some terms, as far as the full text finds them.
public struct WordChoice: Hashable, Sendable {
    /// The language as a primary tag, such as `en`.
    public let language: String
    /// The terms as word lists write them.
    public let terms: [String]
    /// The mention made first that counts; `nil` when all do.
    public let first: Mention.ID?

    /// Creates a choice.
    public init(language: String, terms: [String], first: Mention.ID? = nil) {
        self.language = language
        self.terms = terms
        self.first = first
    }

    /// The same choice from a mention on.
    public func from(_ first: Mention.ID?) -> WordChoice {
        WordChoice(language: language, terms: terms, first: first)
    }
}

/// A mention with what the engine needs to judge it again.
public struct JudgedMention: Hashable, Sendable {
    /// The mention.
    public let file: MentionFile
    /// The identity of its effective judgement.
    public let judgement: Judgement.ID
    /// The revision that was judged.
    public let revision: RecordID<EntryRevision>
    /// Whether a person judged it, whom no engine overrules.
    public let isByPerson: Bool
    /// The engine's judgement that a person's took the place of.
    public let corrected: Judgement.ID?
    /// The language that the entry or its feed names.
    public let languageHint: String?
}

extension JudgedMention {
    init(_ row: inout SQLRow, in scope: Scope) throws {
        file = try MentionFile(&row, in: scope)
        judgement = try row.id()
        revision = try row.id()
        isByPerson = try row.text() != Actor.engine("").kind
        corrected = try row.optionalID()
        languageHint = try row.optionalText()
    }
}

/// The statements that judge stored mentions again.
enum RescoreStatement: String, StatementSet {
    case mentions = """
        SELECT {mention_columns}, j.id, m.revision_id, j.actor_kind, j.corrects_id,
            COALESCE(e.language, f.language)
        FROM {mention_tables}
        WHERE m.id > ?1 AND (?2 OR m.brand_id = ?3) AND m.published_at >= ?4
            AND (?5 OR m.brand_id IN ({ints:?6}))
        ORDER BY m.id LIMIT ?7
        """
    case chosen = """
        SELECT {mention_columns}, j.id, m.revision_id, j.actor_kind, j.corrects_id,
            COALESCE(e.language, f.language)
        FROM {mention_tables}
        WHERE m.id IN ({ints:?1}) AND (?2 OR m.brand_id IN ({ints:?3}))
        ORDER BY m.id
        """
    // A cross join, so that SQLite asks the full text first and not every mention.
    case newestHolding = """
        SELECT m.id FROM search_documents AS d CROSS JOIN mentions AS m
        WHERE {matches:?1} AND m.entry_id = d.id AND m.id >= ?2
            AND REPLACE(LOWER(m.language), '_', '-') || '-' LIKE ?3
            AND (?4 OR m.brand_id IN ({ints:?5}))
        ORDER BY m.id DESC LIMIT ?6
        """
    case holding = """
        SELECT m.id FROM search_documents AS d CROSS JOIN mentions AS m
        WHERE {matches:?1} AND m.entry_id = d.id AND m.id >= ?2
            AND REPLACE(LOWER(m.language), '_', '-') || '-' LIKE ?3
            AND (?4 OR m.brand_id IN ({ints:?5})) AND m.id > ?6
        ORDER BY m.id LIMIT ?7
        """
}
