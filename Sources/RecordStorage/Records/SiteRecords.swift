public import EarshotModel

/// The sites: whose turn it is to be asked, and by whom.
public struct SiteRecords<Access> {
    let session: Session
}

extension Transaction {
    /// The sites.
    public var sites: SiteRecords<Access> { SiteRecords(session: session) }
}

/// How many polls one site bears.
public struct SiteAllowance: Hashable, Sendable {
    /// Polls in flight at one time, at least 1.
    public let parallel: Int
    /// The time from the end of one poll to the start of the next.
    public let spacing: Duration

    /// Creates an allowance.
    public init(parallel: Int, spacing: Duration) {
        self.parallel = max(1, parallel)
        self.spacing = spacing
    }
}

extension SiteRecords where Access == Writing {
    /// Claims feeds that are due, on sites that we hold already or that are free.
    ///
    /// At most `limit` of them, which are the free slots. They come from as few sites as fill the
    /// slots, the longest due first, so that several pollers share the sites. `held` are the tokens
    /// of the leases we hold, with the polls in flight under each. A lease lasts for `duration`
    /// when nobody renews it; `allowance` tells what a site bears. Of feeds that failed when they
    /// were last asked there are at most `mostFailing`, so that hosts that hang leave slots to
    /// those that do not.
    public func claimDue(
        limit: Int,
        mostFailing: Int = .max,
        held: [Int64: Int],
        for duration: Duration,
        allowance: (String) -> SiteAllowance
    ) throws -> [FeedClaim] {
        let first = try claim(
            limit: min(limit, max(0, mostFailing)),
            soundOnly: false,
            held: held,
            for: duration,
            allowance: allowance
        )
        guard first.count == mostFailing || mostFailing <= 0, first.count < limit else {
            return first
        }
        let flying = first.reduce(into: held) { $0[$1.token, default: 0] += 1 }
        return try first
            + claim(
                limit: limit - first.count,
                soundOnly: true,
                held: flying,
                for: duration,
                allowance: allowance
            )
    }

    /// Claims feeds; with `soundOnly` none that failed when it was last asked.
    private func claim(
        limit: Int,
        soundOnly: Bool,
        held: [Int64: Int],
        for duration: Duration,
        allowance: (String) -> SiteAllowance
    ) throws -> [FeedClaim] {
        var picks: [SitePick] = []
        var room = limit
        var sites = try heldSites(held)
        var seen = Set(sites.map(\.domain))
        // Sites that bear nothing more must not hide others: they are left out of the next look.
        repeat {
            for site in sites where room > 0 {
                let flying = held[site.token, default: 0]
                let share = min(room, allowance(site.domain).parallel - flying)
                let feeds =
                    share > 0 ? try dueFeeds(of: site, limit: share, soundOnly: soundOnly) : []
                if !feeds.isEmpty { picks.append(SitePick(site: site, feeds: feeds)) }
                room -= feeds.count
            }
            sites =
                room > 0
                ? try freeSites(limit: limit, apartFrom: seen, soundOnly: soundOnly) : []
            seen.formUnion(sites.map(\.domain))
        } while !sites.isEmpty
        // In one order, or two pollers wait for each other's rows.
        return try picks.sorted { $0.site.domain < $1.site.domain }.flatMap { pick in
            try lease(pick, until: session.now + duration)
        }
    }

    /// Lets a lease last for `duration` from now on, because its poll takes longer than most; false
    /// when it is somebody else's.
    public func renew(_ claim: FeedClaim, for duration: Duration) throws -> Bool {
        let end = session.now + duration
        return try session.execute(SiteStatement.renew, claim.site, claim.token, end) == 1
    }

    /// Ends a lease, so that the site may be asked again from `next` on; not when it is no longer
    /// ours.
    public func release(_ claim: FeedClaim, next: Instant, silencedUntil: Instant?) throws {
        try session.execute(
            SiteStatement.release,
            claim.site,
            claim.token,
            next,
            silencedUntil?.rawValue ?? 0
        )
    }

    /// Keeps a lease, but lets no further poll of the site begin before `next`.
    public func space(_ claim: FeedClaim, next: Instant) throws {
        try session.execute(SiteStatement.space, claim.site, claim.token, next)
    }

    /// Ends leases without a poll under way.
    public func release(_ tokens: [Int64]) throws {
        guard !tokens.isEmpty else { return }
        try session.execute(SiteStatement.releaseMany, JSONText.array(of: tokens))
    }

    /// Shortens what a clock that was wrong put off: no site rests or is leased beyond these
    /// moments.
    public func pullIn(silenceTo longestSilence: Instant, leaseTo longestLease: Instant) throws {
        try session.execute(SiteStatement.pullIn, longestSilence, longestLease)
    }

    private func newToken() -> Int64 {
        let id: RecordID<SiteAllowance> = session.ids.next()
        return id.rawValue
    }

    private func heldSites(_ held: [Int64: Int]) throws -> [ClaimableSite] {
        guard !held.isEmpty else { return [] }
        let tokens = JSONText.array(of: held.keys.sorted())
        return try session.rows(SiteStatement.held, session.now, tokens) { row in
            ClaimableSite(domain: try row.text(), token: try row.int(), isHeld: true)
        }
    }

    /// The sites nobody holds of the feeds that are longest due.
    private func freeSites(limit: Int, apartFrom seen: Set<String>, soundOnly: Bool) throws
        -> [ClaimableSite]
    {
        let known = try JSONText.text(of: seen.sorted())
        var found: Set<String> = []
        let sites = try session.rows(SiteStatement.free, session.now, limit, known, soundOnly) {
            try $0.text()
        }
        return sites.filter { found.insert($0).inserted }
            .map { ClaimableSite(domain: $0, token: newToken(), isHeld: false) }
    }

