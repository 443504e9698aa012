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
    /// Claims feeds that are due, longest due first, on sites that are free or held by us already.
    ///
    /// At most `limit` of them, which are the free slots. `held` are the tokens of the leases we
    /// hold, with the polls in flight under each. A lease lasts for `duration` when nobody renews
    /// it; `allowance` tells what a site bears.
    public func claimDue(
        limit: Int,
        held: [Int64: Int],
        for duration: Duration,
        allowance: (String) -> SiteAllowance
    ) throws -> [FeedClaim] {
        var inFlight = held
        var full: Set<String> = []
        var claims: [FeedClaim] = []
        // Feeds of a site that bears no more are passed over, lest they fill the whole answer.
        while claims.count < limit {
            let due = try dueFeeds(sparing: full, held: inFlight, limit: limit - claims.count)
            var tokenBySite: [String: Int64] = [:]
            var chosen: [FeedClaim] = []
            for feed in due {
                let token = tokenBySite[feed.site] ?? feed.heldToken ?? newToken()
                tokenBySite[feed.site] = token
                guard inFlight[token, default: 0] < allowance(feed.site).parallel else {
                    full.insert(feed.site)
                    continue
                }
                inFlight[token, default: 0] += 1
                chosen.append(feed.claim(token))
            }
            try lease(chosen, until: session.now + duration)
            claims += chosen
            guard chosen.count < due.count else { break }
        }
        return claims
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

    /// Ends leases without a poll under way.
    public func release(_ tokens: [Int64]) throws {
        guard !tokens.isEmpty else { return }
        try session.execute(SiteStatement.releaseMany, JSONText.array(of: tokens))
    }

    private func dueFeeds(sparing full: Set<String>, held: [Int64: Int], limit: Int) throws
        -> [DueFeed]
    {
        try session.rows(
            SiteStatement.due,
            session.now,
            JSONText.array(of: held.keys.sorted()),
            limit,
            try JSONText.text(of: full.sorted())
        ) { row in try DueFeed(&row) }
    }

    private func newToken() -> Int64 {
        let id: RecordID<SiteAllowance> = session.ids.next()
        return id.rawValue
    }

    private func lease(_ claims: [FeedClaim], until: Instant) throws {
        let bySite = Dictionary(grouping: claims, by: \.site).sorted { $0.key < $1.key }
        for (site, claims) in bySite {
            let ids = JSONText.array(of: claims.map(\.feed.id.rawValue))
            try session.execute(SiteStatement.lease, site, claims[0].token, until)
            try session.execute(SiteStatement.claimFeeds, claims[0].token, ids)
        }
    }
}

/// A feed that is due, as the claim reads it.
private struct DueFeed {
    let feed: Feed
    let site: String
    /// Our own lease on its site; `nil` when the site is free.
    let heldToken: Int64?
    private let validators: FeedValidators
    private let bodyHash: String?
    private let state: FeedState
    private let failures: Int
    private let isFirst: Bool

    init(_ row: inout SQLRow) throws {
        feed = Feed(
            id: try row.id(),
            configuredAddress: try row.text(),
            address: try row.text(),
            kind: try row.word(),
            title: try row.text(),
            language: try row.optionalText(),
            about: try row.optionalID()
        )
        site = try row.text()
        heldToken = try row.optionalInt()
        validators = FeedValidators(
            etag: try row.optionalText(),
            lastModified: try row.optionalText()
        )
        bodyHash = try row.optionalText()
        state = try row.word()
        failures = try row.count()
        isFirst = try row.optionalInstant() == nil
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
            isFirst: isFirst
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
    case due = """
        SELECT f.id, f.configured_address, f.address, f.kind, f.title, f.language,
            f.about_brand_id, f.site,
            CASE WHEN s.lease_token IN ({ints:?2}) THEN s.lease_token END,
            f.etag, f.last_modified, f.body_hash, f.state, f.failures, f.last_success_at
        FROM feeds AS f JOIN sites AS s ON s.domain = f.site
        WHERE f.next_poll_at <= ?1 AND f.state NOT IN ('gone', 'paused')
            AND (f.lease_token IS NULL OR (f.lease_token NOT IN ({ints:?2})
                AND (s.lease_until <= ?1 OR f.lease_token <> s.lease_token)))
            AND f.site NOT IN ({texts:?4})
            AND s.next_allowed_at <= ?1 AND s.silenced_until <= ?1
            AND (s.lease_until <= ?1 OR s.lease_token IN ({ints:?2}))
        ORDER BY f.next_poll_at, f.id LIMIT ?3
        """
    case lease = """
        UPDATE sites SET lease_token = ?2, lease_until = ?3 WHERE domain = ?1
        """
    case claimFeeds = "UPDATE feeds SET lease_token = ?1 WHERE id IN ({ints:?2})"
    case release = """
        UPDATE sites SET lease_until = 0, next_allowed_at = ?3,
            silenced_until = CASE WHEN silenced_until < ?4 THEN ?4 ELSE silenced_until END
        WHERE domain = ?1 AND lease_token = ?2
        """
    case releaseMany = "UPDATE sites SET lease_until = 0 WHERE lease_token IN ({ints:?1})"
}
