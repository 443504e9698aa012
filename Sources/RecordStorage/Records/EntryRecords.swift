public import EarshotModel

/// The entries, with a text for each revision.
public struct EntryRecords<Access> {
    let session: Session

    /// What is stored of the entries with these identities in one feed.
    ///
    /// Entries of erased persons are known by the hash of their identity.
    public func known(in feed: Feed.ID, identities: [String]) throws -> [String: KnownEntry] {
        var known = try stored(in: feed, identities: identities)
        let missing = identities.filter { known[$0] == nil }
        let tx = Transaction<Access>(session: session)
        guard !missing.isEmpty, let salt = try tx.erasures.salt() else { return known }
        let plain = Dictionary(
            missing.map { (ErasedIdentity.text(of: $0, in: feed, salt: salt), $0) }
        ) { first, _ in first }
        for (hidden, entry) in try stored(in: feed, identities: Array(plain.keys)) {
            if let identity = plain[hidden] { known[identity] = entry }
        }
        return known
    }

    private func stored(in feed: Feed.ID, identities: [String]) throws -> [String: KnownEntry] {
        let list = try JSONText.text(of: identities)
        let rows = try session.rows(EntryStatement.known, feed, list) { row in
            let identity = try row.text()
            return (
                identity,
                KnownEntry(
                    id: try row.id(),
                    contentHash: try row.text(),
                    revision: try row.count(),
                    lastListedAt: try row.instant(),
                    firstSeenAt: try row.instant(),
                    isErased: try row.optionalWord() == TextRemoval.erased
                )
            )
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// The entries of a feed that have one of these contents, or stand at one of these links, under
    /// whatever identity.
    public func alike(in feed: Feed.ID, hashes: [String], links: [String]) throws -> [AlikeEntry] {
        let starts = Set(links.map { String($0.unicodeScalars.prefix(Self.indexedOfLink)) })
        return try session.rows(
            EntryStatement.alike,
            feed,
            try JSONText.text(of: hashes),
            try JSONText.text(of: links),
            try JSONText.text(of: starts.sorted())
        ) { row in
            AlikeEntry(
                identity: try row.text(),
                contentHash: try row.text(),
                link: try row.optionalText(),
                published: try row.optionalInstant()
            )
        }
    }

    /// How many characters of a link its index holds: PostgreSQL takes no key of 3 kB.
    private static var indexedOfLink: Int { 200 }

    /// Whether a feed brought entries before.
    public func hasEntries(in feed: Feed.ID) throws -> Bool {
        try session.row(EntryStatement.anyOf, feed) { row in try row.int() } != nil
    }

    /// The mentions in entries of other feeds that stand at one of these links.
    ///
    /// Linear in the number of entries: it is asked where people bring entries, never by polls.
    public func mentions(at links: [String], outside feed: Feed.ID) throws -> [LinkedMention] {
        guard !links.isEmpty else { return [] }
        let list = try JSONText.text(of: links)
        return try session.rows(EntryStatement.mentionsAt, list, feed) { row in
            LinkedMention(link: try row.text(), brand: try row.id(), mention: try row.id())
        }
    }

    /// How many entries there are.
    public func count() throws -> Int {
        try session.row(EntryStatement.count) { row in try row.count() } ?? 0
    }
}

extension Transaction {
    /// The entries.
    public var entries: EntryRecords<Access> { EntryRecords(session: session) }
}

/// A mention and the link of the entry it stands in.
public struct LinkedMention: Hashable, Sendable {
    /// The link.
    public let link: String
    /// The brand.
    public let brand: Brand.ID
    /// The mention.
    public let mention: Mention.ID
}

/// An entry that the store has.
public struct KnownEntry: Hashable, Sendable {
    /// Its identity.
    public let id: EntryID
    /// The hash of its current revision.
    public let contentHash: String
    /// The number of its current revision.
    public let revision: Int
    /// When its feed last listed it, to the day.
    public let lastListedAt: Instant
    /// When it was first seen.
    public let firstSeenAt: Instant
    /// Whether its author was erased: nothing of it is stored again.
    public let isErased: Bool
}

/// What an entry is recognised by when its feed changed its identifier.
public struct AlikeEntry: Hashable, Sendable {
    /// The identity under which the store has it.
    public let identity: String
    /// The hash of its current revision.
    public let contentHash: String
    /// Its link.
    public let link: String?
    /// When it was published, as the feed claimed.
    public let published: Instant?

    /// Creates the marks of an entry.
    public init(identity: String, contentHash: String, link: String?, published: Instant?) {
        self.identity = identity
        self.contentHash = contentHash
        self.link = link
        self.published = published
    }
}

/// An entry as it goes into the store.
public struct StoredEntry: Sendable {
    /// Its identity in the store.
    public let id: EntryID
    /// The identity of the revision that is written with it.
    public let revision: RecordID<EntryRevision>
    /// The number of that revision, from 1.
    public let revisionNumber: Int
    /// The entry.
    public let entry: Entry
    /// The hash of its content.
    public let contentHash: String
    /// The stored author; `nil` without a mention.
    public let author: Author.ID?
    /// Whether title and text are kept.
    public let keepsText: Bool
    /// Whether its author was erased: only the hash of its identity is kept.
    public let isErased: Bool

    /// Creates an entry for the store.
    public init(
        id: EntryID,
        revision: RecordID<EntryRevision>,
        revisionNumber: Int,
        entry: Entry,
        contentHash: String,
        author: Author.ID?,
        keepsText: Bool,
        isErased: Bool = false
    ) {
        self.id = id
        self.revision = revision
        self.revisionNumber = revisionNumber
        self.entry = entry
        self.contentHash = contentHash
        self.author = author
        self.keepsText = keepsText && !isErased
        self.isErased = isErased
    }
}

/// One version of an entry's text.
public enum EntryRevision {}

extension EntryRecords where Access == Writing {
    /// Adds new entries of one feed, each with its first revision.
    public func add(_ entries: [StoredEntry], to feed: Feed.ID) throws {
        let now = session.now
        try session.executeMany(
            EntryStatement.add,
            entries.filter { !$0.isErased }.map { stored in
                let author = stored.entry.authors.first
                return [
                    stored.id.sqlValue, feed.sqlValue, stored.entry.identity.sqlValue,
                    stored.contentHash.sqlValue, stored.entry.link.sqlValue,
                    stored.author.sqlValue, author?.name.sqlValue ?? .null,
                    author?.url.sqlValue ?? .null, author?.email.sqlValue ?? .null,
                    stored.entry.language.sqlValue, stored.entry.published.sqlValue, now.sqlValue,
                ]
            }
        )
        try addErased(entries.filter(\.isErased), to: feed)
        try addRevisions(entries)
    }

    private func addErased(_ entries: [StoredEntry], to feed: Feed.ID) throws {
        guard !entries.isEmpty else { return }
        let tx = WriteTransaction(session: session)
        let salt = try tx.erasures.makeSalt()
        try tx.erasures.noteKeepingOut()
        try session.executeMany(
            EntryStatement.addErased,
            entries.map { stored in
                let identity = ErasedIdentity.text(of: stored.entry.identity, in: feed, salt: salt)
                return [
                    stored.id.sqlValue, feed.sqlValue, identity.sqlValue,
                    stored.entry.published.sqlValue, session.now.sqlValue,
                ]
            }
        )
    }

    /// Writes a new revision of entries that the store has.
    public func revise(_ entries: [StoredEntry]) throws {
        for stored in entries {
            try session.execute(
                EntryStatement.revise,
                stored.id,
                stored.contentHash,
                stored.revisionNumber,
                stored.entry.link,
                stored.author,
                session.now
            )
        }
        try addRevisions(entries)
    }

    /// Notes that feeds list these entries now.
    public func touch(_ ids: [EntryID]) throws {
        guard !ids.isEmpty else { return }
        try session.execute(
            EntryStatement.touch,
            JSONText.array(of: ids.map(\.rawValue)),
            session.now
        )
    }

    /// Makes the entry findable by the folded words of its text.
    public func index(_ id: EntryID, words: String) throws {
        try session.execute(SearchStatement.set, id, words)
    }

    /// Drops the texts of entries without a mention that were first seen before then; how many.
    public func dropUnmatchedTexts(before limit: Instant, atMost count: Int) throws -> Int {
        // Ids grow with time, so that only what is old enough is looked at.
        try session.execute(EntryStatement.dropTexts, limit, count, IDGenerator.floor(at: limit))
    }

    private func addRevisions(_ entries: [StoredEntry]) throws {
        try session.executeMany(
            EntryStatement.addRevision,
            entries.map { stored in
                [
                    stored.revision.sqlValue, stored.id.sqlValue, stored.revisionNumber.sqlValue,
                    stored.keepsText ? stored.entry.title.sqlValue : .null,
                    stored.keepsText ? stored.entry.text.sqlValue : .null, session.now.sqlValue,
                ]
            }
        )
    }
}

/// The statements on entries.
enum EntryStatement: String, StatementSet {
    case known = """
        SELECT identity, id, content_hash, revision, last_listed_at, first_seen_at, text_removed
        FROM entries WHERE feed_id = ?1 AND identity IN ({texts:?2})
        """
    case alike = """
        SELECT identity, content_hash, link, published_at FROM entries
        WHERE text_removed IS DISTINCT FROM 'erased' AND id IN (
            SELECT id FROM entries WHERE feed_id = ?1 AND content_hash IN ({texts:?2})
            UNION SELECT id FROM entries WHERE feed_id = ?1
                AND substr(link, 1, 200) IN ({texts:?4}) AND link IN ({texts:?3}))
        ORDER BY id
        """
    case anyOf = "SELECT id FROM entries WHERE feed_id = ?1 LIMIT 1"
    case mentionsAt = """
        SELECT e.link, m.brand_id, m.id FROM entries AS e JOIN mentions AS m ON m.entry_id = e.id
        WHERE e.link IN ({texts:?1}) AND e.feed_id <> ?2 ORDER BY m.id
        """
    case count = "SELECT COUNT(*) FROM entries"
    case add = """
        INSERT INTO entries (id, feed_id, identity, content_hash, link, author_id, author_name,
            author_url, author_email, language, published_at, first_seen_at, last_listed_at,
            revision)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, 1)
        """
    case addErased = """
        INSERT INTO entries (id, feed_id, identity, content_hash, published_at, first_seen_at,
            last_listed_at, revision, text_removed)
        VALUES (?1, ?2, ?3, '', ?4, ?5, ?5, 1, 'erased')
        """
    case addRevision = """
        INSERT INTO entry_revisions (id, entry_id, number, title, text, seen_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """
    case revise = """
        UPDATE entries SET content_hash = ?2, revision = ?3, link = ?4,
            author_id = COALESCE(?5, author_id), last_listed_at = ?6, text_removed = NULL
        WHERE id = ?1
        """
    case touch = "UPDATE entries SET last_listed_at = ?2 WHERE id IN ({ints:?1})"
    case dropTexts = """
        UPDATE entry_revisions SET title = NULL, text = NULL WHERE id IN (
            SELECT r.id FROM entry_revisions AS r
            WHERE r.id < ?3 AND r.seen_at < ?1 AND r.text IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM mentions AS m WHERE m.entry_id = r.entry_id)
            LIMIT ?2)
        """
}
