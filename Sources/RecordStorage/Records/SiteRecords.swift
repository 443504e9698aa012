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
        var choice = SiteChoice(held: held, sites: try heldSites(held))
        let share = min(limit, max(0, mostFailing))
        try choose(&choice, upTo: share, soundOnly: false, allowance: allowance)
        if choice.count == share, share < limit {
            try choose(&choice, upTo: limit, soundOnly: true, allowance: allowance)
        }
        // All at once and in one order, or two pollers wait for each other's rows.
        return try choice.picks.flatMap { site, feeds in
            try lease(site, feeds, until: session.now + duration)
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

    /// Takes or renews the lease and claims the feeds; nothing when somebody was faster.
    ///
    /// Another poller may have polled the site since we looked, so both changes look again.
    private func lease(_ site: ClaimableSite, _ feeds: [DueFeed], until end: Instant) throws
        -> [FeedClaim]
    {
        let token = site.token
        let isOurs = try session.execute(SiteStatement.lease, site.domain, token, end, session.now)
        guard isOurs == 1 else { return [] }
        let claims = feeds.map { $0.claim(token) }
        let ids = JSONText.array(of: claims.map(\.feed.id.rawValue))
        let claimed = try session.rows(SiteStatement.claimFeeds, token, ids, session.now) { row in
            try row.int()
        }
        if claimed.isEmpty, !site.isHeld { try release([token]) }
        return claims.filter { claimed.contains($0.feed.id.rawValue) }
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
