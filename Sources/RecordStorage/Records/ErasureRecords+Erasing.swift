import EarshotModel

/// What an erasure found of a person.
public struct ErasureSummary: Hashable, Sendable {
    /// How many mentions lost text and author.
    public let mentions: Int
    /// How many entries, with or without a mention.
    public let entries: Int
    /// How many cases lost notes and answers.
    public let cases: Int
}

extension ErasureRecords where Access == Writing {
    /// Erases the customer with that reference and all that the person wrote; what was found.
    ///
    /// Counts, contacts and the audit's chain stay; a live case is closed. `nil` when there is no
    /// such customer. The files hold traces until `Store.wipeErased`. The cost is linear in the
    /// entries and in the audit, which are searched for the person.
    public func erase(reference: String) throws -> ErasureSummary? {
        let tx = WriteTransaction(session: session)
        guard let customer = try tx.customers.customer(reference: reference) else { return nil }
        // The person's rows come first, as in every transaction of the desk.
        try session.execute(BlankingStatement.takeCustomer, customer.id)
        let identifiers = try tx.customers.keys(of: customer.id)
        let trace = try PersonTracer(session: session).trace(customer, keys: identifiers)
        try list(Set([.reference(reference)] + identifiers.map(ErasureKey.identifier)))
        try take(trace, of: customer)
        try remove(customer.id)
        try noteErasure()
        return try record(trace, of: customer.id)
    }

    /// Erases what hashes of another list name and this store still knows; what was found.
    ///
    /// A customer is known by the reference, an author by the key, an entry by its identity. What
    /// this store never had is kept out from now on. The cost is linear in the store.
    func replay(_ missing: Set<ListedErasure>) throws -> ErasureReplay.Summary {
        let salt = try makeSalt()
        let hashes = Set(missing.map(\.hash))
        var (customers, entries) = (0, 0)
        for reference in try session.rows(TraceStatement.references, reading: { try $0.text() })
        where hashes.contains(ErasureKey.reference(reference).hash(salt)) {
            guard let found = try erase(reference: reference) else { continue }
            (customers, entries) = (customers + 1, entries + found.entries)
        }
        let feeds = Set(missing.compactMap(\.feed))
        let rest = try PersonTracer(session: session).trace(hashes, in: feeds, salt: salt)
        if !rest.isEmpty {
            try take(rest, of: nil)
            _ = try record(rest, of: nil)
        }
        try list(Array(missing))
        try keepOut(missing)
        try noteErasure()
        return ErasureReplay.Summary(customers: customers, entries: entries + rest.entries.count)
    }

    // MARK: -

    /// Takes away all that the trace holds, and lists it.
    private func take(_ trace: PersonTrace, of customer: Customer?) throws {
        try list(
            Set(trace.authors.flatMap { [.author($0.key), .authorRow($0.id, key: $0.key)] })
        )
        try close(trace.cases)
        try blank(trace, of: customer?.id)
        try shred(trace, naming: customer)
    }

    /// Keeps the place of entries that came after this copy of the store was made, so that their
    /// feeds do not bring them back.
    private func keepOut(_ erasures: Set<ListedErasure>) throws {
        let tx = WriteTransaction(session: session)
        try session.executeMany(
            BlankingStatement.keepOut,
            erasures.sorted { $0.hash < $1.hash }.compactMap { erasure in
                guard let feed = erasure.feed else { return nil }
                let id: EntryID = tx.newID()
                return [id.sqlValue, feed.sqlValue, erasure.hash.sqlValue, session.now.sqlValue]
            }
        )
    }

    private func close(_ cases: [Case.ID]) throws {
        let list = JSONText.array(of: cases.map(\.rawValue))
        let live: [Case.ID] = try session.rows(TraceStatement.live, list) { row in try row.id() }
        let open = JSONText.array(of: live.map(\.rawValue))
        try session.execute(BlankingStatement.completeContacts, open)
        try session.execute(BlankingStatement.stopClocks, open, session.now)
        try session.execute(BlankingStatement.closeCases, open, session.now)
    }

    private func blank(_ trace: PersonTrace, of customer: Customer.ID?) throws {
        let mentions = JSONText.array(of: trace.mentions.map(\.rawValue))
        let cases = JSONText.array(of: trace.cases.map(\.rawValue))
        let entries = JSONText.array(of: trace.entries.map(\.id.rawValue))
        let authors = JSONText.array(of: trace.authors.map(\.id.rawValue))
        let salt = try makeSalt()
        let hidden = trace.entries.map { entry in
            ErasedIdentity.text(of: entry.identity, in: entry.feed, salt: salt)
        }
        try session.executeMany(
            BlankingStatement.entry,
            zip(trace.entries, hidden).map { [$0.id.sqlValue, $1.sqlValue] }
        )
        try list(
            zip(trace.entries, hidden).map { entry, identity in
                ListedErasure(hash: identity, at: session.now, feed: entry.feed)
            }
        )
        try session.execute(BlankingStatement.revisions, entries)
        try session.execute(BlankingStatement.documents, entries)
        try StoryRecords(session: session).passOn(trace.mentions)
        try session.execute(BlankingStatement.mentions, mentions)
        try session.execute(BlankingStatement.judgements, mentions, Evidence.blank)
        try session.execute(BlankingStatement.links, customer?.rawValue ?? 0, mentions)
        try session.execute(BlankingStatement.authors, authors)
        try session.execute(BlankingStatement.notes, cases)
        try session.execute(BlankingStatement.responses, cases, mentions)
    }

