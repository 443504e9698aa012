public import EarshotModel

/// The feeds, with their schedule and their health.
public struct FeedRecords<Access> {
    let session: Session

    /// Every feed that is polled with its health, by title and address.
    public func all() throws -> [FeedHealth] {
        try session.rows(FeedStatement.all) { row in try FeedHealth(&row) }
            .filter { !$0.feed.configuredAddress.hasPrefix(Feed.unpolledScheme) }
    }

    /// One feed with its health.
    public func health(of id: Feed.ID) throws -> FeedHealth? {
        try session.row(FeedStatement.byID, id) { row in try FeedHealth(&row) }
    }

    /// The feed with that address, as configured or as it is now.
    public func health(ofAddress address: String) throws -> FeedHealth? {
        try session.row(FeedStatement.byAddress, address) { row in try FeedHealth(&row) }
    }

    /// What staff set of a feed; nothing where they never did.
    public func settings(of id: Feed.ID) throws -> FeedSettings {
        let content = try session.row(FeedStatement.version, id) { row in try row.text() }
        return try content.map { try JSONText.value(FeedSettings.self, from: $0) } ?? FeedSettings()
    }

    /// What staff set of each feed; those of which they never set anything are missing.
    public func settings() throws -> [Feed.ID: FeedSettings] {
        let rows = try session.rows(FeedStatement.versions) { row in
            (
                id: try row.id() as Feed.ID,
                settings: try JSONText.value(FeedSettings.self, from: try row.text())
            )
        }
        return rows.reduce(into: [:]) { $0[$1.id] = $1.settings }
    }

    /// How many feeds there are that are polled.
    public func count() throws -> Int {
        try session.row(FeedStatement.count) { row in try row.count() } ?? 0
    }

    /// Whether a poll that somebody asked for is still to be made on a site that may be asked.
    ///
    /// What was asked for is the longest due, so that it is found at once.
    public func hasRequested() throws -> Bool {
        try session.row(FeedStatement.anyRequested, session.now) { row in try row.int() } != nil
    }

    /// How many polls that somebody asked for are still to be made on sites that may be asked.
    public func countRequested() throws -> Int {
        try session.row(FeedStatement.countRequested, session.now) { row in
            try row.count()
        } ?? 0
    }

    /// How many polls that somebody asked for wait until their sites may be asked again.
    public func countRequestedAtRest() throws -> Int {
        try session.row(FeedStatement.countRequestedAtRest, session.now) { row in
            try row.count()
        } ?? 0
    }
}

extension Transaction {
    /// The feeds.
    public var feeds: FeedRecords<Access> { FeedRecords(session: session) }
}

extension FeedRecords where Access == Writing {
    /// Adds a feed that is due at once; the site is made when it is new.
    public func add(_ feed: Feed, site: String) throws {
        try session.execute(SiteStatement.add, site)
        try session.execute(
            FeedStatement.add,
            feed.id,
            feed.configuredAddress,
            feed.address,
            site,
            feed.kind,
            feed.title,
            feed.language,
            feed.about,
            feed.weight,
            session.now
        )
        session.changed(.feed, feed.id)
    }

    /// Adds a feed that is never polled, because people and files bring its entries.
    public func addUnpolled(_ feed: Feed, site: String) throws {
        try add(feed, site: site)
        try session.execute(FeedStatement.pause, feed.id)
    }

    /// Adds many feeds that are due at once; addresses that exist already are left as they are.
    public func add(_ feeds: [(feed: Feed, site: String)]) throws {
        try session.executeMany(
            SiteStatement.add,
            Set(feeds.map(\.site)).sorted().map { [.text($0)] }
        )
        try session.executeMany(
            FeedStatement.addMissing,
            feeds.map { feed, site in
                [
                    feed.id.sqlValue, feed.configuredAddress.sqlValue, feed.address.sqlValue,
                    site.sqlValue, feed.kind.sqlValue, feed.title.sqlValue,
                    feed.language.sqlValue, feed.about.sqlValue, feed.weight.sqlValue,
                    session.now.sqlValue,
                ]
            }
        )
    }

    /// Sets what staff want of a feed, as a new version.
    public func set(_ settings: FeedSettings, of id: Feed.ID) throws {
        let content = try JSONText.text(of: settings)
        let before = try session.row(FeedStatement.versionID, id) { row in try row.int() }
        let version: RecordID<FeedSettings> = session.ids.next()
        try session.execute(
            FeedStatement.addVersion,
            version,
            id,
            ContentHash.hex(of: content),
            content,
            session.actor.kind,
            session.actor.name,
            session.now,
            before
        )
        session.changed(.feed, id)
    }

