import EarshotModel
import FeedParsing
import MentionDetection
import RecordLinkage
import RecordStorage
import SentimentScoring
import TextAnalysis

/// An entry that is new, or whose content changed.
struct FreshEntry: Sendable {
    let entry: Entry
    let contentHash: String
    /// What the store has of it; `nil` when it is new.
    let known: KnownEntry?
}

/// A fresh entry with the mentions in it, each judged.
struct JudgedEntry: Sendable {
    let fresh: FreshEntry
    let mentions: [(mention: Mention, judgement: Judgement, noise: Noise?)]
    /// The folded words of the text; empty without a mention.
    let words: String
}

/// A judged entry with its author's key and the link of the author to a customer.
struct LinkedEntry: Sendable {
    let judged: JudgedEntry
    /// The author's key, with or without a mention.
    let key: String?
    let link: CustomerLink

    /// The key under which the author is stored; `nil` without a mention.
    var authorKey: String? { judged.mentions.isEmpty ? nil : key }
}

extension EntryIntake {
    /// How old the note "listed by its feed" may get before it is renewed.
    private static let listingRenewal = Duration.days(1)

    /// Tells entries that are new or changed from those that are known, and finds the known ones
    /// whose note of being listed must be renewed.
    func news(among entries: [Entry], of feed: Feed) async throws -> (
        fresh: [FreshEntry], stale: [EntryID], extent: FeedExtent
    ) {
        let listed = entries.map(\.withoutNULs)
        let (entries, known, chosen, now) = try await store.read(in: .everything) { tx in
            let (entries, known) = try Self.recognised(listed, of: feed.id, in: tx)
            return (entries, known, try tx.feeds.settings(of: feed.id).extent, tx.now)
        }
        var seen: Set<String> = []
        var fresh: [FreshEntry] = []
        var stale: [EntryID] = []
        for entry in entries where seen.insert(entry.identity).inserted {
            let hash = EntryFingerprint(of: entry).description
            let stored = known[entry.identity]
            if stored?.contentHash != hash, stored?.isErased != true {
                fresh.append(FreshEntry(entry: entry, contentHash: hash, known: stored))
            } else if let stored, now - stored.lastListedAt > Self.listingRenewal {
                stale.append(stored.id)
            }
        }
        return (fresh, stale, FeedExtent(of: entries, kind: feed.kind, chosen: chosen))
    }

    /// The entries, each under the identity that the store has for it although its feed changed
    /// its identifier, and what the store has of them.
    private static func recognised(
        _ entries: [Entry],
        of feed: Feed.ID,
        in tx: ReadTransaction
    ) throws -> ([Entry], [String: KnownEntry]) {
        guard try tx.entries.hasEntries(in: feed) else { return (entries, [:]) }
        let known = try tx.entries.known(in: feed, identities: entries.map(\.identity))
        let strangers = entries.indices.filter { known[entries[$0].identity] == nil }
        guard !strangers.isEmpty else { return (entries, known) }
        let hashes = strangers.map { EntryFingerprint(of: entries[$0]).description }
        var renamed = RenamedEntries(
            try tx.entries.alike(
                in: feed,
                hashes: hashes,
                links: strangers.compactMap { entries[$0].link }
            ),
            listed: entries
        )
        var (entries, older) = (entries, [String]())
        for (index, hash) in zip(strangers, hashes) {
            guard let identity = renamed.identity(of: entries[index], hash: hash) else { continue }
            entries[index].identity = identity
            older.append(identity)
        }
        guard !older.isEmpty else { return (entries, known) }
        let before = try tx.entries.known(in: feed, identities: older)
        return (entries, known.merging(before) { first, _ in first })
    }

    /// Finds the brands in an entry.
    func detect(_ fresh: FreshEntry, feed: Feed, rules: IntakeRules) -> (FreshEntry, [Mention]) {
        (fresh, rules.detector.mentions(in: fresh.entry, of: feed.about))
    }

    /// Judges each mention on as much of the text as the feed gives, and tells noise from words
    /// to us.
    func judge(
        _ found: (FreshEntry, [Mention]),
        feed: Feed,
        extent: FeedExtent,
        rules: IntakeRules
    ) throws -> JudgedEntry {
        let (fresh, mentions) = found
        let entry = fresh.entry
        let known = extent.extent(of: entry)
        return JudgedEntry(
            fresh: fresh,
            mentions: try mentions.map { mention in
                let judgement = try rules.judgement(of: mention, in: entry, from: feed)
                    .judged(on: known)
                return (mention, judgement, rules.noise.noise(in: entry, judgedAs: judgement))
            },
            words: mentions.isEmpty
                ? "" : SearchWords.words(of: entry.title + "\n" + entry.text)
        )
    }

    /// Finds the customer behind each entry that mentions a brand.
    func link(_ judged: [JudgedEntry], site: String, rules: IntakeRules) async throws
        -> [LinkedEntry]
    {
        let queries = judged.map { entry in
            entry.mentions.isEmpty ? nil : LinkQuery(entry.fresh.entry)
        }
        let candidates = try await candidates(for: queries, linker: rules.linker)
        return zip(judged, zip(queries, candidates)).map { entry, search in
            let author = entry.fresh.entry.authors.first
            let key = author.flatMap {
                AuthorKey.key(
                    of: $0,
                    link: entry.fresh.entry.link,
                    site: site,
                    impersonal: rules.impersonal
                )
            }
            return LinkedEntry(
                judged: entry,
                key: key,
                link: search.0.map { rules.linker.link($0, candidates: search.1) } ?? .nobody
            )
        }
    }

    private func candidates(for queries: [LinkQuery?], linker: RecordLinker) async throws
        -> [[LinkCandidate]]
    {
        guard queries.contains(where: { $0 != nil }) else {
            return queries.map { _ in [] }
        }
        return try await store.read(in: .everything) { tx in
            try queries.map { query in
                guard let query else { return [] }
                return try CandidateSearch(tx: tx).candidates(for: query, linker: linker)
            }
        }
    }
}

extension Entry {
    /// The entry with U+FFFD for every U+0000, which no store keeps whole.
    fileprivate var withoutNULs: Entry {
        var entry = self
        entry.identity = identity.withoutNULs
        entry.link = link?.withoutNULs
        entry.title = title.withoutNULs
        entry.text = text.withoutNULs
        entry.language = language?.withoutNULs
        entry.authors = authors.map { author in
            EntryAuthor(
                name: author.name?.withoutNULs,
                url: author.url?.withoutNULs,
                email: author.email?.withoutNULs
            )
        }
        return entry
    }
}

extension String {
    fileprivate var withoutNULs: String {
        utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self
    }
}

/// Finds the customers who may be behind a mention: by key, and by exact name.
struct CandidateSearch {
    /// More customers of one name than this say nothing.
    private static let mostNamesakes = 20

    let tx: ReadTransaction

    func candidates(for query: LinkQuery, linker: RecordLinker) throws -> [LinkCandidate] {
        let found = linker.identifiers(in: query).map(\.identifier)
        var candidates: [Customer.ID: Customer] = [:]
        for (customer, _) in try tx.customers.holders(of: found) {
            candidates[customer.id] = customer
        }
        if let name = query.author?.name, !name.isEmpty {
            for customer in try tx.customers.named(name, limit: Self.mostNamesakes) {
                candidates[customer.id] = customer
            }
        }
        return candidates.values.sorted { $0.id < $1.id }.map { LinkCandidate($0) }
    }
}
