import CaseHandling
import CaseRules
import EarshotModel
import FeedParsing
import RecordStorage
import SentimentScoring
import TrendAnalysis

/// Writes judged entries in the transaction that holds them.
struct IntakeWriter {
    let feed: Feed
    let rules: IntakeRules
    let tx: WriteTransaction

    /// Writes what is new or changed, and renews the note of the known entries given by id.
    ///
    /// Whatever was written since the entries were looked up is seen here again, so that nothing is
    /// written twice.
    func write(_ entries: [LinkedEntry], touching stale: [EntryID]) throws -> IntakeSummary {
        var summary = IntakeSummary(polls: 1)
        let known = try tx.entries.known(
            in: feed.id,
            identities: entries.map(\.judged.fresh.entry.identity)
        )
        let barred = try tx.erasures.erased(
            among: Set(entries.compactMap(\.key).map(ErasureKey.author))
        )
        let isBarred = { (entry: LinkedEntry) in
            entry.key.map { barred.contains(.author($0)) } ?? false
        }
        try keepOut(entries.filter { known[$0.identity] == nil && isBarred($0) })
        let fresh = entries.filter { entry in
            let stored = known[entry.identity]
            return stored?.contentHash != entry.judged.fresh.contentHash
                && stored?.isErased != true && !isBarred(entry)
        }
        let stored = try fresh.map { entry in
            (entry: entry, record: try record(of: entry, known: known[entry.identity]))
        }
        let told = try tx.entries.told(stored.compactMap(\.record.story), outside: feed.id)
        let isNew = { (entry: LinkedEntry) in known[entry.identity] == nil }
        try tx.entries.add(stored.filter { isNew($0.entry) }.map(\.record), to: feed.id)
        try tx.entries.revise(stored.filter { !isNew($0.entry) }.map(\.record))
        try tx.entries.touch(stale)
        for (entry, record) in stored {
            summary.mentions += try writeMentions(
                of: entry,
                record,
                firstSeen: known[entry.identity]?.firstSeenAt,
                told: told
            )
        }
        summary.entries = stored.count
        return summary
    }

    // MARK: -

    /// Remembers new entries of people who were erased by nothing but a hash of their identity.
    private func keepOut(_ entries: [LinkedEntry]) throws {
        let records = entries.map { linked in
            StoredEntry(
                id: tx.newID(),
                revision: tx.newID(),
                revisionNumber: 1,
                entry: linked.judged.fresh.entry,
                contentHash: "",
                author: nil,
                keepsText: false,
                isErased: true
            )
        }
        try tx.entries.add(records, to: feed.id)
    }

    private func record(of linked: LinkedEntry, known: KnownEntry?) throws -> StoredEntry {
        let entry = linked.judged.fresh.entry
        let hasMention = !linked.judged.mentions.isEmpty
        var author: Author.ID?
        if let key = linked.authorKey, let written = entry.authors.first {
            author = try tx.authors.author(key: key, from: written).id
        }
        return StoredEntry(
            id: known?.id ?? tx.newID(),
            revision: tx.newID(),
            revisionNumber: (known?.revision ?? 0) + 1,
            entry: entry,
            contentHash: linked.judged.fresh.contentHash,
            author: author,
            keepsText: hasMention || rules.desk.policy.unmatchedTextDays > 0,
            story: hasMention ? StoryKey(of: entry)?.description : nil
        )
    }

    /// Writes the mentions of one entry; how many are new.
    ///
    /// One that tells what a mention from another feed told already is a copy of it.
    private func writeMentions(
        of linked: LinkedEntry,
        _ record: StoredEntry,
        firstSeen: Instant?,
        told: [ToldStory: Mention.ID]
    ) throws -> Int {
        let earlier = firstSeen == nil ? [:] : try tx.mentions.brands(of: [record.id])
        let before = earlier[record.id] ?? [:]
        var added = 0
        for (mention, judgement) in linked.judged.mentions {
            let new = newMention(
                mention,
                judgement,
                linked,
                record,
                firstSeen: firstSeen ?? tx.now
            )
            let story = record.story.map { ToldStory(story: $0, brand: mention.brand) }
            let first = story.flatMap { told[$0] }
            if let id = before[mention.brand] {
                try revise(id, as: new, after: first, of: linked, record)
            } else {
                try add(new, after: first, of: linked, record)
                added += 1
            }
        }
        let named = Set(linked.judged.mentions.map(\.mention.brand))
        for (brand, id) in before where !named.contains(brand) { try withdraw(id) }
        if !linked.judged.mentions.isEmpty {
            try tx.entries.index(record.id, words: linked.judged.words)
        }
        return added
    }

    private func newMention(
        _ mention: Mention,
        _ judgement: Judgement,
        _ linked: LinkedEntry,
        _ record: StoredEntry,
        firstSeen: Instant
    ) -> NewMention {
        let published = linked.judged.fresh.entry.published
        return NewMention(
            id: tx.newID(),
            mention: mention,
            entry: record.id,
            revision: record.revision,
            feed: feed.id,
            feedKind: feed.kind,
            author: record.author,
            judgement: judgement,
            ruleset: rules.version,
            engineVersion: "lexicon/\(SentimentScorer.engineVersion)",
            link: linked.link,
            publishedAt: min(published ?? firstSeen, firstSeen),
            isHistory: MentionFacts.isHistory(
                published: published,
                firstSeen: firstSeen,
                maxAgeDays: rules.desk.policy.queueMaxAgeDays
            )
        )
    }

