import CaseHandling
import CaseRules
import EarshotModel
import FeedParsing
import RecordStorage

/// An entry as it is written: its record, and its mentions by brand.
struct WrittenEntry {
    let linked: LinkedEntry
    let record: StoredEntry
    /// When it was first seen; `nil` when it is new.
    let firstSeen: Instant?
    /// The mentions that it had before.
    let before: [Brand.ID: Mention.ID]
    /// The mention of each brand that it names now.
    let ids: [Brand.ID: Mention.ID]
    /// What is the same wherever its story is told; `nil` where nobody can know.
    let story: String?
    /// What is the same where only its headline is told; `nil` where nobody can know.
    let headline: HeadlineKey?

    init(
        linked: LinkedEntry,
        record: StoredEntry,
        firstSeen: Instant?,
        before: [Brand.ID: Mention.ID],
        in kind: FeedKind,
        makingIDs newID: () -> Mention.ID
    ) {
        self.linked = linked
        self.record = record
        self.firstSeen = firstSeen
        self.before = before
        let brands = linked.judged.mentions.map(\.mention.brand)
        ids = brands.reduce(into: [:]) { $0[$1] = $0[$1] ?? before[$1] ?? newID() }
        story = brands.isEmpty ? nil : StoryKey(of: record.entry)?.description
        let isNews = kind == .news || kind == .blog || record.entry.outlet != nil
        headline = brands.isEmpty || !isNews ? nil : HeadlineKey(of: record.entry)
    }

    var isNew: Bool { firstSeen == nil }

    /// When it was published, never later than it was first seen.
    func publishedAt(now: Instant) -> Instant {
        let firstSeen = firstSeen ?? now
        return min(record.entry.published ?? firstSeen, firstSeen)
    }

    /// What is the same wherever the story is told, whole or as a headline.
    fileprivate var keys: [String] { [story].compactMap(\.self) + headlines }

    /// What is told of its headline: an outlet's own is found by those who relay it, and not by
    /// another one of the outlet.
    var headlines: [String] {
        headline.map { $0.isRelayed ? [$0.told, $0.relayed] : [$0.told] } ?? []
    }

    /// Whether it goes on with the story that a mention told before the edit: its text moved, or
    /// it was corrected at its page.
    ///
    /// Some feeds give one identity to whatever they tell.
    fileprivate func goesOn(with old: MentionFile, now: Instant) -> Bool {
        let entry = record.entry
        if !entry.text.isEmpty, entry.text == old.text { return true }
        return entry.link == old.link && publishedAt(now: now) == old.publishedAt
            && (entry.title == old.title || entry.text.isEmpty || old.text.isEmpty)
    }
}

/// The stories of the entries that are written, and by which mention the desk has each.
struct ToldStories {
    /// The mention of each story.
    var tellers: [ToldStory: Mention.ID] = [:]
    /// Whom the mentions follow that go on with their story; those who follow none themselves.
    let followed: [Mention.ID: Mention.ID]

    /// Whether an edited mention goes on with its story.
    func goesOn(_ mention: Mention.ID) -> Bool { followed[mention] != nil }
}

extension IntakeWriter {
    /// Whom the mentions of edited entries follow, where they go on with their story; asked before
    /// the edit is written.
    func followed(by entries: [WrittenEntry]) throws -> [Mention.ID: Mention.ID] {
        var same: [Mention.ID] = []
        for entry in entries {
            for (brand, id) in entry.before where entry.ids[brand] != nil {
                guard let old = try tx.mentions.file(id), entry.goesOn(with: old, now: tx.now)
                else { continue }
                same.append(id)
            }
        }
        return same.isEmpty ? [:] : try tx.stories.tellers(of: same)
    }

    /// Tells the entries' stories.
    ///
    /// A story stays told under every title that it had, so that an edit brings it nowhere twice.
    func tell(_ entries: [WrittenEntry], following followed: [Mention.ID: Mention.ID]) throws
        -> ToldStories
    {
        var stories: [ToldStory: Mention.ID] = [:]
        // Of one headline over several stories the latest is the one that lists relay.
        let latest = entries.sorted { $0.publishedAt(now: tx.now) > $1.publishedAt(now: tx.now) }
        for entry in latest {
            for key in entry.keys {
                for (brand, id) in entry.ids {
                    let told = ToldStory(story: key, brand: brand)
                    stories[told] = stories[told] ?? followed[id] ?? id
                }
            }
        }
        var told = ToldStories(tellers: try tx.stories.tell(stories), followed: followed)
        for entry in latest { try tellHeadline(of: entry, in: &told) }
        return told
    }

