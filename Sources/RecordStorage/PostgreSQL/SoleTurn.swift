import EarshotModel

/// The turn of one process to change the whole store, held by a connection of its own.
///
/// Whoever waits for it goes on waiting while the process that has it gets on, however long that
/// takes: what changes a large store takes minutes.
struct SoleTurn {
    let link: PostgreSQLLink
    /// The number of the advisory lock.
    let lock: Int64
    /// How long one waits for a process that does nothing at all.
    let patience: Duration

    private static let pause = Duration.milliseconds(250)
    /// The name of a connection that waits, so that two who wait do not take each other for work.
    private static let waiting = "earshot, waiting"

    /// Takes the turn; `StoreError.busy` when whoever has it does nothing for too long.
    ///
    /// `tell` hears once whom one waits for. No transaction is open meanwhile, so that nothing
    /// times out and no dead row is kept.
    func take(telling tell: (String) -> Void) throws {
        try link.run("SET idle_session_timeout = 0")
        guard !(try isTaken()) else { return }
        try link.run("SET application_name = '\(Self.waiting)'")
        var holder: Holder?
        var end = ContinuousClock.now + patience
        while !(try isTaken()) {
            let found = try look()
            if let found, holder == nil { tell(found.description) }
            // Whoever has it now may be another one than before.
            if found?.isBusy == true || found?.trace != holder?.trace {
                end = ContinuousClock.now + patience
            }
            holder = found ?? holder
            guard ContinuousClock.now < end else { throw StoreError.busy(refusal(holder)) }
            Pause.wait(min(Self.pause, patience / 4))
        }
        try link.run("RESET application_name")
    }

    /// Ends the turn; whether the connection is as it was before.
    func giveBack() -> Bool {
        do {
            try link.run("SELECT pg_advisory_unlock(\(lock)); RESET idle_session_timeout")
            return true
        } catch {
            // The turn ends with the connection.
            return false
        }
    }

    // MARK: -

    /// Who has the turn, and whether it gets on.
    private struct Holder {
        let description: String
        /// Whether one of its connections works at this moment.
        let isBusy: Bool
        /// Changes with all that it does.
        let trace: String
    }

    private func isTaken() throws -> Bool {
        try link.run("SELECT pg_try_advisory_lock(\(lock))").row.first == "t"
    }

    private func look() throws -> Holder? {
        let row = try link.run(
            """
            SELECT MIN(h.pid), MIN(COALESCE(host(h.client_addr), 'this machine')),
                BOOL_OR(s.state = 'active' AND s.wait_event_type IS DISTINCT FROM 'Lock'),
                STRING_AGG(s.pid || ' ' || s.state || ' ' || s.state_change, ',' ORDER BY s.pid)
            FROM pg_catalog.pg_locks AS l
            JOIN pg_catalog.pg_stat_activity AS h ON h.pid = l.pid
            JOIN pg_catalog.pg_stat_activity AS s ON s.datid = h.datid
                AND s.client_addr IS NOT DISTINCT FROM h.client_addr
                AND s.application_name IN (h.application_name, 'pg_dump')
            WHERE l.locktype = 'advisory' AND l.granted
                AND (CAST(l.classid AS BIGINT) << 32) + CAST(l.objid AS BIGINT) = \(lock)
                AND l.database = h.datid AND h.datname = current_database()
            """
        ).row
        guard row.count == 4, let pid = row[0], let place = row[1] else { return nil }
        return Holder(
            description: "another earshot (from \(place), process \(pid) of the database's server)",
            isBusy: row[2] == "t",
            trace: row[3] ?? ""
        )
    }

    private func refusal(_ holder: Holder?) -> String {
        let who = holder?.description ?? "another earshot"
        return "\(who) changes the whole store and has done nothing for "
            + "\(patience.milliseconds / 1000) seconds"
    }
}
