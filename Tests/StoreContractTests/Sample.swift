import EarshotModel

@testable import RecordStorage

/// Records that tests write.
enum Sample {
    static let policy = CompanyPolicy(
        companyName: "Brontavia",
        zone: "Europe/Warsaw",
        queueMaxAgeDays: 7,
        calendar: BusinessCalendar(week: [.monday: [.init(start: 540, end: 1020)]]),
        firstResponseMinutes: [.complaint: 480],
        contactLimit: ContactLimit(limit: 2, windowDays: 14),
        unmatchedTextDays: 30
    )

    static func feed(_ tx: WriteTransaction, _ address: String, about: Brand.ID? = nil) -> Feed {
        Feed(
            id: tx.newID(),
            configuredAddress: address,
            address: address,
            kind: .forum,
            title: address,
            about: about
        )
    }

    /// What a test says of a mention; the rest is as in most tests.
    struct Wording {
        var title = ""
        var text = "Brontavia is slow."
        var brand = "Brontavia"
        var identity: String?
        var spans = [TextSpan(field: .text, start: 0, end: 9)]
        var judgement = Sample.judgement(.negative)
        var author: EntryAuthor?
        var link = CustomerLink.nobody
        var publishedAt: Instant?
        var isHistory = false
        var noise: Noise?
    }

    /// Writes a brand, a feed, an entry and a mention of the brand in it.
    static func mention(in tx: WriteTransaction, _ wording: Wording = Wording()) throws
        -> Mention.ID
    {
        let new = try newMention(in: tx, wording)
        try tx.mentions.add(new)
        return new.id
    }

    /// Writes what a mention needs, and gives the mention that is still to be written.
    static func newMention(in tx: WriteTransaction, _ wording: Wording = Wording()) throws
        -> NewMention
    {
        let brand = try brand(wording.brand, in: tx)
        let feed = try feed(in: tx)
        let ruleset = try tx.rulesets.effective()
        let id: Mention.ID = tx.newID()
        let author = try wording.author.map { written in
            try tx.authors.author(key: "name:\(written.name ?? "")", from: written).id
        }
        let stored = entry(
            in: tx,
            identity: wording.identity ?? "guid:\(id)",
            title: wording.title,
            text: wording.text,
            written: wording.author,
            author: author
        )
        try tx.entries.add([stored], to: feed)
        return NewMention(
            id: id,
            mention: Mention(brand: brand, spans: wording.spans, reason: "named"),
            entry: stored.id,
            revision: stored.revision,
            feed: feed,
            feedKind: .forum,
            author: author,
            judgement: wording.judgement,
            ruleset: ruleset?.id ?? tx.newID(),
            engineVersion: "test/1",
            link: wording.link,
            publishedAt: wording.publishedAt ?? tx.now,
            isHistory: wording.isHistory,
            noise: wording.noise
        )
    }

    /// Lets a mention tell a story and another one follow it as its copy.
    static func story(
        _ name: String = "s",
        toldBy first: Mention.ID,
        followedBy copy: Mention.ID,
        in tx: WriteTransaction
    ) throws {
        let brand = try brand("Brontavia", in: tx)
        _ = try tx.stories.tell([ToldStory(story: name, brand: brand): first])
        try tx.run(
            "UPDATE mentions SET triage = 'clustered', first_telling_id = ?1 WHERE id = ?2",
            [first.sqlValue, copy.sqlValue]
        )
    }

    static func entry(
        in tx: WriteTransaction,
        identity: String,
        link: String? = nil,
        hash: String = "h1",
        title: String = "",
        text: String = "Nothing of ours.",
        written: EntryAuthor? = nil,
        author: Author.ID? = nil,
        keepsText: Bool = true
    ) -> StoredEntry {
        StoredEntry(
            id: tx.newID(),
            revision: tx.newID(),
            revisionNumber: 1,
            entry: Entry(
                identity: identity,
                link: link ?? "https://forum.example/\(identity)",
                title: title,
                text: text,
                authors: written.map { [$0] } ?? []
            ),
            contentHash: hash,
            author: author,
            keepsText: keepsText
        )
    }

    static func judgement(
        _ label: SentimentLabel,
        _ nature: Nature = .complaint,
        language: String = "en"
    ) -> Judgement {
        let part = EvidencePart(
            span: TextSpan(field: .text, start: 13, end: 17),
            term: "slow",
            base: -1500,
            changes: [EvidenceChange(rule: "negation", span: nil, points: 200)]
        )
        return Judgement(
            label: label,
            score: -400,
            evidence: Evidence(parts: [part]),
            nature: nature,
            natureReason: "negative_label",
            language: language,
            isLanguageAssumed: false
        )
    }

    static func member(_ tx: WriteTransaction, _ name: String, _ role: Role = .agent) throws
        -> StaffMember
    {
        let member = StaffMember(
            id: tx.newID(),
            name: name,
            email: "\(name.lowercased())@example.com",
            role: role
        )
        try tx.staff.add(member)
        return member
    }

    static func customer(_ tx: WriteTransaction, _ reference: String, _ name: String) throws
        -> Customer
    {
        let customer = Customer(id: tx.newID(), reference: reference, name: name)
        try tx.customers.put(customer, identifiers: [])
        return customer
    }

    /// Opens a case of a new author, with a policy and a clock that is due when it says.
    static func matter(
        in tx: WriteTransaction,
        of author: String = "Mira",
        due: Instant? = nil
    ) throws -> CaseRecord {
        let policy = try tx.policies.apply(Self.policy)
        let party = try party(author, in: tx)
        try tx.cases.serialise(party)
        let clock = due.map { due in
            ClockStart(
                metric: .firstResponse,
                segment: 1,
                policy: policy,
                startedAt: tx.now,
                targetMinutes: 480,
                dueAt: due
            )
        }
        return try tx.cases.open(for: party, nature: .complaint, at: tx.now, clock: clock)
    }

    static func party(_ author: String, in tx: WriteTransaction) throws -> Party {
        let written = EntryAuthor(name: author)
        return .author(try tx.authors.author(key: "name:\(author)", from: written).id)
    }

    static func brand(_ name: String, in tx: WriteTransaction) throws -> Brand.ID {
        let current = try tx.rulesets.effective()?.ruleset.brands ?? []
        if let known = current.first(where: { $0.name == name }) { return known.id }
        let brand = Brand(id: tx.newID(), name: name)
        try tx.rulesets.apply(Ruleset(brands: current + [brand], shippedRules: "test"))
        return brand.id
    }

    static func feed(in tx: WriteTransaction) throws -> Feed.ID {
        if let known = try tx.feeds.all().first { return known.feed.id }
        let feed = feed(tx, "https://forum.example/feed")
        try tx.feeds.add(feed, site: "forum.example")
        return feed.id
    }
}