    /// Takes the facts from every audit row that is about the person or names the person; their
    /// hash stays and holds the chain.
    private func shred(_ trace: PersonTrace, naming customer: Customer?) throws {
        try session.execute(
            BlankingStatement.shred,
            JSONText.array(of: trace.cases.map(\.rawValue)),
            JSONText.array(of: trace.mentions.map(\.rawValue))
        )
        let authors = trace.authors.map(\.name) + trace.authors.compactMap(\.email)
        for needle in Set(authors + (customer?.namings ?? [])) where !needle.isEmpty {
            let quoted = try JSONText.text(of: needle)
            // What is short may be a part of any word, so it counts only as a whole.
            let isLong = needle.count >= Self.shortestPart && needle != customer?.reference
            let text = isLong ? String(quoted.dropFirst().dropLast()) : quoted
            try session.execute(BlankingStatement.shredNaming, text)
        }
    }

    private func remove(_ customer: Customer.ID) throws {
        try session.execute(CustomerStatement.clearIdentifiers, customer)
        try session.execute(BlankingStatement.parties, customer, session.now)
        try session.execute(BlankingStatement.customer, customer)
    }

    private func record(_ trace: PersonTrace, of customer: Customer.ID?) throws -> ErasureSummary {
        let tx = WriteTransaction(session: session)
        let summary = ErasureSummary(
            mentions: trace.mentions.count,
            entries: trace.entries.count,
            cases: trace.cases.count
        )
        for matter in trace.cases {
            try tx.audit.add("case.erased", matter: matter)
            session.changed(.matter, matter)
        }
        for mention in trace.mentions { session.changed(.mention, mention) }
        if let customer { session.changed(.customer, customer) }
        try tx.audit.add(
            customer == nil ? "author.erased" : "customer.erased",
            facts: [
                "mentions": "\(summary.mentions)", "entries": "\(summary.entries)",
                "cases": "\(summary.cases)",
            ]
        )
        return summary
    }

    /// The fewest characters that are looked for inside a longer text.
    private static var shortestPart: Int { 5 }
}

extension Customer {
    /// The texts that name the customer.
    fileprivate var namings: [String] {
        [reference, name] + emails + phones + handles + orders
    }
}

extension Evidence {
    /// Evidence without its words, as JSON.
    static let blank = #"{"parts":[],"version":1}"#
}

/// The statements that take a person out of the records.
enum BlankingStatement: String, StatementSet {
    case takeCustomer = "UPDATE customers SET version = version + 1 WHERE id = ?1"
    case completeContacts = """
        UPDATE contacts SET outcome = COALESCE(outcome, 'none_needed'),
            nature = COALESCE(nature,
                (SELECT k.nature FROM cases AS k WHERE k.id = contacts.case_id))
        WHERE case_id IN ({ints:?1})
        """
    case stopClocks = """
        UPDATE clocks SET met_at = ?2 WHERE case_id IN ({ints:?1}) AND met_at IS NULL
        """
    case closeCases = """
        UPDATE cases SET state = 'closed', resolved_at = COALESCE(resolved_at, ?2),
            outcome = COALESCE(outcome, 'none_needed'), version = version + 1
        WHERE id IN ({ints:?1})
        """
    case entry = """
        UPDATE entries SET identity = ?2, content_hash = '', link = NULL,
            author_name = NULL, author_url = NULL, author_email = NULL, text_removed = 'erased'
        WHERE id = ?1
        """
    case keepOut = """
        INSERT INTO entries (id, feed_id, identity, content_hash, first_seen_at, last_listed_at,
            revision, text_removed)
        SELECT CAST(?1 AS {int}), f.id, CAST(?3 AS {text}), '', CAST(?4 AS {int}),
            CAST(?4 AS {int}), 1, 'erased'
        FROM feeds AS f WHERE f.id = ?2
        ON CONFLICT (feed_id, identity) DO NOTHING
        """
    case revisions = """
        UPDATE entry_revisions SET title = NULL, text = NULL WHERE entry_id IN ({ints:?1})
        """
    case documents = "DELETE FROM search_documents WHERE id IN ({ints:?1})"
    case mentions = """
        UPDATE mentions SET customer_id = NULL, spans = '[]', dismissed_reason = NULL,
            queue_lane = NULL, queue_rank = NULL,
            triage = CASE WHEN triage = 'in_case' THEN triage ELSE 'withdrawn' END,
            version = version + 1
        WHERE id IN ({ints:?1})
        """
    case judgements = "UPDATE judgements SET evidence = ?2 WHERE mention_id IN ({ints:?1})"
    case links = """
        UPDATE links SET customer_id = NULL, why = '[]', probability_ppm = 0, decision = 'none',
            state = 'undone'
        WHERE customer_id = ?1 OR mention_id IN ({ints:?2})
        """
    case authors = """
        UPDATE authors SET key = 'erased:' || CAST(id AS {text}), name = '', url = NULL,
            email = NULL
        WHERE id IN ({ints:?1})
        """
    case notes = "UPDATE notes SET text = '' WHERE case_id IN ({ints:?1})"
    case responses = """
        UPDATE responses SET body = '', thread_address = NULL
        WHERE case_id IN ({ints:?1}) OR mention_id IN ({ints:?2})
        """
    case shred = """
        DELETE FROM audit_payloads WHERE audit_id IN (
            SELECT a.id FROM audit AS a
            WHERE a.case_id IN ({ints:?1}) OR a.mention_id IN ({ints:?2}))
        """
    case shredNaming = "DELETE FROM audit_payloads WHERE REPLACE(payload, ?1, '') <> payload"
    case parties = """
        UPDATE parties SET customer_id = NULL, erased_at = ?2, version = version + 1
        WHERE customer_id = ?1
        """
    case customer = "DELETE FROM customers WHERE id = ?1"
}
