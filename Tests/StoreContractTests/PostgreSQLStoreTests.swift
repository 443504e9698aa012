import EarshotModel
import EarshotTesting
import Foundation
import Synchronization
import Testing

@testable import RecordStorage

/// What only a server does: lose connections and answers, refuse for others' sake, be away.
@Suite(.enabled(if: Engine.server != nil))
struct PostgreSQLStoreTests {
    // MARK: - What deleted rows leave

    @Test func `an erasure leaves no dead row and no word in the index behind`() async throws {
        let whole = try WholeStore(.postgreSQL)
        let store = try whole.open()
        let pages = try whole.openDatabase()
        _ = try pages.write { try $0.execute("CREATE EXTENSION pageinspect", []) }
        try await store.write(by: .local("test")) { tx in
            let mira = try Sample.customer(tx, "M-4711", "Mira Talavasti")
            let link = CustomerLink(customer: mira.id, probability: 1, decision: .linked, why: [])
            let wording = Sample.Wording(text: "It is quibblesome.", link: link)
            let new = try Sample.newMention(in: tx, wording)
            try tx.mentions.add(new)
            try tx.entries.index(new.entry, words: "it is quibblesome")
        }
        #expect(try left(in: pages) == [1, 1])
        _ = try await store.write(by: .local("test")) { tx in
            try tx.erasures.erase(reference: "M-4711")
        }
        #expect(try left(in: pages) == [1, 1])
        try await store.wipeErased()
        #expect(try left(in: pages) == [0, 0])
        await store.close()
        try pages.close()
    }

    /// How many rows, living and dead, hold the word, and how many pages of the full-text index.
    private func left(in database: any RecordStorage.Database) throws -> [Int64] {
        let statements = [
            """
            SELECT COUNT(*) FROM heap_page_items(get_raw_page('entry_revisions', 0))
            WHERE position(CAST('quibblesome' AS BYTEA) IN t_data) > 0
            """,
            """
            SELECT COUNT(*) FROM generate_series(0,
                CAST(pg_relation_size('search_index') / 8192 - 1 AS INTEGER)) AS n
            WHERE position(CAST('quibblesome' AS BYTEA) IN get_raw_page('search_index', n)) > 0
            """,
        ]
        return try database.read { connection in
            try statements.compactMap { sql in
                guard case .int(let n)? = try connection.rows(1, sql).first?.first else {
                    return nil
                }
                return n
            }
        }
    }

