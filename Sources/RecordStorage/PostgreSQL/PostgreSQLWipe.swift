/// Removes from a PostgreSQL database what deleted rows left behind, beside whoever works on it.
///
/// VACUUM takes the dead rows out of their pages; the words that a GIN index has seen stay in it
/// until it is built anew. Both need the owner of the tables (PostgreSQL 15 manual, VACUUM and
/// REINDEX), and neither can run inside a transaction.
struct PostgreSQLWipe {
    let link: PostgreSQLLink
    /// How long the transactions that may still see the rows are waited for.
    var patience = Duration.seconds(30)

    private static let pause = Duration.milliseconds(50)
    /// The number is our own and stands for "the wiping of Earshot".
    private static let lock: Int64 = 7_017_325_401
    private static let searchIndex = "search_index"
    /// The tables that hold words about people, or hashes of words.
    private static let tables = [
        "authors", "entries", "entry_revisions", "search_documents", "mentions", "judgements",
        "stories", "links", "customers", "identifiers", "parties", "notes", "responses",
        "contacts", "audit_payloads",
    ]

    /// Wipes; the cost is linear in the tables.
    ///
    /// Throws `StoreError.busy` where others keep the rows visible for too long, and `refused` to
    /// whoever does not own the tables.
    func run() throws {
        try checkOwner()
        let end = ContinuousClock.now + patience
        try wait(until: end, for: "another erasure is being wiped") {
            try link.run("SELECT pg_try_advisory_lock(\(Self.lock))").row.first == "t"
        }
        // The lock ends with the connection where this fails.
        try repeating(until: end) {
            // A snapshot taken while an older transaction ran may be as old as that one.
            for _ in 1...2 { try waitForOthers(until: end) }
            try link.run("VACUUM " + Self.tables.joined(separator: ", "))
            // What an attempt that was cut off left.
            try link.run(
                "DROP INDEX IF EXISTS \(Self.searchIndex)_ccnew, \(Self.searchIndex)_ccold"
            )
            try link.run("REINDEX INDEX CONCURRENTLY \(Self.searchIndex)")
        }
        try link.run("SELECT pg_advisory_unlock(\(Self.lock))")
    }

    // MARK: -

    /// VACUUM only warns where it skips the tables of others.
    private func checkOwner() throws {
        let names = Self.tables.map { "to_regclass('\($0)')" }.joined(separator: ", ")
        let others = try link.run(
            """
            SELECT string_agg(c.relname, ', ') FROM pg_catalog.pg_class AS c
            WHERE c.oid = ANY (CAST(ARRAY[\(names)] AS oid[]))
                AND NOT pg_has_role(c.relowner, 'USAGE')
                AND NOT (SELECT pg_has_role(d.datdba, 'USAGE') FROM pg_catalog.pg_database AS d
                    WHERE d.datname = current_database())
            """
        ).row
        guard let tables = others.first.flatMap(\.self) else { return }
        throw StoreError.refused(
            "only the owner of \(tables) may vacuum; give the tables to the role of the store"
        )
    }

    /// Waits for the transactions that are under way now, which may still see the deleted rows.
    private func waitForOthers(until end: ContinuousClock.Instant) throws {
        let now = try link.run("SELECT clock_timestamp()").row.first.flatMap(\.self) ?? "now"
        try wait(until: end, for: "a transaction that can still see them does not end") {
            try link.run(
                """
                SELECT COUNT(*) FROM pg_catalog.pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                    AND backend_type = 'client backend'
                    AND (backend_xid IS NOT NULL OR backend_xmin IS NOT NULL)
                    AND xact_start <= '\(now)'
                """
            ).row.first == "0"
        }
    }

    private func wait(
        until end: ContinuousClock.Instant,
        for reason: String,
        _ isOver: () throws -> Bool
    ) throws {
        while !(try isOver()) {
            guard ContinuousClock.now < end else { throw busy(reason) }
            Pause.wait(Self.pause)
        }
    }

    private func repeating(until end: ContinuousClock.Instant, _ body: () throws -> Void) throws {
        while true {
            do {
                return try body()
            } catch PostgreSQLFailure.refused("40P01", let words) {
                guard ContinuousClock.now < end else { throw busy(words) }
            } catch PostgreSQLFailure.refused("55P03", let words) {
                guard ContinuousClock.now < end else { throw busy(words) }
            }
            Pause.wait(Self.pause)
        }
    }

    private func busy(_ reason: String) -> StoreError {
        .busy("erased rows cannot be removed yet: \(reason)")
    }
}
