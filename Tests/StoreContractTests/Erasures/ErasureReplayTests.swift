import EarshotModel
import EarshotTesting
import Foundation
import Testing

@testable import RecordStorage

@Suite struct ErasureReplayTests {
    @Test(arguments: Engine.available)
    func `a restored backup does not bring an erased person back`(engine: Engine) async throws {
        let office = try Office(engine)
        let file = office.whole.file("copy")
        var store = try office.open()
        try await office.furnish(store)
        let before = try await office.numbers(store)
        try StoreBackup(of: office.whole.address).write(to: file)
        try await office.learnMore(store)
        try await office.erase(store)
        await store.close()
        let restored = try office.restore(file)
        #expect(restored.erasedAgain == ErasureReplay.Summary(customers: 1, entries: 2))
        store = try office.open(office.restoredAddress)
        #expect(try await office.traces(in: store) == [])
        let after = try await office.numbers(store)
        // One entry came after the backup: its place is kept, so that the feed brings nothing back.
        #expect(after == before.merging(["customers": 1, "entries": 4]) { $1 })
        let known = try await office.known(store, ["guid:1", "guid:2", "guid:3", "guid:noor"])
        #expect(known == ["guid:1": true, "guid:2": true, "guid:3": true, "guid:noor": false])
        let keys: Set<ErasureKey> = [.reference("M-4711"), .identifier(Office.email)]
        let barred = try await store.read(in: .everything) { try $0.erasures.erased(among: keys) }
        #expect(barred == keys)
        await store.close()
        let findings = try StoreCheck(of: office.restoredAddress).run()
        #expect(findings.filter { $0.problem != nil } == [])
    }

    @Test(arguments: Engine.available)
    func `a copy takes the place of a first telling that is erased again`(engine: Engine)
        async throws
    {
        let office = try Office(engine)
        let file = office.whole.file("copy")
        var store = try office.open()
        try await office.furnish(store)
        try await store.write(by: .local("test")) { tx in
            let files = try tx.mentions.page(MentionFilter(), after: nil, limit: 9)
            let noors = try #require(files.first { $0.author?.name == "Noor Sol" }).id
            let mine = try #require(files.first { $0.id != noors })
            let isMoved = try tx.mentions.move(mine.id, to: .queued, expecting: mine.version)
            #expect(isMoved)
            try Sample.story(toldBy: mine.id, followedBy: noors, in: tx)
        }
        try StoreBackup(of: office.whole.address).write(to: file)
        try await office.erase(store)
        await store.close()
        try office.restore(file)
        store = try office.open(office.restoredAddress)
        let (heirs, told) = try await store.read(in: .everything) { tx in
            let heirs = try tx.mentions.heirs()
            let sql = "SELECT mention_id FROM stories"
            return (heirs, try tx.session.connection.rows(1, sql))
        }
        #expect(heirs.count == 1 && told == [[heirs[0].sqlValue]])
        await store.close()
    }