    /// Makes every active feed, or one, due now; how many that are.
    @discardableResult
    public func requestPoll(of id: Feed.ID? = nil) throws -> Int {
        try session.execute(FeedStatement.requestPoll, id == nil, id?.rawValue ?? 0, session.now)
    }

    /// Asks for a poll of every active feed that is due; how many that are.
    public func requestDuePolls() throws -> Int {
        try session.execute(FeedStatement.requestDuePolls, session.now)
    }

    /// Ends claims without a result; the feeds stay due.
    public func giveBack(_ claims: [FeedClaim]) throws {
        guard !claims.isEmpty else { return }
        try session.executeMany(
            FeedStatement.giveBack,
            claims.sorted { $0.feed.id < $1.feed.id }.map { claim in
                [claim.feed.id.sqlValue, claim.token.sqlValue]
            }
        )
    }

    /// Makes a feed's address another one, and due now; validators of the old one are dropped.
    public func move(_ id: Feed.ID, to move: FeedMove) throws {
        try session.execute(SiteStatement.add, move.site)
        try session.execute(FeedStatement.move, id, move.address, move.site, session.now)
        session.changed(.feed, id)
    }

    /// Makes what is due later than that due now, since a clock that was wrong put it off.
    public func pullIn(from horizon: Instant) throws {
        try session.execute(FeedStatement.pullIn, horizon, session.now)
    }

    /// Removes a feed; its entries and mentions stay.
    public func remove(_ id: Feed.ID) throws {
        try session.execute(FeedStatement.remove, id)
        session.changed(.feed, id)
    }

    /// Writes what a poll did to the feed and ends its claim.
    ///
    /// False when the claim is no longer ours; then nothing is changed, and the caller must take
    /// its whole result back.
    public func finish(_ outcome: PollRecord, for claim: FeedClaim) throws -> Bool {
        if let move = outcome.move { try session.execute(SiteStatement.add, move.site) }
        let changed = try session.execute(
            FeedStatement.finish,
            claim.feed.id,
            claim.token,
            outcome.state,
            outcome.validators.etag,
            outcome.validators.lastModified,
            outcome.bodyHash,
            outcome.nextPollAt,
            session.now,
            outcome.isSuccess,
            outcome.problem?.code,
            outcome.problem?.sentence,
            outcome.move?.address ?? claim.feed.address,
            outcome.title ?? claim.feed.title,
            outcome.move?.site ?? claim.site
        )
        guard changed == 1 else { return false }
        if let reading = outcome.reading { try write(reading, of: claim.feed.id) }
        if outcome.state != claim.state || outcome.move != nil {
            session.changed(.feed, claim.feed.id)
        }
        return true
    }

    private func write(_ reading: FeedReading, of id: Feed.ID) throws {
        let habits = reading.habits
        try session.execute(
            FeedStatement.learn,
            id,
            reading.notice,
            habits.interval?.milliseconds,
            Int(habits.quiet.hours),
            Int(habits.quiet.days),
            habits.gap?.milliseconds,
            habits.newestAt,
            habits.identity
        )
    }
}