    @Test func `whoever does not own the tables is told that they cannot be wiped`() async throws {
        let whole = try WholeStore(.postgreSQL)
        let store = try whole.open()
        let role = "r" + UUID().uuidString.lowercased().replacing("-", with: "")
        let owner = try whole.openDatabase()
        _ = try owner.write { try $0.execute("CREATE ROLE \(role) LOGIN", []) }
        guard case .postgreSQL(let address, _) = whole.address else { return }
        let guest = try PostgreSQLLink(address: "\(address) user=\(role)", password: nil)
        #expect {
            try PostgreSQLWipe(link: guest).run()
        } throws: { error in
            "\(error)".contains("only the owner of") && "\(error)".contains("entry_revisions")
        }
        _ = try owner.write { try $0.execute("DROP ROLE \(role)", []) }
        await store.close()
        try owner.close()
    }

    @Test func `rows that somebody can still see are waited for, and not for ever`() async throws {
        let whole = try WholeStore(.postgreSQL)
        let store = try whole.open()
        guard case .postgreSQL(let address, _) = whole.address else { return }
        let (reader, wiper) = (
            try PostgreSQLLink(address: address, password: nil),
            try PostgreSQLLink(address: address, password: nil)
        )
        try reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT COUNT(*) FROM entries")
        #expect {
            try PostgreSQLWipe(link: wiper, patience: .milliseconds(200)).run()
        } throws: { error in
            guard case .busy = error as? StoreError else { return false }
            return true
        }
        try reader.run("COMMIT")
        try PostgreSQLWipe(link: wiper).run()
        await store.close()
    }

    @Test func `rows that change all the time take no more room without any vacuum`() async throws {
        let whole = try WholeStore(.postgreSQL)
        let store = try whole.open()
        for number in 0..<400 {
            try await store.write(by: .local("test")) { tx in
                tx.session.changed(.feed, Feed.ID(rawValue: 1))
                _ = try tx.leases.take("chore", for: 1, lasting: .seconds(Int64(number) + 1))
            }
        }
        let pages = try await store.read(in: .everything) { tx in
            try ["change_counter", "leases", "commit_marks"].map { table in
                let sql = "SELECT pg_relation_size('\(table)') / 8192"
                return try tx.session.connection.rows(1, sql)[0][0]
            }
        }
        for case .int(let count) in pages { #expect(count <= 2) }
        #expect(pages.count == 3)
        await store.close()
    }

    // MARK: - Others

    @Test func `two writers that wait for each other are told apart, and both get through`() throws
    {
        let counter = try Counter()
        let first = counter.database
        let second = try counter.place.openDatabase()
        let (firstHolds, secondHolds) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        _ = try first.write { connection in
            try connection.execute("INSERT INTO counter (id, n) VALUES (2, 0)", [])
        }
        let ended = DispatchSemaphore(value: 0)
        Thread {
            // A failure shows as a missing increment below.
            try? cross(second, own: 2, others: 1, secondHolds, firstHolds)
            ended.signal()
        }.start()
        try cross(first, own: 1, others: 2, firstHolds, secondHolds)
        ended.wait()
        #expect(try counter.value() == 2)
        #expect(try counter.value(of: 2) == 2)
    }

    @Test func `a failure that the body hides does not pass for a commit`() throws {
        let counter = try Counter()
        #expect(throws: StoreError.self) {
            try counter.database.write { connection in
                try connection.execute("UPDATE counter SET n = n + 1", [])
                _ = try? connection.execute("INSERT INTO counter (id, n) VALUES (1, 0)", [])
            }
        }
        #expect(try counter.value() == 0)
    }

    // MARK: - Opening

    @Test func `an address without a server is told in words, without its password`() {
        let address = "postgres://me:geheim@127.0.0.1:1/none?connect_timeout=2"
        #expect {
            try Store.open(
                StoreAddress(address) ?? .sqlite(path: ""),
                clock: { ContractStore.start }
            )
        } throws: { error in
            "\(error)".contains("127.0.0.1") && !"\(error)".contains("geheim")
        }
    }

    @Test func `stores opened at once migrate once and make ids as different nodes`() async throws {
        let place = try StorePlace(.postgreSQL)
        let clock = TestClock(at: ContractStore.start)
        let stores = try await withThrowingTaskGroup(of: Store.self) { group in
            for _ in 0..<4 { group.addTask { try place.openStore(clock: clock.read) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        var ids: Set<Int64> = []
        for store in stores {
            for _ in 0..<50 {
                let id: Feed.ID = try await store.write(by: .local("test")) { $0.newID() }
                ids.insert(id.rawValue)
            }
        }
        #expect(ids.count == 200)
        #expect(Set(ids.map { ($0 >> 12) & 1023 }).count == 4)
        for store in stores { await store.close() }
        place.clear()
    }

    @Test func `transactions carry the server's time`() async throws {
        let place = try StorePlace(.postgreSQL)
        let store = try Store.open(place.address, clock: { Instant(seconds: 1_800_000_000) })
        let before = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let now = try await store.read(in: .everything) { $0.now }
        let after = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        #expect(now >= before && now <= after)
        await store.close()
        place.clear()
    }
}

/// Counts up one's own row, waits until the other has done so, and then the other's row.
private func cross(
    _ database: any RecordStorage.Database,
    own: Int64,
    others: Int64,
    _ mine: DispatchSemaphore,
    _ theirs: DispatchSemaphore
) throws {
    var isFirst = true
    try database.write { connection in
        let sql = "UPDATE counter SET n = n + 1 WHERE id = $1"
        try connection.execute(sql, [.int(own)])
        if isFirst {
            isFirst = false
            mine.signal()
            theirs.wait()
        }
        try connection.execute(sql, [.int(others)])
    }
}
