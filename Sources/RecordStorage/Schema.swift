/// The tables, in the dialect's tokens.
///
/// Times are milliseconds since 1970 UTC; ids are made by the store; states are the words of the
/// model's enumerations, checked where they are few and final.
enum Schema {
    /// Where the schema's own version is kept; made before every migration.
    static let information = """
        CREATE TABLE IF NOT EXISTS store_info (
            key {text} PRIMARY KEY NOT NULL, value {text} NOT NULL){strict}
        """

    /// The first version.
    static let first =
        people + company + feeds + entries + customers + desk + mentions + rescores + ledger
        + counts + alerts + erasure + sequence

    /// The tables that begin with a row.
    static let initialRows: [String] = first.compactMap { statement in
        let opening = "INSERT INTO "
        guard statement.hasPrefix(opening) else { return nil }
        return String(statement.dropFirst(opening.count).prefix { $0 != " " })
    }

    private static let people = [
        """
        CREATE TABLE staff (
            id {int} PRIMARY KEY NOT NULL, name {text} NOT NULL, email {text} NOT NULL UNIQUE,
            role {text} NOT NULL CHECK (role IN
                ('viewer', 'agent', 'lead', 'analyst', 'admin', 'auditor')),
            is_active {bool} NOT NULL, away_until {int}, password_hash {text},
            system_account {text} UNIQUE, created_at {int} NOT NULL,
            version {int} NOT NULL){strict}
        """,
        """
        CREATE TABLE sign_in_links (
            token_hash {bytes} PRIMARY KEY NOT NULL, staff_id {int} NOT NULL REFERENCES staff (id),
            created_at {int} NOT NULL, expires_at {int} NOT NULL, used_at {int}){strict}
        """,
        """
        CREATE TABLE sessions (
            token_hash {bytes} PRIMARY KEY NOT NULL, staff_id {int} NOT NULL REFERENCES staff (id),
            created_at {int} NOT NULL, last_seen_at {int} NOT NULL,
            expires_at {int} NOT NULL){strict}
        """,
        "CREATE INDEX sessions_staff ON sessions (staff_id)",
        """
        CREATE TABLE tokens (
            id {int} PRIMARY KEY NOT NULL, token_hash {bytes} NOT NULL UNIQUE, name {text} NOT NULL,
            staff_id {int} NOT NULL REFERENCES staff (id), created_at {int} NOT NULL,
            last_used_at {int}, revoked_at {int}){strict}
        """,
    ]

    private static let company = [
        """
        CREATE TABLE policy_versions (
            id {int} PRIMARY KEY NOT NULL, hash {text} NOT NULL, content {text} NOT NULL,
            actor_kind {text} NOT NULL, actor_name {text} NOT NULL, created_at {int} NOT NULL,
            parent_id {int} REFERENCES policy_versions (id)){strict}
        """,
        """
        CREATE TABLE ruleset_versions (
            id {int} PRIMARY KEY NOT NULL, hash {text} NOT NULL, content {text} NOT NULL,
            actor_kind {text} NOT NULL, actor_name {text} NOT NULL, created_at {int} NOT NULL,
            parent_id {int} REFERENCES ruleset_versions (id)){strict}
        """,
        """
        CREATE TABLE company (
            id {int} PRIMARY KEY NOT NULL CHECK (id = 1),
            policy_version_id {int} REFERENCES policy_versions (id),
            ruleset_version_id {int} REFERENCES ruleset_versions (id),
            is_demo {bool} NOT NULL){strict}
        """,
        "INSERT INTO company (id, is_demo) VALUES (1, FALSE)",
        """
        CREATE TABLE brands (
            id {int} PRIMARY KEY NOT NULL, name {text} NOT NULL, is_own {bool} NOT NULL,
            is_active {bool} NOT NULL, created_at {int} NOT NULL){strict}
        """,
        "CREATE UNIQUE INDEX brands_active_name ON brands (name) WHERE is_active",
    ]