    @Test func `nothing of the person is in the bytes of the restored file`() async throws {
        let office = try Office(.sqlite)
        let file = office.whole.file("copy")
        let store = try office.open()
        try await office.furnish(store)
        try StoreBackup(of: office.whole.address).write(to: file)
        try await office.erase(store)
        await store.close()
        try office.restore(file)
        for name in try office.whole.files(with: "earshot.db") {
            let bytes = try #require(FileManager.default.contents(atPath: office.whole.file(name)))
            for word in Office.words {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) is in \(name)")
            }
        }
        #expect(try office.whole.files(with: ".part") == [])
        #expect(try office.whole.files(with: "-wal") == [])
    }

    @Test(arguments: Engine.available)
    func `whoever puts a backup in place by hand sees nobody again either`(engine: Engine)
        async throws
    {
        let office = try Office(engine)
        let file = office.whole.file("copy")
        var store = try office.open()
        try await office.furnish(store)
        try StoreBackup(of: office.whole.address).write(to: file)
        try await office.erase(store)
        await store.close()
        // Without the list, as a copy of files is.
        try StoreBackup(of: office.restoredAddress).restore(from: file)
        store = try office.open(office.restoredAddress)
        #expect(try await office.traces(in: store) == [])
        #expect(try await store.read(in: .everything) { try $0.erasures.waitingToBeWiped() } != nil)
        try await store.wipeErased()
        await store.close()
        // The second time there is nothing to do.
        store = try office.open(office.restoredAddress)
        let acts = try await store.read(in: .everything) { tx in
            try tx.session.connection.rows(
                1,
                "SELECT COUNT(*) FROM audit WHERE act = 'erasures.replayed'"
            )
        }
        #expect(acts == [[.int(1)]])
        await store.close()
    }

    @Test(arguments: Engine.available)
    func `an entry that was linked by hand after the backup is found by its hash`(engine: Engine)
        async throws
    {
        let office = try Office(engine)
        let file = office.whole.file("copy")
        var store = try office.open()
        try await office.furnish(store, linked: false)
        try StoreBackup(of: office.whole.address).write(to: file)
        _ = try await store.write(by: .local("test")) { tx in
            try tx.run(
                """
                UPDATE mentions SET customer_id =
                    (SELECT id FROM customers WHERE reference = 'M-4711')
                WHERE entry_id IN (SELECT id FROM entries WHERE identity = 'guid:1')
                """
            )
        }
        try await office.erase(store)
        await store.close()
        try office.restore(file)
        store = try office.open(office.restoredAddress)
        #expect(try await office.traces(in: store) == [])
        await store.close()
    }

    @Test(.enabled(if: Engine.server != nil))
    func `of several that open a restored store at once one erases again`() async throws {
        let office = try Office(.postgreSQL)
        let file = office.whole.file("copy")
        let first = try office.open()
        try await office.furnish(first)
        try StoreBackup(of: office.whole.address).write(to: file)
        try await office.erase(first)
        await first.close()
        try StoreBackup(of: office.restoredAddress).restore(from: file)
        let database = try office.whole.openDatabase(office.restoredAddress)
        let context = try StoreContext(of: database, clock: { ContractStore.start }, time: .clock)
        let replay = ErasureReplay(database: database, context: context, list: office.list)
        let done = Journal<ErasureReplay.Summary?>()
        try database.alone {
            for _ in 0..<3 { Thread { done.append(try? replay.run()) }.start() }
            // All three have seen that somebody is missing, and wait for their turn.
            let sql = """
                SELECT COUNT(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'earshot, waiting'
                """
            let deadline = ContinuousClock.now + .seconds(60)
            while try database.read({ try $0.rows(1, sql) }) != [[.int(3)]] {
                try #require(ContinuousClock.now < deadline)
            }
        }
        let summaries = await done.first(3)
        #expect(summaries.compactMap(\.self).count == 1)
        let acts = "SELECT COUNT(*) FROM audit WHERE act = 'erasures.replayed'"
        #expect(try database.read { try $0.rows(1, acts) } == [[.int(1)]])
        try database.close()
    }

    @Test(arguments: Engine.available)
    func `a damaged list keeps a store closed and a backup from being restored`(engine: Engine)
        async throws
    {
        let office = try Office(engine)
        let file = office.whole.file("copy")
        let store = try office.open()
        try await office.furnish(store)
        try StoreBackup(of: office.whole.address).write(to: file)
        try await office.erase(store)
        await store.close()
        let list = office.whole.file("erasures.jsonl")
        let whole = try String(contentsOfFile: list, encoding: .utf8)
        try whole.replacing("\"hash\"", with: "\"hush\"", maxReplacements: 1)
            .write(toFile: list, atomically: true, encoding: .utf8)
        for attempt in [{ _ = try office.open() }, { _ = try office.restore(file) }] {
            #expect {
                try attempt()
            } throws: { error in
                "\(error)".contains("its line 2 is damaged")
            }
        }
        // The last line without its end is good for the store that wrote it, and for no backup.
        try String(whole.dropLast(3)).write(toFile: list, atomically: true, encoding: .utf8)
        let elsewhere = StoreBackup(of: office.whole.emptyAddress)
        #expect(throws: StoreError.self) {
            try elsewhere.restore(
                from: file,
                erasures: office.list,
                clock: { ContractStore.start }
            )
        }
        let again = try office.open()
        #expect(try String(contentsOfFile: list, encoding: .utf8).contains(whole.suffix(60)))
        await again.close()
    }

    @Test(arguments: Engine.available)
    func `the list of another store erases nobody`(engine: Engine) async throws {
        let (office, other) = (try Office(engine), try Office(.sqlite))
        var store = try other.open()
        try await other.furnish(store)
        try await other.erase(store)
        await store.close()
        try office.list.take(from: other.list)
        store = try office.open()
        try await office.furnish(store)
        await store.close()
        store = try office.open()
        #expect(try await office.numbers(store)["customers"] == 2)
        await store.close()
    }

    @Test(arguments: Engine.available)
    func `what a crash kept from the list is added when the store is opened`(engine: Engine)
        async throws
    {
        let office = try Office(engine)
        var store = try office.open()
        try await office.furnish(store)
        _ = try await store.write(by: .local("test")) { tx in
            try tx.erasures.erase(reference: "M-4711")
        }
        await store.close()
        #expect(try office.list.isEmpty())
        store = try office.open()
        let (lineage, listed) = try await office.listed(store)
        #expect(try office.list.erasures(of: lineage) == listed)
        #expect(listed.count > 4 && listed.contains { $0.feed != nil })
        await store.close()
    }

    @Test func `a replaced store tells the list what only it knows`() async throws {
        let office = try Office(.sqlite)
        let file = office.whole.file("copy")
        let store = try office.open()
        try await office.furnish(store)
        try StoreBackup(of: office.whole.address).write(to: file)
        _ = try await store.write(by: .local("test")) { tx in
            try tx.erasures.erase(reference: "M-4711")
        }
        await store.close()
        #expect(try office.list.isEmpty())
        let restored = try StoreBackup(of: office.whole.address)
            .restore(from: file, erasures: office.list, clock: { ContractStore.start })
        #expect(restored.erasedAgain?.customers == 1)
    }

    @Test(arguments: StoreCopyTests.Way.all)
    func `a copy on the other engine heeds the same list`(way: StoreCopyTests.Way) async throws {
        let (office, other) = (try Office(way.from), try Office(way.to))
        let source = try office.open()
        try await office.furnish(source)
        // The copy is of the time before the erasure, as a backup is.
        let target = try other.whole.open(other.restoredAddress)
        let reports = try await StoreCopy(from: source, to: target).run { _, _ in }
        #expect(reports.filter { !$0.isEqual }.isEmpty)
        await target.close()
        try await office.erase(source)
        await source.close()
        try other.list.take(from: office.list)
        let copy = try other.open(other.restoredAddress)
        #expect(try await other.traces(in: copy) == [])
        let listed = try await other.listed(copy)
        #expect(try office.list.erasures(of: listed.lineage).isSubset(of: listed.erasures))
        await copy.close()
    }

    @Test(arguments: StoreCopyTests.Way.all)
    func `a copy carries whom its original forgot`(way: StoreCopyTests.Way) async throws {
        let (source, target) = (try ContractStore(way.from), try ContractStore(way.to))
        try await source.write { tx in
            _ = try Sample.customer(tx, "M-4711", "Mira Talavasti")
            _ = try tx.erasures.erase(reference: "M-4711")
        }
        _ = try await StoreCopy(from: source.store, to: target.store).run { _, _ in }
        let barred = try await target.read { tx in
            try tx.erasures.erased(among: [.reference("M-4711"), .reference("N-1")])
        }
        #expect(barred == [.reference("M-4711")])
        let lineage = try await source.read { try $0.erasures.lineage() }
        #expect(try await target.read { try $0.erasures.lineage() } == lineage)
    }
}

