import EarshotModel

/// Everything in the records that one person left there.
struct PersonTrace {
    struct TracedAuthor {
        let id: Author.ID
        let key: String
        let name: String
        let email: String?
    }

    struct TracedEntry {
        let id: EntryID
        let feed: Feed.ID
        let identity: String
    }

    let authors: [TracedAuthor]
    let cases: [Case.ID]
    let mentions: [Mention.ID]
    /// The entries that were not erased before.
    let entries: [TracedEntry]

    /// Whether nothing was found.
    var isEmpty: Bool { authors.isEmpty && entries.isEmpty }
}

/// Finds what belongs to a person: mentions, their authors, and all that those wrote.
struct PersonTracer {
    let session: Session

    /// What a customer left, found by the linked mentions and the keys.
    ///
    /// A suggested link is no proof, so such a mention is somebody else's.
    func trace(_ customer: Customer, keys: Set<Identifier>) throws -> PersonTrace {
        let emails =
            customer.emails.map { $0.lowercased() }
            + keys.filter { $0.kind == .email }.map(\.key)
        return try trace(
            by: authors(of: customer.id, keys: keys),
            of: customer.id,
            emails: emails
        )
    }

    /// What is left of those whose hashes are given, with the entries of some feeds among them.
    func trace(_ hashes: Set<String>, in feeds: Set<Feed.ID>, salt: [UInt8]) throws
        -> PersonTrace
    {
        let authors = try session.rows(TraceStatement.everyAuthor) { row in try author(&row) }
        let entries = try session.rows(
            TraceStatement.entriesOfFeeds,
            JSONText.array(of: feeds.map(\.rawValue))
        ) { row in
            let entry = try entry(&row)
            let hash = ErasedIdentity.text(of: entry.identity, in: entry.feed, salt: salt)
            return hashes.contains(hash) ? entry : nil
        }
        return try trace(
            by: authors.filter { author in
                [.author(author.key), .authorRow(author.id, key: author.key)].contains {
                    (key: ErasureKey) in key.isProof && hashes.contains(key.hash(salt))
                }
            },
            beside: entries.compactMap(\.self)
        )
    }

    // MARK: -

    private func trace(
        by authors: [PersonTrace.TracedAuthor],
        of customer: Customer.ID? = nil,
        emails: [String] = [],
        beside known: [PersonTrace.TracedEntry] = []
    ) throws -> PersonTrace {
        let authorList = JSONText.array(of: authors.map(\.id.rawValue))
        let parties = (customer.map { [Party.customer($0)] } ?? []) + authors.map { .author($0.id) }
        let ownCases: [Case.ID] = try session.rows(
            TraceStatement.cases,
            try JSONText.text(of: parties.map(\.key))
        ) { row in try row.id() }
        let written = try session.rows(
            TraceStatement.mentions,
            // No record has the id 0.
            customer?.rawValue ?? 0,
            authorList,
            JSONText.array(of: ownCases.map(\.rawValue))
        ) { row in (mention: try row.id() as Mention.ID, entry: try row.id() as EntryID) }
        let entries = try entries(
            mentioned: written.map(\.entry),
            authorList,
            emails: emails,
            beside: known
        )
        let beside = try session.rows(
            TraceStatement.mentionsOfEntries,
            JSONText.array(of: entries.map(\.id.rawValue))
        ) { row in (mention: try row.id() as Mention.ID, matter: try row.optionalID() as Case.ID?) }
        return PersonTrace(
            authors: authors,
            cases: Set(ownCases + beside.compactMap(\.matter)).sorted(),
            mentions: Set(written.map(\.mention) + beside.map(\.mention)).sorted(),
            entries: entries
        )
    }

    private func authors(of customer: Customer.ID, keys: Set<Identifier>) throws
        -> [PersonTrace.TracedAuthor]
    {
        let proofs = keys.map(ErasureKey.identifier).filter(\.isProof)
        let known = keys.filter { proofs.contains(.identifier($0)) }.map { key in
            "\(key.kind.rawValue):\(key.key)"
        }
        return try session.rows(
            TraceStatement.authors,
            customer,
            try JSONText.text(of: known.sorted())
        ) { row in try author(&row) }
    }

