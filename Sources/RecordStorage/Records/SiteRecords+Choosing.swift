import EarshotModel

/// A site that we hold, or may take with a new token.
struct ClaimableSite {
    let domain: String
    let token: Int64
    let isHeld: Bool
}

/// What one claim has looked at: the sites in their order, and the feeds picked under each.
struct SiteChoice {
    /// The tokens of the leases we hold, with the polls in flight under each.
    let held: [Int64: Int]
    fileprivate(set) var sites: [ClaimableSite]
    fileprivate var feeds: [String: [DueFeed]] = [:]

    /// Begins with the sites that we hold.
    init(held: [Int64: Int], sites: [ClaimableSite]) {
        self.held = held
        self.sites = sites
    }

    /// How many feeds are picked.
    var count: Int { feeds.values.reduce(0) { $0 + $1.count } }

    /// The sites of which feeds are picked with those feeds, by domain.
    var picks: [(ClaimableSite, [DueFeed])] {
        sites.sorted { $0.domain < $1.domain }.compactMap { site in
            feeds[site.domain].map { (site, $0) }
        }
    }
}

extension SiteRecords {
    /// The sites we hold that may be asked now.
    func heldSites(_ held: [Int64: Int]) throws -> [ClaimableSite] {
        guard !held.isEmpty else { return [] }
        let tokens = JSONText.array(of: held.keys.sorted())
        return try session.rows(SiteStatement.held, session.now, tokens) { row in
            ClaimableSite(domain: try row.text(), token: try row.int(), isHeld: true)
        }
    }

    /// Picks feeds until there are `limit`; with `soundOnly` none that failed when last asked.
    func choose(
        _ choice: inout SiteChoice,
        upTo limit: Int,
        soundOnly: Bool,
        allowance: (String) -> SiteAllowance
    ) throws {
        var sites = choice.sites
        var room = limit - choice.count
        // Sites that bear nothing more must not hide others: they are left out of the next look.
        repeat {
            for site in sites where room > 0 {
                let picked = choice.feeds[site.domain, default: []]
                let flying = choice.held[site.token, default: 0] + picked.count
                let share = min(room, allowance(site.domain).parallel - flying)
                guard share > 0 else { continue }
                let feeds = try dueFeeds(of: site, after: picked, limit: share, soundOnly)
                if !feeds.isEmpty { choice.feeds[site.domain] = picked + feeds }
                room -= feeds.count
            }
            sites = room > 0 ? try freeSites(limit, apartFrom: choice.sites, soundOnly) : []
            choice.sites += sites
        } while !sites.isEmpty
    }

    // MARK: -

    /// The sites nobody holds of the feeds that are longest due.
    private func freeSites(_ limit: Int, apartFrom seen: [ClaimableSite], _ soundOnly: Bool) throws
        -> [ClaimableSite]
    {
        let known = try JSONText.text(of: seen.map(\.domain).sorted())
        var found: Set<String> = []
        let sites = try session.rows(SiteStatement.free, session.now, limit, known, soundOnly) {
            try $0.text()
        }
        return sites.filter { found.insert($0).inserted }.map { domain in
            let token: RecordID<SiteAllowance> = session.ids.next()
            return ClaimableSite(domain: domain, token: token.rawValue, isHeld: false)
        }
    }

    /// The feeds of a site that are due, apart from those picked already.
    private func dueFeeds(
        of site: ClaimableSite,
        after picked: [DueFeed],
        limit: Int,
        _ soundOnly: Bool
    ) throws -> [DueFeed] {
        let feeds = try session.rows(
            SiteStatement.due,
            session.now,
            site.domain,
            site.token,
            limit + picked.count,
            soundOnly
        ) { row in try DueFeed(&row) }
        guard !picked.isEmpty else { return feeds }
        let ids = Set(picked.map(\.id))
        return Array(feeds.filter { !ids.contains($0.id) }.prefix(limit))
    }
}

/// A feed that is due, as the claim reads it.
struct DueFeed {
    private let feed: Feed
    private let site: String
    private let validators: FeedValidators
    private let bodyHash: String?
    private let state: FeedState
    private let failures: Int
    private let isFirst: Bool
    private let habits: FeedHabits
    private let settings: FeedSettings

    var id: Feed.ID { feed.id }

    init(_ row: inout SQLRow) throws {
        feed = try Feed(&row)
        site = try row.text()
        validators = FeedValidators(
            etag: try row.optionalText(),
            lastModified: try row.optionalText()
        )
        bodyHash = try row.optionalText()
        state = try row.word()
        failures = try row.count()
        isFirst = try row.optionalInstant() == nil
        habits = try FeedHabits(&row)
        settings =
            try row.optionalText().map { try JSONText.value(FeedSettings.self, from: $0) }
            ?? FeedSettings()
    }

    func claim(_ token: Int64) -> FeedClaim {
        FeedClaim(
            feed: feed,
            site: site,
            token: token,
            validators: validators,
            bodyHash: bodyHash,
            state: state,
            failures: failures,
            isFirst: isFirst,
            habits: habits,
            settings: settings
        )
    }
}
