public import EarshotModel

/// The mentions, each with its effective judgement and link.
public struct MentionRecords<Access> {
    let session: Session

    /// Everything about one mention; `nil` when there is none or its brand is out of scope.
    public func file(_ id: Mention.ID) throws -> MentionFile? {
        let scope = BrandFilter(session.scope)
        return try session.row(MentionStatement.byID, id, scope.isOpen, scope.list) { row in
            try MentionFile(&row, in: session.scope)
        }
    }

    /// The copies that took the place of erased mentions and have not come to the desk, oldest
    /// first: whatever else is new comes there in the transaction that adds it.
    public func heirs() throws -> [Mention.ID] {
        try session.rows(MentionStatement.heirs) { row in try row.id() }
    }

    /// The mentions of a case, newest first.
    public func files(of matter: Case.ID) throws -> [MentionFile] {
        let scope = BrandFilter(session.scope)
        return try session.rows(
            MentionStatement.ofCase,
            matter,
            scope.isOpen,
            scope.list
        ) { row in try MentionFile(&row, in: session.scope) }
    }

    /// Mentions by id, newest made first, that fit the filter and come after the given one.
    public func page(_ filter: MentionFilter, after: Mention.ID?, limit: Int) throws
        -> [MentionFile]
    {
        let scope = BrandFilter(session.scope)
        return try session.rows(
            MentionStatement.page,
            after?.rawValue ?? .max,
            filter.brand == nil,
            filter.brand?.rawValue ?? 0,
            filter.triage == nil,
            filter.triage?.rawValue ?? "",
            filter.label == nil,
            filter.label?.rawValue ?? "",
            filter.isHistory == nil,
            filter.isHistory ?? false,
            filter.isNoise == nil,
            filter.isNoise ?? false,
            scope.isOpen,
            scope.list,
            limit
        ) { row in try MentionFile(&row, in: session.scope) }
    }

    /// How many mentions were old when they were first seen, counted up to `limit`.
    public func countHistory(upTo limit: Int) throws -> Int {
        let scope = BrandFilter(session.scope)
        return try session.row(
            MentionStatement.countHistory,
            scope.isOpen,
            scope.list,
            limit
        ) { row in try row.count() } ?? 0
    }

    /// How many mentions are noise, by its kind; a kind without any is left out.
    public func countsOfNoise() throws -> [NoiseKind: Int] {
        let scope = BrandFilter(session.scope)
        let rows = try session.rows(MentionStatement.countNoise, scope.isOpen, scope.list) { row in
            (try row.word() as NoiseKind, try row.count())
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The mentions of these entries: which brands each entry has already.
    public func brands(of entries: [EntryID]) throws -> [EntryID: [Brand.ID: Mention.ID]] {
        guard !entries.isEmpty else { return [:] }
        let rows = try session.rows(
            MentionStatement.ofEntries,
            JSONText.array(of: entries.map(\.rawValue))
        ) { row in
            (
                entry: try row.id() as EntryID, brand: try row.id() as Brand.ID,
                mention: try row.id() as Mention.ID
            )
        }
        return rows.reduce(into: [:]) { $0[$1.entry, default: [:]][$1.brand] = $1.mention }
    }

    /// How many mentions stand in each state of triage.
    public func countsByTriage() throws -> [TriageState: Int] {
        let rows = try session.rows(MentionStatement.countByTriage) { row in
            (try row.word() as TriageState, try row.count())
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Every mention's entry address, brand and label, in the order they were made.
    public func outline(_ body: (String, String, SentimentLabel, Int) throws -> Void) throws {
        let rows = try session.rows(MentionStatement.outline) { row in
            (
                try row.optionalText() ?? "", try row.text(), try row.word() as SentimentLabel,
                try row.count()
            )
        }
        for row in rows { try body(row.0, row.1, row.2, row.3) }
    }
}

extension Transaction {
    /// The mentions.
    public var mentions: MentionRecords<Access> { MentionRecords(session: session) }
}

/// Which mentions a list shows; what is `nil` does not matter.
public struct MentionFilter: Hashable, Sendable {
    /// Only this brand.
    public var brand: Brand.ID?
    /// Only this state of triage.
    public var triage: TriageState?
    /// Only this label.
    public var label: SentimentLabel?
    /// Only old ones, or only ones that were new.
    public var isHistory: Bool?
    /// Only noise, or only the rest.
    public var isNoise: Bool?

    /// Creates a filter that lets everything through.
    public init(
        brand: Brand.ID? = nil,
        triage: TriageState? = nil,
        label: SentimentLabel? = nil,
        isHistory: Bool? = nil,
        isNoise: Bool? = nil
    ) {
        self.brand = brand
        self.triage = triage
        self.label = label
        self.isHistory = isHistory
        self.isNoise = isNoise
    }
}

/// A mention on its way into the store.
public struct NewMention: Sendable {
    /// Its identity.
    public let id: Mention.ID
    /// What was detected.
    public let mention: Mention
    /// The entry it stands in.
    public let entry: EntryID
    /// The revision that the spans count in.
    public let revision: RecordID<EntryRevision>
    /// The feed.
    public let feed: Feed.ID
    /// The kind of place.
    public let feedKind: FeedKind
    /// The stored author.
    public let author: Author.ID?
    /// What the engine thinks of it.
    public let judgement: Judgement
    /// The rules it was judged by.
    public let ruleset: RecordID<Ruleset>
    /// The version of the engine.
    public let engineVersion: String
    /// Whom it belongs to.
    public let link: CustomerLink
    /// When it was published, never later than now.
    public let publishedAt: Instant
    /// Whether it is too old to be work.
    public let isHistory: Bool
    /// Why nobody behind it expects anything of us.
    public let noise: Noise?
    /// The mention by which another feed told the same story first, where this is a copy of it.
    public var firstTelling: Mention.ID?

    /// Creates a mention for the store.
    public init(
        id: Mention.ID,
        mention: Mention,
        entry: EntryID,
        revision: RecordID<EntryRevision>,
        feed: Feed.ID,
        feedKind: FeedKind,
        author: Author.ID?,
        judgement: Judgement,
        ruleset: RecordID<Ruleset>,
        engineVersion: String,
        link: CustomerLink,
        publishedAt: Instant,
        isHistory: Bool,
        noise: Noise? = nil,
        firstTelling: Mention.ID? = nil
    ) {
        self.noise = noise
        self.firstTelling = firstTelling
        self.id = id
        self.mention = mention
        self.entry = entry
        self.revision = revision
        self.feed = feed
        self.feedKind = feedKind
        self.author = author
        self.judgement = judgement
        self.ruleset = ruleset
        self.engineVersion = engineVersion
        self.link = link
        self.publishedAt = publishedAt
        self.isHistory = isHistory
    }
}
