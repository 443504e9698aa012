import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

@Suite struct StoreCheckTests {
    @Test(arguments: Engine.available)
    func `a whole store has nothing wrong, also while it is open`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        let store = try await furnished(whole)
        let findings = try StoreCheck(of: whole.address).run()
        #expect(findings.count >= 9)
        #expect(findings.filter { $0.problem != nil } == [])
        await store.close()
    }

    /// Damage that the schema does not refuse, and what finds it.
    private static let damages = [
        ("UPDATE mentions SET current_judgement_id = 1", "every mention's judgement"),
        ("UPDATE mentions SET current_link_id = 1", "every mention's link"),
        (
            "INSERT INTO counts_day (day, brand_id, feed_id, label, n) "
                + "VALUES ('2026-03-02', 1, 1, 'negative', 4)",
            "the counts of quarter-hours and days"
        ),
        (
            "INSERT INTO counts_quarter (bucket_at, brand_id, label, language, nature, n) "
                + "VALUES (0, 1, 'negative', 'en', 'praise', -1)",
            "no count below zero"
        ),
        ("UPDATE change_counter SET n = 0", "the change sequence"),
        ("UPDATE audit SET act = 'nothing'", "the audit's chain"),
        ("UPDATE store_info SET value = '7'", "the schema's version"),
    ]

    @Test(arguments: Engine.available, damages)
    func `damage is found and named`(engine: Engine, damage: (sql: String, subject: String))
        async throws
    {
        let whole = try WholeStore(engine)
        let store = try await furnished(whole)
        await store.close()
        let database = try whole.openDatabase()
        _ = try database.write { try $0.execute(damage.sql, []) }
        try database.close()
        let found = try StoreCheck(of: whole.address).run().filter { $0.problem != nil }
        #expect(found.map(\.subject).contains(damage.subject))
    }

    @Test(.enabled(if: Engine.server != nil))
    func `a server that removes no dead rows is told`() async throws {
        let whole = try WholeStore(.postgreSQL)
        try await furnished(whole).close()
        guard case .postgreSQL(let address, _) = whole.address else { return }
        let careless = StoreAddress.postgreSQL(
            address: address + " options='-c track_counts=off'",
            password: nil
        )
        let found = try StoreCheck(of: careless).run().filter { $0.problem != nil }
        #expect(found.map(\.subject) == ["dead rows left to autovacuum"])
        #expect(found.first?.problem?.contains("autovacuum is off") == true)
    }

    @Test func `a damaged file is told in SQLite's words`() async throws {
        let whole = try WholeStore(.sqlite)
        try await furnished(whole).close()
        // A page of a table: without those of the schema SQLite would not even open the file.
        let database = try whole.openDatabase()
        let sql = "SELECT rootpage FROM sqlite_master WHERE name = 'mentions'"
        let rows = try database.read { try $0.rows(1, sql) }
        try database.close()
        guard case .int(let page)? = rows.first?.first else { throw StoreError.closed }
        try whole.foldLog()
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: whole.file("earshot.db")))
        try handle.seek(toOffset: UInt64(page - 1) * 4096)
        try handle.write(contentsOf: Data(repeating: 0xFF, count: 4096))
        try handle.close()
        let findings = try StoreCheck(of: whole.address).run()
        #expect(findings.count == 1 && findings[0].problem?.isEmpty == false)
    }

    @Test func `a missing file is an error and is not made`() throws {
        let whole = try WholeStore(.sqlite)
        #expect(throws: StoreError.self) { try StoreCheck(of: whole.address).run() }
        #expect(try whole.files(with: "db") == [])
    }

    // MARK: -

    private func furnished(_ whole: WholeStore) async throws -> Store {
        let store = try whole.open()
        try await store.write(by: .local("test")) { tx in
            _ = try Sample.mention(in: tx, Sample.Wording())
            _ = try Sample.matter(in: tx, due: tx.now + .hours(8))
            try tx.audit.add("test.done")
        }
        _ = try await store.write(by: .engine("sealer")) { tx in try tx.audit.seal(atMost: 100) }
        return store
    }
}
