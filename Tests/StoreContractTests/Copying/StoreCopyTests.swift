import EarshotModel
import Synchronization
import Testing

@testable import RecordStorage

@Suite struct StoreCopyTests {
    struct Way: Sendable, CustomTestStringConvertible {
        let from: Engine
        let to: Engine

        var testDescription: String { "\(from) to \(to)" }

        static let all = Engine.available.flatMap { from in
            Engine.available.map { Way(from: from, to: $0) }
        }
    }

    @Test(arguments: Way.all)
    func `a copy holds every row of every table`(way: Way) async throws {
        let (source, target) = (try await filled(way.from), try ContractStore(way.to))
        let reports = try await StoreCopy(from: source.store, to: target.store).run { _, _ in }
        #expect(reports.map(\.name) == TableShape.all.map(\.name))
        #expect(reports.filter { !$0.isEqual }.isEmpty)
        #expect(reports.reduce(0) { $0 + $1.rows } > 40)
        #expect(reports.first { $0.name == "stories" }?.rows == 1)
        let copies = "SELECT COUNT(*) FROM mentions WHERE first_telling_id IS NOT NULL"
        #expect(try await target.number(copies) == 1)
        for table in TableShape.all {
            #expect(try await rows(of: table, in: source) == rows(of: table, in: target))
        }
    }

    @Test(arguments: Way.all)
    func `the copy answers as the original does, and goes on`(way: Way) async throws {
        let (source, target) = (try await filled(way.from), try ContractStore(way.to))
        _ = try await StoreCopy(from: source.store, to: target.store).run { _, _ in }
        for contract in [source, target] {
            let found = try await contract.read {
                try $0.search.mentions(holding: ["slow"], limit: 9)
            }
            #expect(found.count == 3)
            #expect(try await contract.read { try $0.customers.count() } == 2)
        }
        let before = try await target.number("SELECT COUNT(*) FROM mentions")
        try await target.reopen()
        try await target.write { tx in _ = try Sample.mention(in: tx) }
        #expect(try await target.number("SELECT COUNT(*) FROM mentions") == before.map { $0 + 1 })
    }

