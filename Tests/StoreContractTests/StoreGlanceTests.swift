import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

@Suite struct StoreGlanceTests {
    @Test(arguments: Engine.available)
    func `the version and the feeds are seen, also while the store is open`(engine: Engine)
        async throws
    {
        let whole = try WholeStore(engine)
        let store = try whole.open()
        try await store.write(by: .local("test")) { tx in
            let address = "https://forum.example/feed"
            let feed = Feed(
                id: tx.newID(),
                configuredAddress: address,
                address: address,
                kind: .forum,
                title: "Forum"
            )
            try tx.feeds.add([(feed: feed, site: "forum.example")])
        }
        let glance = try StoreGlance(at: whole.address)
        #expect(glance.version == Store.schemaVersion)
        #expect(glance.feeds.map(\.feed.title) == ["Forum"])
        #expect(glance.feeds.map(\.state) == [.new])
        await store.close()
    }

    @Test(arguments: Engine.available)
    func `another version is told and nothing further is read`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        try await whole.open().close()
        let database = try whole.openDatabase()
        let sql = "UPDATE store_info SET value = '99' WHERE key = 'schema_version'"
        _ = try database.write { try $0.execute(sql, []) }
        try database.close()
        let glance = try StoreGlance(at: whole.address)
        #expect(glance.version == 99)
        #expect(glance.feeds.isEmpty)
    }

    @Test func `a missing file stays missing`() throws {
        let whole = try WholeStore(.sqlite)
        #expect(throws: StoreError.self) { try StoreGlance(at: whole.address) }
        #expect(try whole.files(with: "earshot").isEmpty)
    }

    @Test func `an empty file is no store yet, and a picture is none at all`() throws {
        let whole = try WholeStore(.sqlite)
        try Data().write(to: URL(fileURLWithPath: whole.file("earshot.db")))
        #expect(try StoreGlance(at: whole.address).version == 0)
        let picture = Data(Array("\u{89}PNG\r\n".utf8) + [UInt8](repeating: 7, count: 4096))
        try picture.write(to: URL(fileURLWithPath: whole.file("earshot.db")))
        #expect(throws: StoreError.self) { try StoreGlance(at: whole.address) }
    }

    @Test(.enabled(if: Engine.postgreSQL.isAvailable))
    func `a database in which no Earshot was yet has version 0`() throws {
        let whole = try WholeStore(.postgreSQL)
        #expect(try StoreGlance(at: whole.address).version == 0)
    }
}