/// A store with a list beside it, in which Mira is somebody who will be erased.
private final class Office: Sendable {
    static let words = ["Talavasti", "talavasti", "quibblesome", "M-4711"]
    static let email = Identifier(kind: .email, key: "mira@talavasti.example")

    let whole: WholeStore
    let list: ErasureList

    init(_ engine: Engine) throws {
        whole = try WholeStore(engine)
        list = ErasureList(file: whole.file("erasures.jsonl"))
    }

    /// Where a backup is restored to: over the store where the engine can, else beside it.
    var restoredAddress: StoreAddress {
        whole.engine == .sqlite ? whole.address : whole.emptyAddress
    }

    func open(_ address: StoreAddress? = nil) throws -> Store {
        try Store.open(
            address ?? whole.address,
            clock: { ContractStore.start },
            time: .clock,
            erasures: list
        )
    }

    @discardableResult
    func restore(_ file: String) throws -> StoreBackup.Restored {
        try StoreBackup(of: restoredAddress)
            .restore(from: file, erasures: list, clock: { ContractStore.start })
    }

    /// Mira with a mention, linked or not, and an entry without one; and Noor with one.
    func furnish(_ store: Store, linked: Bool = true) async throws {
        try await store.write(by: .local("test")) { tx in
            let mira = Customer(
                id: tx.newID(),
                reference: "M-4711",
                name: "Mira Talavasti",
                emails: [Self.email.key]
            )
            try tx.customers.put(mira, identifiers: [Self.email])
            let noor = Customer(id: tx.newID(), reference: "N-1", name: "Noor Sol")
            try tx.customers.put(noor, identifiers: [])
            try Self.say("guid:1", linked ? mira.id : nil, in: tx)
            let idle = Sample.entry(in: tx, identity: "guid:2", written: Self.author)
            try tx.entries.add([idle], to: Sample.feed(in: tx))
            let other = Sample.Wording(
                identity: "guid:noor",
                author: EntryAuthor(name: "Noor Sol")
            )
            _ = try Sample.mention(in: tx, other)
            try tx.audit.add("named", facts: ["reason": "asked by Mira Talavasti"])
        }
    }