    @Test(arguments: Way.all)
    func `a copy that was cut off goes on where it stopped`(way: Way) async throws {
        let (source, target) = (try await filled(way.from), try ContractStore(way.to))
        let store = target.store
        let isCut = Mutex(false)
        await #expect(throws: (any Error).self) {
            try await StoreCopy(from: source.store, to: store).run { table, _ in
                guard table == "entries", !isCut.withLock(\.self) else { return }
                isCut.withLock { $0 = true }
                // Whatever the engine says to this, the copy cannot go on.
                try? store.database.close()
            }
        }
        await #expect {
            try await target.reopen()
        } throws: { error in
            guard case .halfCopied = error as? StoreError else { return false }
            return "\(error)".contains("same command again") && "\(error)".contains("afresh")
        }
        try await target.reopen(toCopyInto: true)
        let again = Mutex<[String]>([])
        let reports = try await StoreCopy(from: source.store, to: target.store).run { table, _ in
            again.withLock { $0.append(table) }
        }
        #expect(reports.filter { !$0.isEqual }.isEmpty)
        #expect(!again.withLock { $0.contains("staff") })
        #expect(again.withLock { $0.contains("mentions") })
        // What is whole is a store as any other.
        try await target.reopen()
        #expect(try await target.read { try $0.customers.count() } == 2)
    }

    @Test(.enabled(if: Engine.server != nil), arguments: ["entries", "indexes and references"])
    func `what was put off is there again at the end, wherever the copy was cut off`(cut: String)
        async throws
    {
        let (source, target) = (try await filled(.sqlite), try ContractStore(.postgreSQL))
        let store = target.store
        let whole = try parts(of: store.database)
        #expect(whole.count > 100)
        let left = Mutex(whole)
        await #expect(throws: (any Error).self) {
            try await StoreCopy(from: source.store, to: store).run { work, count in
                guard work == cut, work == "entries" || count == 3 else { return }
                if let found = try? parts(of: store.database) { left.withLock { $0 = found } }
                try? store.database.close()
            }
        }
        #expect(left.withLock { $0.count } < whole.count)
        try await target.reopen(toCopyInto: true)
        let reports = try await StoreCopy(from: source.store, to: target.store).run { _, _ in }
        #expect(reports.filter { !$0.isEqual }.isEmpty)
        #expect(try parts(of: target.store.database) == whole)
    }

    @Test(arguments: Way.all)
    func `a store that holds something is not copied over`(way: Way) async throws {
        let (source, target) = (try await filled(way.from), try await filled(way.to))
        await #expect(throws: StoreError.self) {
            try await StoreCopy(from: source.store, to: target.store).run { _, _ in }
        }
        #expect(try await target.read { try $0.customers.count() } == 2)
    }

    @Test(.enabled(if: Engine.server != nil))
    func `a shared store that another process uses is not copied`() async throws {
        let (source, target) = (try await filled(.postgreSQL), try ContractStore(.sqlite))
        let neighbour = try source.neighbour()
        _ = try await neighbour.write(by: .local("other")) { tx in
            let id: Feed.ID = tx.newID()
            return id
        }
        await #expect(throws: StoreError.self) {
            try await StoreCopy(from: source.store, to: target.store).run { _, _ in }
        }
        await source.part(from: neighbour)
        let reports = try await StoreCopy(from: source.store, to: target.store).run { _, _ in }
        #expect(reports.filter { !$0.isEqual }.isEmpty)
    }

    @Test func `a row that changes, goes or comes twice changes the checksum`() {
        let rows: [[SQLValue]] = [
            [.int(1), .text("a")], [.int(2), .null], [.int(3), .bytes([0, 255])],
            [.int(4), .text("")],
        ]
        func checksum(_ rows: [[SQLValue]]) -> RowChecksum {
            rows.reduce(into: RowChecksum()) { $0.add($1) }
        }
        let whole = checksum(rows)
        #expect(whole == checksum(rows.reversed()))
        #expect(whole != checksum(Array(rows.dropLast())))
        #expect(whole != checksum(rows + [rows[0]]))
        #expect(whole != checksum([[.int(1), .text("b")]] + rows.dropFirst()))
        #expect(checksum([[.text("ab"), .text("c")]]) != checksum([[.text("a"), .text("bc")]]))
        #expect(checksum([[.null]]) != checksum([[.text("")]]))
        #expect(checksum([[.bool(true)]]) == checksum([[.int(1)]]))
    }

    @Test func `tables are read from the schema with their columns and keys`() throws {
        let counts = try #require(TableShape.all.first { $0.name == "counts_quarter" })
        #expect(counts.columns == ["bucket_at", "brand_id", "label", "language", "nature", "n"])
        #expect(counts.key == ["brand_id", "bucket_at", "label", "language", "nature"])
        #expect(counts.textColumns == ["label", "language", "nature"])
        let cases = try #require(TableShape.all.first { $0.name == "cases" })
        #expect(cases.key == ["id"])
        #expect(cases.forwardReference == "merged_into_id")
        #expect(TableShape.all.allSatisfy { !$0.key.isEmpty && !$0.columns.isEmpty })
    }

    // MARK: -

    /// The indexes and constraints of a store, as the server tells them.
    private func parts(of database: any RecordStorage.Database) throws -> Set<[SQLValue]> {
        let sql = """
            SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()
            UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = CAST(current_schema() AS regnamespace)
            """
        return Set(try database.read { try $0.rows(2, sql) })
    }

    private func filled(_ engine: Engine) async throws -> ContractStore {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            _ = try Sample.member(tx, "Anna")
            _ = try Sample.customer(tx, "K-1", "Åsa Öberg")
            _ = try Sample.customer(tx, "K-2", "தமிழ்\tTab\\n")
            var ids: [Mention.ID] = []
            for number in 0..<3 {
                let id = try Sample.mention(in: tx)
                ids.append(id)
                let entry = try tx.mentions.file(id)?.entry
                if let entry { try tx.entries.index(entry, words: "brontavia slow \(number)") }
            }
            try Sample.story(toldBy: ids[0], followedBy: ids[1], in: tx)
            let (older, newer) = (
                try Sample.matter(in: tx, of: "Mira", due: tx.now),
                try Sample.matter(in: tx, of: "Noor")
            )
            try tx.run(
                "UPDATE cases SET state = 'merged', merged_into_id = ?2 WHERE id = ?1",
                [older.id.sqlValue, newer.id.sqlValue]
            )
            try tx.audit.add("test.acted", matter: newer.id, facts: ["text": "line\nbreak\r\\N"])
        }
        return contract
    }

    private func rows(of table: TableShape, in contract: ContractStore) async throws
        -> Set<[SQLValue]>
    {
        let columns = table.columns.joined(separator: ", ")
        let found = try await contract.rows(
            table.columns.count,
            "SELECT \(columns) FROM \(table.name)"
        )
        return Set(found)
    }
}
