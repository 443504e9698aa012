public import EarshotModel
public import FeedFetching
import FeedParsing
public import MentionDetection
import MentionIntake
public import RecordLinkage
public import RecordStorage
public import SentimentScoring

/// Takes in what no feed brings, by hand and from files; it goes the way of every entry.
public struct MentionAdministration: Sendable {
    private let store: Store
    private let sites: SiteNames
    private let intake: EntryIntake
    private let scorer: SentimentScorer

    /// Creates the administration of a store's mentions.
    public init(
        store: Store,
        sites: SiteNames,
        scorer: SentimentScorer,
        linking: LinkRules,
        noise: NoiseRules
    ) {
        self.store = store
        self.sites = sites
        self.scorer = scorer
        let rules = RulesInForce(
            store: store,
            scorer: scorer,
            linking: linking,
            noise: noise
        )
        intake = EntryIntake(store: store, rules: rules)
    }

    /// Where texts come from when no feed brings them.
    public struct Source: Hashable, Sendable {
        /// A short name, such as `trustpilot`.
        public let name: String
        /// The name that people read.
        public let title: String
        /// The site on which the texts stand; each link's own site when there is none.
        public let site: String?
        /// The kind of place.
        public let kind: FeedKind

        /// Creates a source.
        public init(name: String, title: String, site: String? = nil, kind: FeedKind) {
            self.name = name
            self.title = title
            self.site = site
            self.kind = kind
        }

        /// What staff write down by hand, from a kind of place.
        public static func hand(_ kind: FeedKind) -> Source {
            Source(name: "entered", title: "By hand", kind: kind)
        }
    }

    /// What became of one text.
    public struct Received: Hashable, Sendable {
        /// Its place in the list, from 0.
        public let index: Int
        /// Whether it was new.
        public let standing: Standing
        /// Its mentions; none in a trial, unless they were there before.
        public let mentions: [Mention.ID]
    }

    /// How a text stands to what was stored before.
    public enum Standing: String, Hashable, Sendable {
        /// It was new.
        case added
        /// It was known, and its text was another.
        case changed
        /// It was known as it is.
        case known
    }

    /// A text that was not taken, and why.
    public struct Refusal: Hashable, Sendable {
        /// Its place in the list, from 0.
        public let index: Int
        /// Why, in a sentence.
        public let sentence: String
    }

    /// What became of a list of texts.
    public struct Outcome: Hashable, Sendable {
        /// The texts that are stored now, or would be.
        public let received: [Received]
        /// Those that are not.
        public let refused: [Refusal]
    }

    /// Takes in texts; those that cannot be used are told, and the others are taken.
    ///
    /// Every text is a mention of the brand that is named, and of each brand in it. One that is
    /// known by its link, else by its id, else by its words and author stays single; one that a
    /// feed brought already is left to that feed. With `isTrial` nothing is written.
    public func add(
        _ written: [WrittenEntry],
        from source: Source,
        about brand: String? = nil,
        by actor: Actor,
        isTrial: Bool = false
    ) async throws -> Outcome {
        let feed = try await feed(of: source, about: brand, by: actor, isTrial: isTrial)
        var list = Intake()
        for (index, text) in written.enumerated() {
            take(text, at: index, into: &list)
        }
        try await sift(&list, from: feed)
        if !isTrial { try await store(&list, from: feed, source, by: actor) }
        return Outcome(
            received: list.received.sorted { $0.index < $1.index },
            refused: list.refused.sorted { $0.index < $1.index }
        )
    }

    /// A judgement's label in three words, as the judge itself says it of a mixed text.
    public func side(of judgement: Judgement) -> SentimentLabel { scorer.side(of: judgement) }

    // MARK: -

    /// What is known so far of each text of a list.
    private struct Intake {
        struct Place {
            let index: Int
            let entry: Entry
            var standing = Standing.known
        }

        var open: [Place] = []
        var byIdentity: [String: Entry] = [:]
        var received: [Received] = []
        var refused: [Refusal] = []
    }

    private func take(_ text: WrittenEntry, at index: Int, into list: inout Intake) {
        func refuse(_ sentence: String) {
            list.refused.append(Refusal(index: index, sentence: sentence))
        }
        guard !(text.text + (text.title ?? "")).allSatisfy(\.isWhitespace) else {
            return refuse("there is no text")
        }
        if let link = text.link, sites.site(of: link) == nil || !link.hasPrefix("http") {
            return refuse("\"\(link)\" is no address; write one that begins with https://")
        }
        let entry = Entry(text)
        if let twin = list.byIdentity[entry.identity] {
            guard EntryFingerprint(of: twin) != EntryFingerprint(of: entry) else {
                return list.received.append(
                    Received(index: index, standing: .known, mentions: [])
                )
            }
            return refuse("another text of the list has the same address or id")
        }
        list.byIdentity[entry.identity] = entry
        list.open.append(Intake.Place(index: index, entry: entry))
    }

