import CaseHandling
import CaseRules
import EarshotModel
import FeedParsing
import RecordStorage
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
        let written = try written(fresh, known: known)
        let followed = try followed(by: written)
        try tx.entries.add(written.filter(\.isNew).map(\.record), to: feed.id)
        try tx.entries.revise(written.filter { !$0.isNew }.map(\.record))
        try tx.entries.touch(stale)
        let told = try tell(written, following: followed)
        for entry in written { summary.mentions += try writeMentions(of: entry, told: told) }
        summary.entries = written.count
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

    /// The entries with their records, each with the mentions that it had before.
    private func written(_ entries: [LinkedEntry], known: [String: KnownEntry]) throws
        -> [WrittenEntry]
    {
        let earlier = try tx.mentions.brands(of: entries.compactMap { known[$0.identity]?.id })
        return try entries.map { linked in
            let known = known[linked.identity]
            return WrittenEntry(
                linked: linked,
                record: try record(of: linked, known: known),
                firstSeen: known?.firstSeenAt,
                before: known.flatMap { earlier[$0.id] } ?? [:],
                in: feed.kind,
                makingIDs: tx.newID
            )
        }
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
            keepsText: hasMention || rules.desk.policy.unmatchedTextDays > 0
        )
    }

    /// Writes the mentions of one entry; how many are new.
    ///
    /// One that tells what a mention from another feed told already is a copy of it.
    private func writeMentions(of entry: WrittenEntry, told: ToldStories) throws -> Int {
        let mentions = entry.linked.judged.mentions
        var added = 0
        for (mention, judgement, noise) in mentions {
            let first = try firstTelling(of: mention.brand, in: entry, told: told)
            let new = newMention(mention, judgement, noise, in: entry)
            let isOne: Bool
            if let id = entry.before[mention.brand] {
                isOne = try revise(id, as: new, after: first, of: entry, told: told)
            } else {
                isOne = try add(new, after: first, of: entry)
                added += 1
            }
            if isOne, let first { try claim(entry, mention.brand, with: first.id, told: told) }
        }
        let named = Set(mentions.map(\.mention.brand))
        for (brand, id) in entry.before where !named.contains(brand) { try withdraw(id) }
        if !mentions.isEmpty {
            try tx.entries.index(entry.record.id, words: entry.linked.judged.words)
        }
        return added
    }

    private func newMention(
        _ mention: Mention,
        _ judgement: Judgement,
        _ noise: Noise?,
        in entry: WrittenEntry
    ) -> NewMention {
        NewMention(
            id: entry.ids[mention.brand] ?? tx.newID(),
            mention: mention,
            entry: entry.record.id,
            revision: entry.record.revision,
            feed: feed.id,
            feedKind: feed.kind,
            author: entry.record.author,
            judgement: judgement,
            ruleset: rules.version,
            engineVersion: IntakeRules.engineVersion,
            link: entry.linked.link,
            publishedAt: entry.publishedAt(now: tx.now),
            isHistory: MentionFacts.isHistory(
                published: entry.record.entry.published,
                firstSeen: entry.firstSeen ?? tx.now,
                maxAgeDays: rules.desk.policy.queueMaxAgeDays
            ),
            noise: noise
        )
    }

    /// Whether it is one story with the first telling.
    private func add(_ new: NewMention, after first: MentionFile?, of entry: WrittenEntry) throws
        -> Bool
    {
        let facts = facts(of: new, after: first, isHistory: new.isHistory)
        var new = new
        new.firstTelling = facts.isCopy ? first?.id : nil
        try tx.mentions.add(new)
        try count(new.judgement, of: new.mention.brand, at: new.publishedAt, by: 1)
        try ResponseDesk.receive(
            ReceivedMention(
                id: new.id,
                facts: facts,
                party: party(of: entry),
                author: entry.record.author,
                publishedAt: new.publishedAt
            ),
            under: rules.desk,
            in: tx
        )
        guard let first else { return false }
        if facts.isCopy {
            try tx.stories.handOver(from: new.id, to: first.id)
        } else {
            try supersede(first, by: new.id)
        }
        return true
    }

    /// The facts of a mention; `first` told the same story in another feed.
    private func facts(of new: NewMention, after first: MentionFile?, isHistory: Bool)
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
            isNoise: new.noise != nil,
            isHeadlineOnly: new.judgement.isOfHeadline
        )
        if let first { facts.isCopy = isCopy(facts, of: first) }
        return facts
    }

    private func party(of entry: WrittenEntry) -> Party? {
        Party(of: entry.linked.link, by: entry.record.author)
    }

    /// The author changed the text: the mention gets the new revision and a new judgement, and the
    /// counts move with it.
    ///
    /// Whether it is one story with the first telling.
    private func revise(
        _ id: Mention.ID,
        as new: NewMention,
        after first: MentionFile?,
        of entry: WrittenEntry,
        told: ToldStories
    ) throws -> Bool {
        guard let old = try tx.mentions.file(id) else { return false }
        try tx.mentions.revise(id, as: new)
        try count(old.judgement, of: old.brand, at: old.publishedAt, by: -1)
        try count(new.judgement, of: old.brand, at: old.publishedAt, by: 1)
        if let matter = old.matter {
            try tx.audit.add("mention.edited", matter: matter, mention: id)
        }
        try relink(old, as: new)
        let edited = facts(of: new, after: first, isHistory: old.isHistory)
        try tx.mentions.place(id, at: QueueStanding(of: edited))
        let isCopyNoMore =
            old.triage == .clustered && (first == nil ? !told.goesOn(id) : !edited.isCopy)
        let isWork =
            old.triage == .withdrawn || isCopyNoMore
            || Triage.asksForMore(edited, than: MentionFacts(of: old))
        let isMoved =
            try isWork
            && ResponseDesk.receiveAgain(
                id,
                with: edited,
                party: party(of: entry),
                author: entry.record.author,
                under: rules.desk,
                in: tx
            )
        guard let first else {
            if isMoved { try tx.stories.part(id) }
            return false
        }
        if edited.isCopy { return try join(id, first.id) }
        // What staff put aside holds no story.
        guard isMoved || old.triage == .queued || old.triage == .inCase else { return false }
        try supersede(first, by: id)
        return true
    }

    /// The edited text shows who wrote it: the link is kept, and the case becomes the customer's.
    ///
    /// What somebody decided stays decided.
    private func relink(_ old: MentionFile, as new: NewMention) throws {
        guard old.customerLink.decision != .linked, new.link.decision == .linked,
            let customer = new.link.customer, try !tx.mentions.isLinkDecided(old.id)
        else { return }
        try tx.mentions.relink(old.id, to: new.link)
        guard let matter = old.matter else { return }
        try ResponseDesk.link(matter, to: customer, under: rules.desk, in: tx)
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
        guard try tx.mentions.move(id, to: state, expecting: old.version) else { return }
        try replace(old)
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