    private func add(
        _ new: NewMention,
        after first: Mention.ID?,
        of linked: LinkedEntry,
        _ record: StoredEntry
    ) throws {
        try tx.mentions.add(new)
        try count(new.judgement, of: new.mention.brand, at: new.publishedAt, by: 1)
        try ResponseDesk.receive(
            ReceivedMention(
                id: new.id,
                facts: try facts(of: new, after: first, isHistory: new.isHistory),
                party: party(of: linked, record),
                author: record.author,
                publishedAt: new.publishedAt
            ),
            under: rules.desk,
            in: tx
        )
    }

    /// The facts of a mention; `first` told the same story in another feed.
    ///
    /// It is a copy unless it asks for more, as a whole text may behind its headline.
    private func facts(of new: NewMention, after first: Mention.ID?, isHistory: Bool) throws
        -> MentionFacts
    {
        var facts = MentionFacts(
            isOwnBrand: rules.brands[new.mention.brand]?.isOwn ?? false,
            nature: new.judgement.nature,
            label: new.judgement.label,
            feedKind: feed.kind,
            score: new.judgement.score,
            influence: feed.weight,
            isHistory: isHistory,
            isHeadlineOnly: new.judgement.isOfHeadline
        )
        if let first, let file = try tx.mentions.file(first) {
            facts.isCopy = !Triage.asksForMore(facts, than: MentionFacts(of: file))
        }
        return facts
    }

    private func party(of linked: LinkedEntry, _ record: StoredEntry) -> Party? {
        if linked.link.decision == .linked, let customer = linked.link.customer {
            return .customer(customer)
        }
        return record.author.map(Party.author)
    }

    /// The author changed the text: the mention gets the new revision and a new judgement, and the
    /// counts move with it.
    private func revise(
        _ id: Mention.ID,
        as new: NewMention,
        after first: Mention.ID?,
        of linked: LinkedEntry,
        _ record: StoredEntry
    ) throws {
        guard let old = try tx.mentions.file(id) else { return }
        try tx.mentions.revise(id, as: new)
        try count(old.judgement, of: old.brand, at: old.publishedAt, by: -1)
        try count(new.judgement, of: old.brand, at: old.publishedAt, by: 1)
        if let matter = old.matter {
            try tx.audit.add("mention.edited", matter: matter, mention: id)
        }
        try relink(old, as: new)
        let edited = try facts(of: new, after: first, isHistory: old.isHistory)
        try tx.mentions.place(id, at: QueueStanding(of: edited))
        if old.triage == .withdrawn || Triage.asksForMore(edited, than: MentionFacts(of: old)) {
            try triageAnew(id, with: edited, of: linked, record)
        }
    }

    /// The edited text shows who wrote it: the link is kept, and the case becomes the customer's.
    private func relink(_ old: MentionFile, as new: NewMention) throws {
        guard old.customerLink.decision != .linked, new.link.decision == .linked,
            let customer = new.link.customer
        else { return }
        try tx.mentions.relink(old.id, to: new.link)
        guard let matter = old.matter else { return }
        try ResponseDesk.link(matter, to: customer, under: rules.desk, in: tx)
    }

    /// The text names the brand again, or asks for more than before: the mention goes to the desk
    /// as if it were new.
    ///
    /// One in a case stays there, and one that staff put aside stays aside.
    private func triageAnew(
        _ id: Mention.ID,
        with facts: MentionFacts,
        of linked: LinkedEntry,
        _ record: StoredEntry
    ) throws {
        guard let now = try tx.mentions.file(id), now.triage != .inCase,
            case .allowed(let state) = MentionLifecycle.move(.edit, from: now.triage, by: .engine),
            try tx.mentions.move(id, to: state, expecting: now.version)
        else { return }
        try ResponseDesk.receive(
            ReceivedMention(
                id: id,
                version: now.version + 1,
                facts: facts,
                party: party(of: linked, record),
                author: record.author,
                publishedAt: now.publishedAt
            ),
            under: rules.desk,
            in: tx
        )
    }

    /// The text no longer names the brand; a mention in a case stays there, and its owner is told.
    private func withdraw(_ id: Mention.ID) throws {
        guard let old = try tx.mentions.file(id) else { return }
        if let matter = old.matter {
            try tx.audit.add("mention.withdrawn", matter: matter, mention: id)
        }
        guard
            case .allowed(let state) = MentionLifecycle.move(
                .withdraw,
                from: old.triage,
                by: .engine
            )
        else { return }
        _ = try tx.mentions.move(id, to: state, expecting: old.version)
    }

    private func count(
        _ judgement: Judgement,
        of brand: Brand.ID,
        at published: Instant,
        by amount: Int
    ) throws {
        try tx.counts.count(
            at: published,
            day: day(of: published),
            brand: brand,
            feed: feed.id,
            judgement: judgement,
            by: amount
        )
    }

    private func day(of moment: Instant) -> CivilDate {
        rules.zone.date(at: moment)
    }
}

extension LinkedEntry {
    fileprivate var identity: String { judged.fresh.entry.identity }
}
