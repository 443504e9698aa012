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

    /// Creates a choice.
    public init(brand: Brand.ID? = nil, since: Instant? = nil) {
        self.brand = brand
        self.since = since
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
    /// The language that the entry or its feed names.
    public let languageHint: String?
}

extension JudgedMention {
    init(_ row: inout SQLRow, in scope: Scope) throws {
        file = try MentionFile(&row, in: scope)
        judgement = try row.id()
        revision = try row.id()
        isByPerson = try row.text() != Actor.engine("").kind
        languageHint = try row.optionalText()
    }
}

/// The statements that judge stored mentions again.
enum RescoreStatement: String, StatementSet {
    case mentions = """
        SELECT {mention_columns}, j.id, m.revision_id, j.actor_kind,
            COALESCE(e.language, f.language)
        FROM {mention_tables}
        WHERE m.id > ?1 AND (?2 OR m.brand_id = ?3) AND m.published_at >= ?4
            AND (?5 OR m.brand_id IN ({ints:?6}))
        ORDER BY m.id LIMIT ?7
        """
}