    /// What comes to be known of Mira after the backup.
    func learnMore(_ store: Store) async throws {
        try await store.write(by: .local("test")) { tx in
            let mira = try tx.customers.customer(reference: "M-4711")
            try Self.say("guid:3", mira?.id, in: tx)
        }
    }

    func erase(_ store: Store) async throws {
        let found = try await store.write(by: .local("test")) { tx in
            try tx.erasures.erase(reference: "M-4711")
        }
        #expect(found != nil)
        try await store.wipeErased()
    }

    func numbers(_ store: Store) async throws -> [String: Int64] {
        try await store.read(in: .everything) { tx in
            var numbers: [String: Int64] = [:]
            for table in ["customers", "entries", "mentions", "judgements", "links", "authors"] {
                let sql = "SELECT COUNT(*) FROM \(table)"
                if case .int(let n)? = try tx.session.connection.rows(1, sql).first?.first {
                    numbers[table] = n
                }
            }
            return numbers
        }
    }

    /// Which of the identities are known, and whether as erased.
    func known(_ store: Store, _ identities: [String]) async throws -> [String: Bool] {
        try await store.read(in: .everything) { tx in
            let feed = try #require(try tx.feeds.all().first).feed.id
            return try tx.entries.known(in: feed, identities: identities).mapValues(\.isErased)
        }
    }

    func listed(_ store: Store) async throws -> (lineage: String, erasures: Set<ListedErasure>) {
        try await store.read(in: .everything) { tx in
            (try #require(try tx.erasures.lineage()), try tx.erasures.listed())
        }
    }

    /// The words about Mira that stand in any text column of any table.
    func traces(in store: Store) async throws -> Set<String> {
        try await store.read(in: .everything) { tx in
            var found: Set<String> = []
            for table in TableShape.all {
                for column in table.textColumns.sorted() {
                    let sql = "SELECT \(column) FROM \(table.name)"
                    for case .text(let text)? in try tx.session.connection.rows(1, sql)
                        .map(\.first)
                    {
                        found.formUnion(Self.words.filter { text.contains($0) })
                    }
                }
            }
            return found
        }
    }

    private static let author = EntryAuthor(
        name: "Mira Talavasti",
        url: "https://forum.example/u/talavasti"
    )

    private static func say(_ identity: String, _ customer: Customer.ID?, in tx: WriteTransaction)
        throws
    {
        let new = try Sample.newMention(
            in: tx,
            Sample.Wording(
                title: "quibblesome",
                text: "Brontavia is quibblesome.",
                identity: identity,
                author: author,
                link: customer.map {
                    CustomerLink(customer: $0, probability: 0.99, decision: .linked, why: [])
                } ?? .nobody
            )
        )
        try tx.mentions.add(new)
        try tx.entries.index(new.entry, words: "brontavia is quibblesome talavasti")
    }
}