    private func dueFeeds(of site: ClaimableSite, limit: Int, soundOnly: Bool) throws -> [DueFeed] {
        try session.rows(
            SiteStatement.due,
            session.now,
            site.domain,
            site.token,
            limit,
            soundOnly
        ) { row in try DueFeed(&row) }
    }

    /// Takes or renews the lease and claims the feeds; nothing when somebody was faster.
    ///
    /// Another poller may have polled the site since we looked, so both changes look again.
    private func lease(_ pick: SitePick, until end: Instant) throws -> [FeedClaim] {
        let (site, token) = (pick.site.domain, pick.site.token)
        guard try session.execute(SiteStatement.lease, site, token, end, session.now) == 1 else {
            return []
        }
        let claims = pick.feeds.map { $0.claim(token) }
        let ids = JSONText.array(of: claims.map(\.feed.id.rawValue))
        let claimed = try session.rows(SiteStatement.claimFeeds, token, ids, session.now) { row in
            try row.int()
        }
        if claimed.isEmpty, !pick.site.isHeld { try release([token]) }
        return claims.filter { claimed.contains($0.feed.id.rawValue) }
    }
}

/// A site that we hold, or may take with a new token.
private struct ClaimableSite {
    let domain: String
    let token: Int64
    let isHeld: Bool
}

/// A site with the feeds that are to be polled under its lease.
private struct SitePick {
    let site: ClaimableSite
    let feeds: [DueFeed]
}

/// A feed that is due, as the claim reads it.
private struct DueFeed {
    private let feed: Feed
    private let site: String
    private let validators: FeedValidators
    private let bodyHash: String?
    private let state: FeedState
    private let failures: Int
    private let isFirst: Bool
    private let habits: FeedHabits
    private let settings: FeedSettings

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

/// The statements on sites.
enum SiteStatement: String, StatementSet {
    case add = """
        INSERT INTO sites (domain, next_allowed_at, silenced_until, lease_until, lease_token)
        VALUES (?1, 0, 0, 0, 0) ON CONFLICT (domain) DO NOTHING
        """
    case clearLeases = "UPDATE sites SET lease_until = 0 WHERE lease_until > 0"
    case held = """
        SELECT domain, lease_token FROM sites
        WHERE lease_token IN ({ints:?2}) AND next_allowed_at <= ?1 AND silenced_until <= ?1
        ORDER BY domain
        """
    case free = """
        SELECT f.site FROM feeds AS f JOIN sites AS s ON s.domain = f.site
        WHERE f.next_poll_at <= ?1 AND f.state NOT IN ('gone', 'paused')
            AND s.next_allowed_at <= ?1 AND s.silenced_until <= ?1 AND s.lease_until <= ?1
            AND f.site NOT IN ({texts:?3}) AND (f.failures = 0 OR NOT ?4)
        ORDER BY f.next_poll_at, f.id LIMIT ?2
        """
    case due = """
        SELECT f.id, f.configured_address, f.address, f.kind, f.title, f.language,
            f.about_brand_id, f.weight, f.site, f.etag, f.last_modified, f.body_hash, f.state,
            f.failures, f.last_success_at, f.wished_interval, f.quiet_hours, f.quiet_days,
            f.entry_gap, f.newest_at, f.identity_use,
            (SELECT v.content FROM feed_versions AS v WHERE v.feed_id = f.id
                ORDER BY v.id DESC LIMIT 1)
        FROM feeds AS f
        WHERE f.site = ?2 AND f.next_poll_at <= ?1 AND f.state NOT IN ('gone', 'paused')
            AND (f.lease_token IS NULL OR f.lease_token <> ?3)
            AND (f.failures = 0 OR NOT ?5)
        ORDER BY f.next_poll_at, f.id LIMIT ?4
        """
    case lease = """
        UPDATE sites SET lease_token = ?2, lease_until = ?3
        WHERE domain = ?1 AND (lease_token = ?2 OR lease_until <= ?4)
            AND next_allowed_at <= ?4 AND silenced_until <= ?4
        """
    case renew = "UPDATE sites SET lease_until = ?3 WHERE domain = ?1 AND lease_token = ?2"
    case claimFeeds = """
        UPDATE feeds SET lease_token = ?1
        WHERE id IN ({ints:?2}) AND next_poll_at <= ?3 AND state NOT IN ('gone', 'paused')
            AND (lease_token IS NULL OR lease_token <> ?1)
        RETURNING id
        """
    case space = """
        UPDATE sites SET next_allowed_at = ?3 WHERE domain = ?1 AND lease_token = ?2
        """
    case release = """
        UPDATE sites SET lease_until = 0, next_allowed_at = ?3,
            silenced_until = CASE WHEN silenced_until < ?4 THEN ?4 ELSE silenced_until END
        WHERE domain = ?1 AND lease_token = ?2
        """
    case releaseMany = "UPDATE sites SET lease_until = 0 WHERE lease_token IN ({ints:?1})"
    case pullIn = """
        UPDATE sites SET
            silenced_until = CASE WHEN silenced_until > ?1 THEN ?1 ELSE silenced_until END,
            next_allowed_at = CASE WHEN next_allowed_at > ?1 THEN ?1 ELSE next_allowed_at END,
            lease_until = CASE WHEN lease_until > ?2 THEN ?2 ELSE lease_until END
        WHERE silenced_until > ?1 OR next_allowed_at > ?1 OR lease_until > ?2
        """
}
