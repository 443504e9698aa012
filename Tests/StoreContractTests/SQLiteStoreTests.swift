import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

/// What only the engine in one file does: its file, its lock, its log, its full disk.
@Suite struct SQLiteStoreTests {
    // MARK: - Opening

    @Test func `a second opener is refused and told who holds the store`() throws {
        let contract = try ContractStore(.sqlite)
        #expect {
            try Store.open(sqliteFile: contract.place.path) { ContractStore.start }
        } throws: { error in
            guard case .locked(_, let holder?) = error as? StoreError else { return false }
            return Int(holder) != nil && "\(error)".contains(holder)
        }
    }

    @Test func `the lock is free again when the store is closed`() async throws {
        let contract = try ContractStore(.sqlite)
        await contract.store.close()
        let again = try Store.open(sqliteFile: contract.place.path) { ContractStore.start }
        await again.close()
    }

    @Test(arguments: [[UInt8](repeating: 0x89, count: 4096), Array("PNG, not a store".utf8)])
    func `a file that is no database is refused and left as it was`(bytes: [UInt8]) throws {
        let place = try StorePlace(.sqlite)
        let path = place.file("picture.png")
        try #require(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        #expect(throws: StoreError.self) {
            try Store.open(sqliteFile: path) { ContractStore.start }
        }
        #expect(FileManager.default.contents(atPath: path).map { [UInt8]($0) } == bytes)
    }

    @Test func `a folder that is missing is named`() throws {
        let place = try StorePlace(.sqlite)
        let path = place.file("missing/earshot.db")
        #expect {
            try Store.open(sqliteFile: path) { ContractStore.start }
        } throws: { error in
            error is StoreError && "\(error)".contains("missing/earshot.db")
        }
    }

    @Test func `a store of a newer version is refused and left as it was`() async throws {
        let contract = try ContractStore(.sqlite)
        try await contract.write { tx in try tx.policies.apply(Sample.policy) }
        try await contract.run("UPDATE store_info SET value = '99' WHERE key = 'schema_version'")
        await contract.store.close()
        let refusal = StoreError.tooNew(found: 99, known: Migration.current, restore: nil)
        #expect(throws: refusal) {
            try Store.open(sqliteFile: contract.place.path) { ContractStore.start }
        }
        #expect("\(refusal)".contains("99"))
        let database = try SQLiteDatabase(path: contract.place.path)
        let kept = try database.read { try $0.rows(1, "SELECT COUNT(*) FROM policy_versions") }
        #expect(kept == [[.int(1)]])
        try database.close()
    }

    @Test func `opening brings a new file to the current version, and again changes nothing`()
        async throws
    {
        let contract = try ContractStore(.sqlite)
        let before = try await contract.rows(2, "SELECT name, sql FROM sqlite_master ORDER BY name")
        try await contract.reopen()
        let after = try await contract.rows(2, "SELECT name, sql FROM sqlite_master ORDER BY name")
        #expect(before == after)
        #expect(before.count > 40)
        let version = try await contract.rows(1, "SELECT value FROM store_info")
        #expect(version == [[.text("\(Migration.current)")]])
    }

    // MARK: - Durability

    @Test func `every commit is synchronous, in a write-ahead log, with foreign keys`()
        async throws
    {
        let contract = try ContractStore(.sqlite)
        let levels = try await contract.write { tx in
            try ["synchronous", "journal_mode", "foreign_keys"].map { name in
                try tx.session.connection.rows(1, "PRAGMA \(name)")[0][0]
            }
        }
        #expect(levels == [.int(2), .text("wal"), .int(1)])
    }

    @Test func `every number that is a key is the row's own, without an index beside it`()
        async throws
    {
        let contract = try ContractStore(.sqlite)
        let numbered = TableShape.all.filter { $0.key == ["id"] }
        #expect(numbered.count > 20)
        for table in numbered {
            let sql = "SELECT COUNT(*) FROM pragma_index_list('\(table.name)') WHERE origin = 'pk'"
            #expect(try await contract.number(sql) == 0, "\(table.name)")
        }
    }

    @Test func `a copy of file and log at any moment is a whole store`() async throws {
        let contract = try ContractStore(.sqlite)
        for number in 0..<20 {
            try await contract.write { tx in _ = try Sample.mention(in: tx) }
            guard number.isMultiple(of: 5) else { continue }
            let copy = contract.place.file("copy\(number).db")
            try FileManager.default.copyItem(atPath: contract.place.path, toPath: copy)
            try FileManager.default.copyItem(
                atPath: contract.place.path + "-wal",
                toPath: copy + "-wal"
            )
            let database = try SQLiteDatabase(path: copy)
            let answers = try database.read { connection in
                try ["PRAGMA integrity_check", "SELECT COUNT(*) FROM mentions"].map {
                    try connection.rows(1, $0)[0][0]
                }
            }
            #expect(answers == [.text("ok"), .int(Int64(number + 1))])
            try database.close()
        }
    }

    // MARK: - A full disk

    @Test func `a full disk is told, loses nothing, and is over when there is room`() async throws {
        let contract = try ContractStore(.sqlite)
        let kept = try await contract.write { tx in try Sample.mention(in: tx) }
        try await contract.limitPages()
        await #expect(throws: StoreError.diskFull) {
            try await contract.write { tx in
                _ = try Sample.mention(in: tx, Sample.Wording(text: Self.long))
            }
        }
        #expect(try await contract.read { try $0.mentions.file(kept)?.text } != nil)
        #expect(try await contract.number("SELECT COUNT(*) FROM mentions") == 1)
        try await contract.limitPages(to: 1_000_000)
        try await contract.write { tx in
            _ = try Sample.mention(in: tx, Sample.Wording(text: Self.long))
        }
        try await contract.reopen()
        #expect(try await contract.number("SELECT COUNT(*) FROM mentions") == 2)
        #expect(try await contract.rows(1, "PRAGMA integrity_check") == [[.text("ok")]])
    }

    @Test func `when the disk fills up under joined writes, what was told as written is there`()
        async throws
    {
        let contract = try ContractStore(.sqlite)
        try await contract.write { tx in _ = try Sample.feed(in: tx) }
        try await contract.limitPages()
        let outcomes = await withTaskGroup(of: (String, (any Error)?).self) { group in
            for number in 0..<40 {
                group.addTask { await Self.joinEntry(number, to: contract) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 as (any Error)? }
        }
        let rows = try await contract.rows(1, "SELECT identity FROM entries")
        let stored = Set(
            rows.compactMap { row -> String? in
                guard case .text(let identity) = row[0] else { return nil }
                return identity
            }
        )
        let told = Set((0..<40).map { "guid:\($0)" }).subtracting(outcomes.keys)
        #expect(told == stored)
        #expect(!outcomes.isEmpty)
        for error in outcomes.values {
            #expect(error as? StoreError == .diskFull, "\(error)")
        }
    }

    // MARK: -

    private static let long = String(repeating: "Brontavia is slow. ", count: 20_000)

    /// Joins an entry, every fourth of them a large one; its identity and its error.
    private static func joinEntry(_ number: Int, to contract: ContractStore) async
        -> (String, (any Error)?)
    {
        let identity = "guid:\(number)"
        do {
            try await contract.store.join(by: .engine("test")) { tx in
                let text = number % 4 == 3 ? long : "short"
                let entry = Sample.entry(in: tx, identity: identity, text: text)
                try tx.entries.add([entry], to: try Sample.feed(in: tx))
            }
            return (identity, nil)
        } catch {
            return (identity, error)
        }
    }
}

extension ContractStore {
    /// Leaves the file no page to grow by, or so many in all.
    fileprivate func limitPages(to limit: Int? = nil) async throws {
        try await write { tx in
            let connection = tx.session.connection
            let count = try connection.rows(1, "PRAGMA page_count")
            guard case .int(let pages) = count[0][0] else { return }
            let most = limit.map(Int64.init) ?? pages + 4
            _ = try connection.rows(1, "PRAGMA max_page_count = \(most)")
        }
    }
}