/// The statements on feeds.
enum FeedStatement: String, StatementSet {
    case all = """
        SELECT id, configured_address, address, kind, title, language, about_brand_id, weight, site,
            state, last_attempt_at, last_success_at, failing_since, failures, problem_code, problem,
            notice, next_poll_at, wished_interval, quiet_hours, quiet_days, entry_gap, newest_at,
            identity_use, silenced_until
        FROM feeds JOIN sites ON domain = site ORDER BY title {bytewise}, id
        """
    case byID = """
        SELECT id, configured_address, address, kind, title, language, about_brand_id, weight, site,
            state, last_attempt_at, last_success_at, failing_since, failures, problem_code, problem,
            notice, next_poll_at, wished_interval, quiet_hours, quiet_days, entry_gap, newest_at,
            identity_use, silenced_until
        FROM feeds JOIN sites ON domain = site WHERE id = ?1
        """
    case byAddress = """
        SELECT id, configured_address, address, kind, title, language, about_brand_id, weight, site,
            state, last_attempt_at, last_success_at, failing_since, failures, problem_code, problem,
            notice, next_poll_at, wished_interval, quiet_hours, quiet_days, entry_gap, newest_at,
            identity_use, silenced_until
        FROM feeds JOIN sites ON domain = site
        WHERE configured_address = ?1 OR address = ?1 ORDER BY id LIMIT 1
        """
    case count = "SELECT COUNT(*) FROM feeds WHERE configured_address NOT LIKE 'hand:%'"
    case add = """
        INSERT INTO feeds (id, configured_address, address, site, kind, title, language,
            about_brand_id, weight, state, next_poll_at, failures, created_at, version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'new', ?10, 0, ?10, 1)
        """
    case version = """
        SELECT content FROM feed_versions WHERE feed_id = ?1 ORDER BY id DESC LIMIT 1
        """
    case versionID = """
        SELECT id FROM feed_versions WHERE feed_id = ?1 ORDER BY id DESC LIMIT 1
        """
    case versions = "SELECT feed_id, content FROM feed_versions ORDER BY id"
    case addVersion = """
        INSERT INTO feed_versions (id, feed_id, hash, content, actor_kind, actor_name, created_at,
            parent_id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
    case pause = "UPDATE feeds SET state = 'paused' WHERE id = ?1"
    case addMissing = """
        INSERT INTO feeds (id, configured_address, address, site, kind, title, language,
            about_brand_id, weight, state, next_poll_at, failures, created_at, version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'new', ?10, 0, ?10, 1)
        ON CONFLICT (configured_address) DO NOTHING
        """
    case requestPoll = """
        UPDATE feeds SET next_poll_at = ?3, poll_requested_at = ?3
        WHERE (?1 OR id = ?2) AND state NOT IN ('gone', 'paused')
        """
    case requestDuePolls = """
        UPDATE feeds SET poll_requested_at = ?1
        WHERE next_poll_at <= ?1 AND state NOT IN ('gone', 'paused')
        """
    case remove = "DELETE FROM feeds WHERE id = ?1"
    case anyRequested = """
        SELECT f.id FROM feeds AS f
        WHERE f.poll_requested_at IS NOT NULL AND f.state NOT IN ('gone', 'paused') AND EXISTS (
            SELECT 1 FROM sites AS s WHERE s.domain = f.site AND s.silenced_until <= ?1)
        ORDER BY f.next_poll_at LIMIT 1
        """
    case countRequested = """
        SELECT COUNT(*) FROM feeds AS f JOIN sites AS s ON s.domain = f.site
        WHERE f.poll_requested_at IS NOT NULL AND f.state NOT IN ('gone', 'paused')
            AND s.silenced_until <= ?1
        """
    case countRequestedAtRest = """
        SELECT COUNT(*) FROM feeds AS f JOIN sites AS s ON s.domain = f.site
        WHERE f.poll_requested_at IS NOT NULL AND f.state NOT IN ('gone', 'paused')
            AND s.silenced_until > ?1
        """
    case giveBack = "UPDATE feeds SET lease_token = NULL WHERE id = ?1 AND lease_token = ?2"
    case clearLeases = "UPDATE feeds SET lease_token = NULL WHERE lease_token IS NOT NULL"
    case finish = """
        UPDATE feeds SET state = ?3, etag = ?4, last_modified = ?5, body_hash = ?6,
            next_poll_at = ?7, last_attempt_at = ?8, poll_requested_at = NULL,
            last_success_at = CASE WHEN ?9 THEN ?8 ELSE last_success_at END,
            failing_since = CASE WHEN ?9 THEN NULL ELSE COALESCE(failing_since, ?8) END,
            failures = CASE WHEN ?9 THEN 0 ELSE failures + 1 END,
            problem_code = ?10, problem = ?11, address = ?12, title = ?13, site = ?14,
            lease_token = NULL
        WHERE id = ?1 AND lease_token = ?2 AND EXISTS (
            SELECT 1 FROM sites WHERE domain = feeds.site AND lease_token = ?2)
        """
    case learn = """
        UPDATE feeds SET notice = ?2, wished_interval = ?3, quiet_hours = ?4, quiet_days = ?5,
            entry_gap = ?6, newest_at = ?7, identity_use = ?8
        WHERE id = ?1
        """
    case move = """
        UPDATE feeds SET address = ?2, site = ?3, etag = NULL, last_modified = NULL,
            body_hash = NULL, next_poll_at = ?4
        WHERE id = ?1
        """
    case pullIn = """
        UPDATE feeds SET next_poll_at = ?2
        WHERE next_poll_at > ?1 AND state NOT IN ('gone', 'paused')
        """
}