    /// Sorts out what names no brand, and what is there already.
    private func sift(_ list: inout Intake, from feed: Feed) async throws {
        let places = list.open
        let previews = try await intake.preview(places.map(\.entry), from: feed)
        let links = places.compactMap(\.entry.link)
        let elsewhere = try await store.read(in: .everything) { tx in
            try tx.entries.mentions(at: links, outside: feed.id)
        }
        list.open = []
        for (place, preview) in zip(places, previews) {
            let brands = Set(preview.mentions.map(\.brand))
            let twins = elsewhere.filter {
                $0.link == place.entry.link && brands.contains($0.brand)
            }
            if brands.isEmpty {
                list.refused.append(
                    Refusal(index: place.index, sentence: "it names no brand; say which is meant")
                )
            } else if !twins.isEmpty {
                let known = twins.map(\.mention)
                list.received.append(
                    Received(index: place.index, standing: .known, mentions: known)
                )
            } else {
                var open = place
                open.standing = Standing(preview.standing)
                list.open.append(open)
            }
        }
        // In a trial this is all that can be told; else it is told again with the mentions.
        list.received += list.open.map {
            Received(index: $0.index, standing: $0.standing, mentions: [])
        }
    }

    private func store(
        _ list: inout Intake,
        from feed: Feed,
        _ source: Source,
        by actor: Actor
    ) async throws {
        guard !list.open.isEmpty else { return }
        let fresh = list.open.filter { $0.standing != .known }
        if !fresh.isEmpty {
            try await store.write(by: actor) { tx in
                let facts = ["source": source.name, "count": "\(fresh.count)"]
                try tx.audit.add("mentions.added", facts: facts)
            }
        }
        for (site, places) in Dictionary(grouping: fresh, by: { site(of: $0.entry, source) }) {
            try await receive(places.map(\.entry), from: feed, site: site)
        }
        let open = list.open
        let mentions = try await mentions(of: open.map(\.entry.identity), in: feed)
        let told = Set(open.map(\.index))
        list.received.removeAll { told.contains($0.index) }
        list.received += open.map { place in
            Received(
                index: place.index,
                standing: place.standing,
                mentions: mentions[place.entry.identity] ?? []
            )
        }
    }

    /// Takes entries in; what is wrong with the rules is told to whoever wrote them.
    private func receive(_ entries: [Entry], from feed: Feed, site: String) async throws {
        do {
            try await intake.receive(entries, from: feed, site: site)
        } catch let error as IntakeError {
            throw AdministrationError.invalid(field: "rules", reason: error.description)
        }
    }

    private func mentions(of identities: [String], in feed: Feed) async throws
        -> [String: [Mention.ID]]
    {
        try await store.read(in: .everything) { tx in
            let known = try tx.entries.known(in: feed.id, identities: identities)
            let brands = try tx.mentions.brands(of: known.values.map(\.id))
            return known.mapValues { entry in (brands[entry.id] ?? [:]).values.sorted() }
        }
    }

    /// The site whose people the authors are: of the source, else of the link.
    private func site(of entry: Entry, _ source: Source) -> String {
        source.site ?? entry.link.flatMap(sites.site) ?? Self.noSite
    }

    private static let noSite = "hand"

    /// The feed behind a source, which nobody polls; made when it is first needed.
    private func feed(
        of source: Source,
        about brand: String?,
        by actor: Actor,
        isTrial: Bool
    ) async throws -> Feed {
        let address = source.address
        let (known, about) = try await store.read(in: .everything) { tx in
            let about = try brand.map { name in
                guard let brand = try tx.rulesets.brands().first(where: { $0.name == name }) else {
                    throw AdministrationError.noSuchBrand(name)
                }
                return brand.id
            }
            return (try tx.feeds.health(ofAddress: address)?.feed.id, about)
        }
        if let known { return source.feed(known, about: about) }
        guard !isTrial else { return source.feed(Feed.ID(rawValue: 0), about: about) }
        let site = source.site ?? Self.noSite
        return try await store.write(by: actor) { tx in
            if let known = try tx.feeds.health(ofAddress: address)?.feed.id {
                return source.feed(known, about: about)
            }
            let id: Feed.ID = tx.newID()
            try tx.feeds.addUnpolled(source.feed(id, about: nil), site: site)
            return source.feed(id, about: about)
        }
    }
}

extension MentionAdministration.Source {
    fileprivate var address: String { Feed.unpolledScheme + name }

    fileprivate func feed(_ id: Feed.ID, about: Brand.ID?) -> Feed {
        Feed(
            id: id,
            configuredAddress: address,
            address: address,
            kind: kind,
            title: title,
            about: about
        )
    }
}

extension MentionAdministration.Standing {
    fileprivate init(_ standing: EntryPreview.Standing) {
        switch standing {
        case .new: self = .added
        case .changed: self = .changed
        case .known: self = .known
        }
    }
}

extension Entry {
    fileprivate init(_ text: WrittenEntry) {
        self.init(
            identity: "",
            guid: text.id,
            link: text.link,
            title: text.title ?? "",
            text: text.text,
            authors: text.author.isEmpty ? [] : [text.author],
            published: text.published,
            language: text.language
        )
        identity = writtenIdentity
    }
}
