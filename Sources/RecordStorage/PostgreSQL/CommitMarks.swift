import EarshotModel
import Synchronization

/// What each writing transaction leaves in the database, so that a COMMIT whose answer was lost can
/// be settled: a random token in a row of the transaction's own.
///
/// A transaction's number does not do: after a crash the server may give it to another one, or know
/// it no more (PostgreSQL 15 manual, section 9.27.8). The row is written when the transaction
/// begins and so is locked until it ends; whoever asks for the token waits for a COMMIT that is
/// still under way. The table is PostgreSQL's alone and stands outside the versions of the schema:
/// it holds nothing that a copy or a backup would miss.
final class CommitMarks: Sendable {
    private let state = Mutex(State())

    private struct State {
        var isPrepared = false
        /// Rows that no transaction uses.
        var free: [Int64] = []
    }

    /// One transaction's row and token.
    struct Mark: Hashable {
        fileprivate let row: Int64
        fileprivate let token: Int64
    }

    /// A mark for a transaction that is about to begin.
    func take() -> Mark {
        let row = state.withLock { $0.free.popLast() } ?? Int64.random(in: 1...Int64.max)
        return Mark(row: row, token: Int64.random(in: 1...Int64.max))
    }

    /// Lets the next transaction have the row of one that ended.
    ///
    /// A row whose connection broke is given up: the server may not know yet that its transaction
    /// is over, and would let nobody else have it.
    func putBack(_ mark: Mark) {
        state.withLock { $0.free.append(mark.row) }
    }

    /// Whether marks can be left.
    var isPrepared: Bool { state.withLock(\.isPrepared) }

    /// Makes the table where it is missing, and removes rows that no process has used for long.
    func prepare(on link: PostgreSQLLink) throws(PostgreSQLFailure) {
        let found = try link.run("SELECT to_regclass('commit_marks')").row
        if found.first.flatMap(\.self) == nil { try link.run(Self.table) }
        try link.run(Self.cleaning)
        state.withLock { $0.isPrepared = true }
    }

    // MARK: -

    fileprivate static let clock = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"

    /// The table, half of whose pages stays free.
    ///
    /// So a row's next version finds room beside it, and the dead one goes with the next look at
    /// the page, without any VACUUM. The lock's number is our own and stands for "the making of
    /// this table".
    private static let table = """
        BEGIN; SELECT pg_advisory_xact_lock(7017325402);
        CREATE TABLE IF NOT EXISTS commit_marks (
            row_id BIGINT PRIMARY KEY NOT NULL, token BIGINT NOT NULL, at BIGINT NOT NULL)
            WITH (fillfactor = 50);
        COMMIT
        """

    /// Seven days: no transaction lasts so long, and no answer is looked up so late.
    private static let cleaning = """
        DELETE FROM commit_marks WHERE row_id IN (
            SELECT row_id FROM commit_marks WHERE at < \(clock) - 7 * 86400000
            FOR UPDATE SKIP LOCKED)
        """
}

extension CommitMarks.Mark {
    /// Begins the transaction, leaves the mark, and answers the server's time in milliseconds: one
    /// message and one answer.
    var beginning: String {
        """
        BEGIN; INSERT INTO commit_marks (row_id, token, at)
        VALUES (\(row), \(token), \(CommitMarks.clock))
        ON CONFLICT (row_id) DO UPDATE SET token = excluded.token, at = excluded.at
        RETURNING at
        """
    }

    /// Whether the transaction of this mark was committed; it waits while that is still open.
    ///
    /// A row that is not there is made, since only that waits for whoever is about to make it.
    func isCommitted(on link: PostgreSQLLink) throws(PostgreSQLFailure) -> Bool {
        let found = try link.run(
            """
            INSERT INTO commit_marks AS mark (row_id, token, at) VALUES (\(row), 0, 0)
            ON CONFLICT (row_id) DO UPDATE SET token = mark.token RETURNING token
            """
        )
        return found.row.first == String(token)
    }
}