    private func author(_ row: inout SQLRow) throws -> PersonTrace.TracedAuthor {
        PersonTrace.TracedAuthor(
            id: try row.id(),
            key: try row.text(),
            name: try row.text(),
            email: try row.optionalText()
        )
    }

    private func entries(
        mentioned: [EntryID],
        _ authors: String,
        emails: [String],
        beside known: [PersonTrace.TracedEntry]
    ) throws -> [PersonTrace.TracedEntry] {
        var found = known
        found += try session.rows(
            TraceStatement.entries,
            JSONText.array(of: mentioned.map(\.rawValue)),
            authors,
            try JSONText.text(of: emails)
        ) { row in try entry(&row) }
        for line in try lines(of: authors) {
            found += try session.rows(
                TraceStatement.ofLine,
                line.feed,
                line.name,
                line.url,
                line.email
            ) { row in try entry(&row) }
        }
        var seen: Set<EntryID> = []
        return found.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
    }

    /// How the feeds name the authors: their entries without a mention have no stored author, but
    /// the same line.
    private func lines(of authors: String) throws -> [AuthorLine] {
        let lines = try session.rows(TraceStatement.lines, authors) { row in
            AuthorLine(
                feed: try row.id(),
                key: try row.text(),
                name: try row.text(),
                url: try row.text(),
                email: try row.text()
            )
        }
        return lines.filter(\.tellsApart)
    }

    private func entry(_ row: inout SQLRow) throws -> PersonTrace.TracedEntry {
        PersonTrace.TracedEntry(
            id: try row.id(),
            feed: try row.id(),
            identity: try row.text()
        )
    }
}

/// Who wrote an entry as its feed says it.
private struct AuthorLine {
    let feed: Feed.ID
    let key: String
    let name: String
    let url: String
    let email: String

    /// Whether nobody else in the feed has it: a bare name only where the name is the key.
    var tellsApart: Bool {
        key.hasPrefix("name:") ? !name.isEmpty : !(url.isEmpty && email.isEmpty)
    }
}

/// The statements that find what a person left.
enum TraceStatement: String, StatementSet {
    case references = "SELECT reference FROM customers ORDER BY id"
    case everyAuthor = "SELECT id, key, name, email FROM authors ORDER BY id"
    case entriesOfFeeds = """
        SELECT id, feed_id, identity FROM entries
        WHERE feed_id IN ({ints:?1}) AND (text_removed IS NULL OR text_removed <> 'erased')
        """
    case authors = """
        SELECT id, key, name, email FROM authors
        WHERE id IN (SELECT m.author_id FROM mentions AS m WHERE m.customer_id = ?1)
            OR key IN ({texts:?2})
        ORDER BY id
        """
    case cases = "SELECT id FROM cases WHERE party_key IN ({texts:?1})"
    case live = """
        SELECT id FROM cases WHERE id IN ({ints:?1}) AND state IN
            ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
        """
    case mentions = """
        SELECT id, entry_id FROM mentions
        WHERE customer_id = ?1 OR author_id IN ({ints:?2}) OR case_id IN ({ints:?3})
        """
    case mentionsOfEntries = "SELECT id, case_id FROM mentions WHERE entry_id IN ({ints:?1})"
    case entries = """
        SELECT id, feed_id, identity FROM entries
        WHERE (id IN ({ints:?1}) OR author_id IN ({ints:?2}) OR LOWER(author_email) IN ({texts:?3}))
            AND (text_removed IS NULL OR text_removed <> 'erased')
        """
    case lines = """
        SELECT DISTINCT e.feed_id, a.key, COALESCE(e.author_name, ''),
            COALESCE(e.author_url, ''), COALESCE(e.author_email, '')
        FROM entries AS e JOIN authors AS a ON a.id = e.author_id
        WHERE e.author_id IN ({ints:?1})
        """
    case ofLine = """
        SELECT id, feed_id, identity FROM entries
        WHERE feed_id = ?1 AND author_id IS NULL AND COALESCE(author_name, '') = ?2
            AND COALESCE(author_url, '') = ?3 AND COALESCE(author_email, '') = ?4
            AND (text_removed IS NULL OR text_removed <> 'erased')
        """
}
