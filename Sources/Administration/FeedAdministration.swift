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

        /// Creates a wish.
        public init(
            address: String,
            kind: FeedKind,
            title: String? = nil,
            language: String? = nil,
            about: String? = nil,
            weight: Int = 0
        ) {
            self.address = address
            self.kind = kind
            self.title = title
            self.language = language
            self.about = about
            self.weight = weight
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
        let sites = sites
        let located = try wishes.map { wish in
            guard !wish.address.contains(where: \.isWhitespace),
                let site = sites.site(of: wish.address)
            else { throw AdministrationError.notAnAddress(wish.address) }
            return (wish, site)
        }
        return try await store.write(by: actor) { tx in
            let brands = try tx.rulesets.brands()
            let feeds = try located.map { wish, site in
                (feed: try Self.feed(wish, among: brands, in: tx), site: site)
            }
            let before = try tx.feeds.count()
            try tx.feeds.add(feeds)
            let added = try tx.feeds.count() - before
            if added > 0 { try tx.audit.add("feeds.added", facts: ["count": "\(added)"]) }
            return added
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
            guard let brand = brands.first(where: { $0.name == name }) else {
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
