public import EarshotModel
public import FeedFetching
public import RecordStorage

/// What people do with the list of feeds.
public struct FeedAdministration: Sendable {
    let store: Store
    let sites: SiteNames
    private let discovery: FeedDiscovery?

    /// Creates the administration of a store's feeds; without a discovery none is found.
    public init(store: Store, sites: SiteNames, discovery: FeedDiscovery? = nil) {
        self.store = store
        self.sites = sites
        self.discovery = discovery
    }

    /// A feed as somebody wants it.
    public struct Wish: Hashable, Sendable {
        /// The address.
        public let address: String
        /// The kind of place.
        public let kind: FeedKind
        /// A name to read; the address when there is none yet.
        public let title: String?
        /// The language of its entries.
        public let language: String?
        /// The name of the brand that every entry is about.
        public let about: String?
        /// How much its mentions weigh, from 0 to 100.
        public let weight: Int
        /// How much of its texts it gives; to be learned when missing.
        public let extent: EntryExtent?

        /// Creates a wish.
        public init(
            address: String,
            kind: FeedKind,
            title: String? = nil,
            language: String? = nil,
            about: String? = nil,
            weight: Int = 0,
            extent: EntryExtent? = nil
        ) {
            self.address = address
            self.kind = kind
            self.title = title
            self.language = language
            self.about = about
            self.weight = weight
            self.extent = extent
        }
    }

    /// Every feed with its health.
    public func all() async throws -> [FeedHealth] {
        try await store.read(in: .everything) { tx in try tx.feeds.all() }
    }

    /// One feed with its health, by its address or its id.
    public func feed(_ reference: String) async throws -> FeedHealth {
        try await store.read(in: .everything) { tx in try Self.health(reference, in: tx) }
    }

    /// Writes into the audit that somebody was shown whole addresses, secrets included.
    public func noteSecretsShown(of reference: String?, to actor: Actor) async throws {
        try await store.write(by: actor) { tx in
            try tx.audit.add("feeds.secrets_shown", facts: ["feed": Self.shown(reference)])
        }
    }

    /// A feed that an address leads to.
    public struct FoundFeed: Hashable, Codable, Sendable {
        /// The address to add.
        public let address: String
        /// The title; empty when there is none.
        public let title: String
        /// How many entries it lists now; `nil` where only a page names it.
        public let entries: Int?
    }

    /// Looks once for the feeds of an address as somebody typed it, the best guess first; a page
    /// may have none.
    ///
    /// Throws `AdministrationError` for what is no address or cannot be read.
    public func discover(_ typed: String) async throws(AdministrationError) -> [FoundFeed] {
        let address = FeedDiscovery.completed(typed)
        guard !typed.contains(where: \.isWhitespace), sites.site(of: address) != nil else {
            throw .notAnAddress(typed)
        }
        guard let discovery else { return [] }
        switch await discovery.feeds(at: typed) {
        case .found(let feeds):
            return feeds.map {
                FoundFeed(address: $0.address, title: $0.title, entries: $0.entries)
            }
        case .none: return []
        case .failed(let failure):
            throw .invalid(field: "address", reason: failure.description)
        }
    }

    /// Adds feeds that are due at once and returns how many were new.
    ///
    /// Known addresses stay as they are. Throws `AdministrationError` for an address that is none,
    /// or a brand that nobody knows.
    @discardableResult
    public func add(_ wishes: [Wish], by actor: Actor) async throws -> Int {
        let located = try wishes.map { wish in
            guard let site = site(of: wish) else {
                throw AdministrationError.notAnAddress(wish.address)
            }
            return (wish, site)
        }
        return try await store.write(by: actor) { tx in
            let brands = try tx.rulesets.brands()
            let feeds = try located.map { wish, site in
                (feed: try Self.feed(wish, among: brands, in: tx), site: site)
            }
            let before = try tx.feeds.count()
            try tx.feeds.add(feeds)
            for (wish, feed) in zip(wishes, feeds) {
                guard let extent = wish.extent, try tx.feeds.health(of: feed.feed.id) != nil else {
                    continue
                }
                try tx.feeds.set(FeedSettings(extent: extent), of: feed.feed.id)
            }
            let added = try tx.feeds.count() - before
            if added > 0 { try tx.audit.add("feeds.added", facts: ["count": "\(added)"]) }
            return added
        }
    }

    /// What became of a list of feeds that was taken line by line.
    public struct Addition: Hashable, Sendable {
        /// How many were new.
        public let added: Int
        /// How many were known already and stay as they are.
        public let known: Int
        /// The places in the list, from 0, of those that cannot be used, and why.
        public let refused: [Refusal]
    }

    /// One line of a list that cannot be used.
    public struct Refusal: Hashable, Sendable {
        /// Its place in the list, from 0.
        public let index: Int
        /// Why.
        public let error: AdministrationError
    }

    /// Adds those feeds of a list that can be used, and tells of each other one why it cannot.
    ///
    /// With `isTrial` nothing is written.
    public func addEach(_ wishes: [Wish], by actor: Actor, isTrial: Bool = false) async throws
        -> Addition
    {
        let (brands, known) = try await store.read(in: .everything) { tx in
            (
                Set(try tx.rulesets.brands().map(\.name)),
                Set(try tx.feeds.all().map(\.feed.configuredAddress))
            )
        }
        var usable: [Wish] = []
        var refused: [Refusal] = []
        for (index, wish) in wishes.enumerated() {
            if let error = problem(with: wish, brands: brands) {
                refused.append(Refusal(index: index, error: error))
            } else {
                usable.append(wish)
            }
        }
        let new = Set(usable.map(\.address)).subtracting(known).count
        let added = isTrial ? new : try await add(usable, by: actor)
        return Addition(added: added, known: usable.count - added, refused: refused)
    }