    /// The mention by which another feed told an entry's story first, whole or as a headline.
    func firstTelling(of brand: Brand.ID, in entry: WrittenEntry, told: ToldStories) throws
        -> MentionFile?
    {
        let file = { (key: String) throws -> MentionFile? in
            guard let first = told.tellers[ToldStory(story: key, brand: brand)],
                let id = entry.ids[brand], first != id, let file = try tx.mentions.file(first),
                file.feed != feed.id || told.followed[id] == first
            else { return nil }
            return file
        }
        if let first = try entry.story.flatMap(file) { return first }
        guard let first = try entry.headline.flatMap({ try file($0.sought) }) else { return nil }
        let published = entry.publishedAt(now: tx.now)
        let distance = max(first.publishedAt - published, published - first.publishedAt)
        return distance <= Self.longestRelay ? first : nil
    }

    /// Whether a mention is no more than a copy of the first telling of its story.
    ///
    /// One that asks for more is none, nor is a whole text behind a headline that nobody acted on,
    /// unless the headline asks for more.
    func isCopy(_ facts: MentionFacts, of first: MentionFile) -> Bool {
        let before = MentionFacts(of: first)
        if Triage.asksForMore(facts, than: before) { return false }
        let isFuller = before.isHeadlineOnly && !facts.isHeadlineOnly
        let isUntouched =
            first.triage == .queued
            || first.triage == .noted && Triage.decide(for: before).action == .note
        return !(isFuller && isUntouched) || Triage.asksForMore(before, than: facts)
    }

    /// Lets a mention stand for the story of a first telling, which waits no longer.
    func supersede(_ first: MentionFile, by id: Mention.ID) throws {
        _ = try stepBack(first.id)
        try tx.stories.handOver(from: first.id, to: id)
    }

    /// An edit made a mention that waits for eyes a copy of another one: only that one waits.
    ///
    /// Whether it is a copy of it now.
    func join(_ id: Mention.ID, _ first: Mention.ID) throws -> Bool {
        guard try stepBack(id) else { return false }
        try tx.stories.handOver(from: id, to: first)
        return true
    }

    /// Makes a mention that waits for eyes a copy; whether it is one.
    private func stepBack(_ id: Mention.ID) throws -> Bool {
        guard let now = try tx.mentions.file(id) else { return false }
        if now.triage == .clustered { return true }
        guard now.triage == .queued,
            case .allowed(let state) = MentionLifecycle.move(.cluster, from: .queued, by: .engine)
        else { return false }
        return try tx.mentions.move(id, to: state, expecting: now.version)
    }

    /// Lets the oldest copy of a mention that was withdrawn take its place at the desk, so that the
    /// story is not lost; whoever tells it next does where there is none.
    ///
    /// What staff put aside stays aside, with its copies.
    func replace(_ old: MentionFile) throws {
        guard ![.clustered, .dismissed].contains(old.triage) else { return }
        guard let id = try tx.stories.nextTelling(after: old.id),
            let copy = try tx.mentions.file(id)
        else { return try tx.stories.forget(old.id) }
        try tx.stories.handOver(from: old.id, to: id)
        guard
            case .allowed(let state) = MentionLifecycle.move(
                .takeOver,
                from: copy.triage,
                by: .engine
            ),
            try tx.mentions.move(id, to: state, expecting: copy.version)
        else { return }
        try receive(copy, version: copy.version + 1, insteadOf: old)
    }

    // MARK: -

    /// Gives a copy to the desk; where the mention before it needed no answer, nor does the copy.
    private func receive(_ copy: MentionFile, version: Int, insteadOf old: MentionFile) throws {
        if old.triage == .noted {
            _ = try tx.mentions.move(copy.id, to: .noted, expecting: version)
            return
        }
        try ResponseDesk.receive(
            ReceivedMention(copy, version: version),
            under: rules.desk,
            in: tx
        )
    }
}
