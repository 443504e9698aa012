import CaseRules
public import EarshotModel
import FeedFetching
public import RecordStorage
public import SettingsReading

/// Leads from an installed Earshot to the first feeds of one's own brand: what `earshot init` and
/// the set-up page do.
public struct FirstSetUp: Sendable {
    private let store: Store
    private let feeds: FeedAdministration
    private let recipes: @Sendable () throws -> [FeedRecipe]

    /// Creates the set-up of a store; the recipes are read where they are asked for.
    public init(
        store: Store,
        feeds: FeedAdministration,
        recipes: @escaping @Sendable () throws -> [FeedRecipe]
    ) {
        self.store = store
        self.feeds = feeds
        self.recipes = recipes
    }

    /// A feed that could be listened to.
    public struct ProposedFeed: Hashable, Codable, Sendable {
        /// Where the proposal comes from.
        public enum Origin: String, CaseIterable, Codable, Sendable {
            /// Somebody named the place.
            case place
            /// The company's own site has it.
            case site
            /// A recipe makes it for the brand.
            case recipe
        }

        /// The address to add.
        public let address: String
        /// The kind of place.
        public let kind: FeedKind
        /// A name to read; the feed's own where it is missing.
        public let title: String?
        /// The language of its entries, where that is known.
        public let language: String?
        /// The name of the brand that every entry is about.
        public let about: String?
        /// Where the proposal comes from.
        public let origin: Origin

        /// Creates a proposal.
        public init(
            address: String,
            kind: FeedKind,
            title: String? = nil,
            language: String? = nil,
            about: String? = nil,
            origin: Origin = .place
        ) {
            self.address = address
            self.kind = kind
            self.title = title
            self.language = language
            self.about = about
            self.origin = origin
        }
    }

    /// A place where no feed was found, and why.
    public struct SilentPlace: Hashable, Codable, Sendable {
        /// The place as it was typed, without secrets.
        public let place: String
        /// Why, in words; `nil` where there is a page without a feed.
        public let reason: String?
    }

    /// What could be listened to.
    public struct Proposal: Hashable, Codable, Sendable {
        /// The feeds, each address once: those of places, of the own site, of recipes.
        public internal(set) var feeds: [ProposedFeed] = []
        /// The places that have none, or did not answer.
        public internal(set) var silent: [SilentPlace] = []
    }

    /// Whether no brand of the company's own is listened for yet.
    public func isNeeded() async throws -> Bool {
        try await store.read(in: .everything) { tx in
            try !tx.rulesets.brands().contains(where: \.isOwn)
        }
    }

    /// What could be listened to; asks the places that are named once each, and writes nothing.
    ///
    /// Throws `AdministrationError.invalid` with the name of an answer that cannot be used.
    public func proposal(for given: Answers) async throws -> Proposal {
        let answers = try given.checked(feeds.sites)
        var proposal = Proposal()
        // One kind says what the places are; several do not.
        let kind = answers.kinds.count == 1 ? answers.kinds[0] : .blog
        var places = answers.places.map {
            (place: $0, kind: kind, origin: ProposedFeed.Origin.place)
        }
        if let domain = answers.domain { places.append((domain, .own, .site)) }
        await search(places, into: &proposal)
        if answers.wantsSuggestions { proposal.feeds += try suggestions(for: answers) }
        var seen: Set<String> = []
        proposal.feeds = proposal.feeds.filter { seen.insert($0.address).inserted }
        return proposal
    }

    /// Puts the brands, the company's settings and the feeds in force; how many feeds were new.
    ///
    /// It adds to what is there: a brand keeps its spellings, and known feeds stay as they are. A
    /// demo's store takes no real brand. Throws `AdministrationError` and changes nothing then.
    public func begin(_ given: Answers, with wanted: [ProposedFeed], by actor: Actor) async throws
        -> Int
    {
        let answers = try given.checked(feeds.sites)
        if let wrong = wanted.first(where: { feeds.sites.site(of: $0.address) == nil }) {
            throw AdministrationError.notAnAddress(wrong.address)
        }
        guard try await !store.read(in: .everything, { try $0.policies.isDemo() }) else {
            throw AdministrationError.demo
        }
        let rules = RulesAdministration(store: store)
        let (policy, brands) = (try await policy(of: answers), try await brands(of: answers))
        let known = brands + (try await rules.brands())
        for name in wanted.compactMap(\.about) where Brand.named(name, among: known) == nil {
            throw AdministrationError.noSuchBrand(name)
        }
        try await rules.put(brands, by: actor)
        if let policy { try await CompanySetup(store: store).apply(policy, by: actor) }
        let wishes = wanted.map { feed in
            FeedAdministration.Wish(
                address: feed.address,
                kind: feed.kind,
                title: feed.title,
                language: feed.language,
                about: feed.about
            )
        }
        return wishes.isEmpty ? 0 : try await feeds.add(wishes, by: actor)
    }

