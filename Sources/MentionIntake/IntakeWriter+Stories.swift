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

    /// What is the same wherever the story is told, whole or as a headline.
    fileprivate var keys: [String] { [story, headline?.story].compactMap(\.self) }

    var isNew: Bool { firstSeen == nil }
}

extension IntakeWriter {
    /// Tells the entries' stories; the mention by which the desk has each.
    ///
    /// A story stays told under every title that it had, so that an edit brings it nowhere twice.
    func tell(_ entries: [WrittenEntry]) throws -> [ToldStory: Mention.ID] {
        let known = entries.flatMap { $0.before.values }
        let tellers = known.isEmpty ? [:] : try tx.stories.tellers(of: known)
        var stories: [ToldStory: Mention.ID] = [:]
        for entry in entries {
            for key in entry.keys {
                for (brand, id) in entry.ids {
                    let told = ToldStory(story: key, brand: brand)
                    stories[told] = stories[told] ?? tellers[id] ?? id
                }
            }
        }
        return try tx.stories.tell(stories)
    }

    /// The mention by which another feed told an entry's story first, whole or as a headline.
    func firstTelling(
        of brand: Brand.ID,
        in entry: WrittenEntry,
        told: [ToldStory: Mention.ID]
    ) throws -> MentionFile? {
        let file = { (key: String) throws -> MentionFile? in
            guard let id = told[ToldStory(story: key, brand: brand)], id != entry.ids[brand],
                let file = try tx.mentions.file(id), file.feed != feed.id
            else { return nil }
            return file
        }
        if let first = try entry.story.flatMap(file) { return first }
        guard let headline = entry.headline, let first = try file(headline.story),
            headline.isSameStory(at: first.link)
        else { return nil }
        let published = entry.record.entry.published ?? tx.now
        let distance = max(first.publishedAt - published, published - first.publishedAt)
        return distance <= Self.longestRelay ? first : nil
    }

    /// A list relays a headline within that time; later, the same headline is another story.
    private static let longestRelay = Duration.days(3)

    /// An edit made a mention that waits for eyes a copy of another one: only that one waits.
    func join(_ id: Mention.ID, _ first: Mention.ID) throws {
        guard let now = try tx.mentions.file(id), now.triage == .queued,
            case .allowed(let state) = MentionLifecycle.move(.cluster, from: .queued, by: .engine),
            try tx.mentions.move(id, to: state, expecting: now.version)
        else { return }
        try tx.stories.handOver(from: id, to: first)
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

    func party(of link: CustomerLink, by author: Author.ID?) -> Party? {
        if link.decision == .linked, let customer = link.customer { return .customer(customer) }
        return author.map(Party.author)
    }

    // MARK: -

    /// Gives a copy to the desk; where the mention before it needed no answer, nor does the copy.
    private func receive(_ copy: MentionFile, version: Int, insteadOf old: MentionFile) throws {
        if old.triage == .noted {
            _ = try tx.mentions.move(copy.id, to: .noted, expecting: version)
            return
        }
        try ResponseDesk.receive(
            ReceivedMention(
                id: copy.id,
                version: version,
                facts: MentionFacts(of: copy),
                party: party(of: copy.customerLink, by: copy.authorID),
                author: copy.authorID,
                publishedAt: copy.publishedAt
            ),
            under: rules.desk,
            in: tx
        )
    }
}

extension HeadlineKey {
    /// The key among the stories, which no whole story has.
    fileprivate var story: String { "headline:" + hash }
}