    private func problem(with wish: Wish, brands: Set<String>) -> AdministrationError? {
        guard site(of: wish) != nil else { return .notAnAddress(wish.address) }
        if let about = wish.about, !brands.contains(about) { return .noSuchBrand(about) }
        return nil
    }

    private func site(of wish: Wish) -> String? {
        wish.address.contains(where: \.isWhitespace) ? nil : sites.site(of: wish.address)
    }

    /// Changes what staff set of a feed, and gives what is set then.
    ///
    /// A feed that is to stay where it was configured goes back to that address.
    @discardableResult
    public func changeSettings(
        of reference: String,
        by actor: Actor,
        _ change: @escaping @Sendable (inout FeedSettings) -> Void
    ) async throws -> FeedSettings {
        try await store.write(by: actor) { tx in
            let feed = try Self.feed(reference, in: tx)
            var settings = try tx.feeds.settings(of: feed.id)
            change(&settings)
            try tx.feeds.set(settings, of: feed.id)
            let configured = feed.configuredAddress
            if settings.moves == .stay, feed.address != configured,
                let site = sites.site(of: configured)
            {
                try tx.feeds.move(feed.id, to: FeedMove(address: configured, site: site))
            }
            try tx.audit.add(
                "feed.set",
                facts: [
                    "feed": Self.shown(reference),
                    "extent": settings.extent?.rawValue ?? "learned",
                    "identity": settings.identity?.rawValue ?? "learned",
                    "moves": (settings.moves ?? .follow).rawValue,
                    "authority": settings.authority ?? "none",
                ]
            )
            return settings
        }
    }

    /// What staff set of each feed; those of which they never set anything are missing.
    public func settings() async throws -> [Feed.ID: FeedSettings] {
        try await store.read(in: .everything) { tx in try tx.feeds.settings() }
    }

    /// The names of all brands that were ever listened for.
    public func brandNames() async throws -> [Brand.ID: String] {
        try await store.read(in: .everything) { tx in
            let brands = try tx.rulesets.everyBrand()
            return Dictionary(brands.map { ($0.id, $0.name) }) { first, _ in first }
        }
    }

    /// Removes a feed by its address or its id; its mentions stay.
    public func remove(_ reference: String, by actor: Actor) async throws {
        try await store.write(by: actor) { tx in
            let feed = try Self.feed(reference, in: tx)
            try tx.feeds.remove(feed.id)
            try tx.audit.add("feed.removed", facts: ["address": Self.shown(feed.configuredAddress)])
        }
    }

    /// Asks for a poll of one feed, or of all when there is none named; how many were asked for.
    @discardableResult
    public func requestPoll(of reference: String?, by actor: Actor) async throws -> Int {
        try await store.write(by: actor) { tx in
            let id = try reference.map { try Self.feed($0, in: tx).id }
            let count = try tx.feeds.requestPoll(of: id)
            try tx.audit.add("feeds.poll_requested", facts: ["feed": Self.shown(reference)])
            return count
        }
    }

    /// Asks for a poll of every feed that is due, also where a daemon rests; how many those are.
    public func requestDuePolls(by actor: Actor) async throws -> Int {
        try await store.write(by: actor) { tx in
            let count = try tx.feeds.requestDuePolls()
            try tx.audit.add("feeds.poll_requested", facts: ["feed": "due"])
            return count
        }
    }

    /// How many of the polls that were asked for are still to be made.
    public func requestedPolls() async throws -> RequestedPolls {
        try await store.read(in: .everything) { tx in
            RequestedPolls(
                waiting: try tx.feeds.countRequested(),
                resting: try tx.feeds.countRequestedAtRest()
            )
        }
    }

    /// Polls that were asked for and are still to be made.
    public struct RequestedPolls: Hashable, Sendable {
        /// On sites that may be asked now.
        public let waiting: Int
        /// On sites that want to be left alone for now.
        public let resting: Int

        /// Creates the counts.
        public init(waiting: Int, resting: Int) {
            self.waiting = waiting
            self.resting = resting
        }
    }

    // MARK: -

    /// How the audit names a feed: by what somebody typed, without secrets.
    private static func shown(_ reference: String?) -> String {
        reference.map { MaskedAddress($0).description } ?? "all"
    }

    private static func feed<Access>(_ reference: String, in tx: Transaction<Access>) throws -> Feed
    {
        try health(reference, in: tx).feed
    }

    private static func health<Access>(_ reference: String, in tx: Transaction<Access>) throws
        -> FeedHealth
    {
        if let id = Feed.ID(reference), let health = try tx.feeds.health(of: id) { return health }
        guard let health = try tx.feeds.health(ofAddress: reference) else {
            throw AdministrationError.noSuchFeed(reference)
        }
        return health
    }

    private static func feed(_ wish: Wish, among brands: [Brand], in tx: WriteTransaction) throws
        -> Feed
    {
        let about = try wish.about.map { name in
            guard let brand = Brand.named(name, among: brands) else {
                throw AdministrationError.noSuchBrand(name)
            }
            return brand.id
        }
        return Feed(
            id: tx.newID(),
            configuredAddress: wish.address,
            address: wish.address,
            kind: wish.kind,
            title: wish.title ?? Feed.placeholderTitle(of: wish.address),
            language: wish.language,
            about: about,
            weight: wish.weight
        )
    }
}