    private static let feeds = [
        """
        CREATE TABLE sites (
            domain {text} PRIMARY KEY NOT NULL, next_allowed_at {int} NOT NULL,
            silenced_until {int} NOT NULL, lease_until {int} NOT NULL,
            lease_token {int} NOT NULL){strict}
        """,
        """
        CREATE TABLE feeds (
            id {int} PRIMARY KEY NOT NULL, configured_address {text} NOT NULL UNIQUE,
            address {text} NOT NULL, site {text} NOT NULL REFERENCES sites (domain),
            kind {text} NOT NULL CHECK (kind IN
                ('blog', 'review', 'forum', 'news', 'social', 'own')),
            title {text} NOT NULL, language {text}, about_brand_id {int} REFERENCES brands (id),
            weight {int} NOT NULL CHECK (weight BETWEEN 0 AND 100),
            state {text} NOT NULL CHECK (state IN ('new', 'ok', 'error', 'gone', 'paused')),
            etag {text}, last_modified {text}, body_hash {text}, next_poll_at {int} NOT NULL,
            poll_requested_at {int}, lease_token {int}, last_attempt_at {int},
            last_success_at {int}, failing_since {int}, failures {int} NOT NULL,
            problem_code {text}, problem {text}, notice {text}, wished_interval {int},
            quiet_hours {int} NOT NULL DEFAULT 0, quiet_days {int} NOT NULL DEFAULT 0,
            entry_gap {int}, newest_at {int}, identity_use {text}, created_at {int} NOT NULL,
            version {int} NOT NULL){strict}
        """,
        """
        CREATE TABLE leases (
            name {text} PRIMARY KEY NOT NULL, holder {int} NOT NULL,
            lease_until {int} NOT NULL){strict}
        """,
        "CREATE INDEX feeds_due ON feeds (next_poll_at)",
        "CREATE INDEX feeds_site ON feeds (site, next_poll_at)",
        """
        CREATE TABLE feed_versions (
            id {int} PRIMARY KEY NOT NULL, feed_id {int} NOT NULL, hash {text} NOT NULL,
            content {text} NOT NULL, actor_kind {text} NOT NULL, actor_name {text} NOT NULL,
            created_at {int} NOT NULL, parent_id {int} REFERENCES feed_versions (id)){strict}
        """,
        "CREATE INDEX feed_versions_feed ON feed_versions (feed_id, id)",
    ]

    private static let entries = [
        """
        CREATE TABLE authors (
            id {int} PRIMARY KEY NOT NULL, key {text} NOT NULL UNIQUE, name {text} NOT NULL,
            url {text}, email {text}, created_at {int} NOT NULL){strict}
        """,
        """
        CREATE TABLE entries (
            id {int} PRIMARY KEY NOT NULL, feed_id {int} NOT NULL, identity {text} NOT NULL,
            content_hash {text} NOT NULL, link {text}, author_id {int} REFERENCES authors (id),
            author_name {text}, author_url {text}, author_email {text}, language {text},
            published_at {int}, first_seen_at {int} NOT NULL, last_listed_at {int} NOT NULL,
            revision {int} NOT NULL,
            text_removed {text} CHECK (text_removed IN ('erased', 'expired')),
            UNIQUE (feed_id, identity)){strict}
        """,
        "CREATE INDEX entries_content ON entries (feed_id, content_hash)",
        "CREATE INDEX entries_link ON entries (feed_id, substr(link, 1, 200))",
        """
        CREATE TABLE entry_revisions (
            id {int} PRIMARY KEY NOT NULL, entry_id {int} NOT NULL REFERENCES entries (id),
            number {int} NOT NULL, title {text}, text {text}, seen_at {int} NOT NULL,
            UNIQUE (entry_id, number)){strict}
        """,
        """
        CREATE TABLE search_documents (
            id {int} PRIMARY KEY NOT NULL REFERENCES entries (id), words {text} NOT NULL){strict}
        """,
    ]
}