    // MARK: -

    /// Asks all sites at once, for one that does not answer takes its time, and the places of one
    /// site one after the other; the answers keep the places' order.
    private func search(
        _ places: [(place: String, kind: FeedKind, origin: ProposedFeed.Origin)],
        into proposal: inout Proposal
    ) async {
        let sites = Dictionary(grouping: places.indices) { number in
            feeds.sites.site(of: FeedDiscovery.completed(places[number].place)) ?? ""
        }
        let found = await withTaskGroup { group in
            for numbers in sites.values {
                group.addTask {
                    var found: [Int: Proposal] = [:]
                    for number in numbers {
                        let (place, kind, origin) = places[number]
                        found[number] = await search(place, kind, origin)
                    }
                    return found
                }
            }
            return await group.reduce(into: [Int: Proposal]()) { all, some in
                all.merge(some) { first, _ in first }
            }
        }
        for number in places.indices {
            proposal.feeds += found[number]?.feeds ?? []
            proposal.silent += found[number]?.silent ?? []
        }
    }

    private func search(_ place: String, _ kind: FeedKind, _ origin: ProposedFeed.Origin) async
        -> Proposal
    {
        var proposal = Proposal()
        let shown = MaskedAddress(place).description
        do throws(AdministrationError) {
            guard let found = try await feeds.discover(place).first else {
                proposal.silent.append(SilentPlace(place: shown, reason: nil))
                return proposal
            }
            proposal.feeds.append(
                ProposedFeed(
                    address: found.address,
                    kind: kind,
                    title: found.title.isEmpty ? nil : found.title,
                    origin: origin
                )
            )
        } catch .invalid(_, let reason) {
            proposal.silent.append(SilentPlace(place: shown, reason: reason))
        } catch {
            proposal.silent.append(SilentPlace(place: shown, reason: "\(error)"))
        }
        return proposal
    }

    private func suggestions(for answers: Answers) throws -> [ProposedFeed] {
        let recipes = try recipes().filter { $0.kind != .own }
        return answers.brands.flatMap { brand in
            let wish = FeedSuggestions.Wish(brand: brand, languages: answers.languages)
            return FeedSuggestions(recipes, for: wish, kinds: Set(answers.kinds)).ready.map {
                ProposedFeed(
                    address: $0.address,
                    kind: $0.recipe.kind,
                    title: $0.recipe.name,
                    language: $0.language,
                    about: $0.recipe.aboutness == .brand ? brand : nil,
                    origin: .recipe
                )
            }
        }
    }

    private func brands(of answers: Answers) async throws -> [Brand] {
        let known = try await RulesAdministration(store: store).brands()
        func brand(_ name: String, _ spellings: [String], isOwn: Bool) -> Brand {
            let old = Brand.named(name, among: known)
            let kept = old?.aliases ?? []
            let new = spellings.filter { spelling in
                !kept.contains { $0.lowercased() == spelling.lowercased() }
            }
            return Brand(
                id: old?.id ?? Brand.ID(rawValue: 1),
                name: old?.name ?? name,
                aliases: kept + new,
                isOwn: isOwn
            )
        }
        let own = answers.brands.enumerated().map { place, name in
            brand(name, place == 0 ? answers.spellings : [], isOwn: true)
        }
        return own + answers.rivals.map { brand($0, [], isOwn: false) }
    }

    /// The settings as they are to be; `nil` where nothing about them was answered.
    private func policy(of answers: Answers) async throws -> CompanyPolicy? {
        var text = answers.hours.flatMap { OpeningHours($0)?.yaml } ?? ""
        if let zone = answers.zone { text += "zone: \(zone)\n" }
        let site = answers.ownSite
        guard !text.isEmpty || answers.company != nil || site != nil,
            var base = try await CompanySetup(store: store).policy()
        else { return nil }
        base.companyName = answers.company ?? base.companyName
        if let site, !base.ownSites.contains(site) { base.ownSites.append(site) }
        let policy = try PolicyFile.read(text, file: "set-up", over: base)
        if let problem = PolicyCheck.problems(in: policy).first {
            throw AdministrationError.invalid(field: "hours", reason: "\(problem)")
        }
        return policy
    }
}

extension Brand {
    /// The brand of a name, as people write it: with these capitals, else with any.
    static func named(_ name: String, among brands: [Brand]) -> Brand? {
        brands.first { $0.name == name }
            ?? brands.first { $0.name.lowercased() == name.lowercased() }
    }
}
