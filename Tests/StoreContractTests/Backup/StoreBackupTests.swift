import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

@Suite struct StoreBackupTests {
    @Test(arguments: Engine.available)
    func `a backup beside writers is of one moment, and comes back whole`(engine: Engine)
        async throws
    {
        let whole = try WholeStore(engine)
        let store = try whole.open()
        try await store.addPolicy()
        let file = whole.file("copy")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 1...40 { try await store.addPolicy() }
            }
            group.addTask { try StoreBackup(of: whole.address).write(to: file) }
            try await group.waitForAll()
        }
        await store.close()
        let backup = StoreBackup(of: whole.emptyAddress)
        #expect(try backup.restore(from: file).kept == nil)
        let copy = try whole.open(whole.emptyAddress)
        let policies = try await copy.policies() ?? 0
        #expect((1...41).contains(policies))
        let acts = try await copy.read(in: .everything) { tx in
            try tx.session.connection.rows(1, "SELECT COUNT(*) FROM audit")[0][0]
        }
        #expect(acts == .int(policies))
        await copy.close()
        let findings = try StoreCheck(of: whole.emptyAddress).run()
        #expect(findings.filter { $0.problem != nil } == [])
    }

    @Test(arguments: Engine.available)
    func `a backup is for its owner alone, and never overwrites`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        try await whole.open().close()
        let backup = StoreBackup(of: whole.address)
        let file = whole.file("copy")
        try backup.write(to: file)
        let facts = try FileManager.default.attributesOfItem(atPath: file)
        #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let before = FileManager.default.contents(atPath: file)
        #expect(throws: StoreError.self) { try backup.write(to: file) }
        #expect(FileManager.default.contents(atPath: file) == before)
        #expect(try whole.files(with: ".part") == [])
    }

    @Test(arguments: Engine.available)
    func `what a killed backup left is no backup, and does not hinder the next`(engine: Engine)
        async throws
    {
        let whole = try WholeStore(engine)
        try await whole.open().close()
        let file = whole.file("copy")
        let rest = Data(repeating: 7, count: 5000)
        try #require(FileManager.default.createFile(atPath: file + ".part", contents: rest))
        try StoreBackup(of: whole.address).write(to: file)
        #expect(try StoreBackup(of: whole.emptyAddress).restore(from: file).kept == nil)
        #expect(try whole.files(with: ".part") == [])
    }

    @Test(arguments: Engine.available)
    func `two backups into one file do not meet`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        try await whole.open().close()
        let file = whole.file("copy")
        let other = try UnfinishedFile(for: file)
        #expect(throws: StoreError.self) { try StoreBackup(of: whole.address).write(to: file) }
        #expect(FileManager.default.fileExists(atPath: other.path))
        withExtendedLifetime(other) {}
    }

    @Test(arguments: Engine.available)
    func `a store that is not there is not made`(engine: Engine) throws {
        let whole = try WholeStore(engine)
        let nowhere: StoreAddress =
            engine == .sqlite
            ? .sqlite(path: whole.file("none.db"))
            : .postgreSQL(address: "host=127.0.0.1 port=1 dbname=none", password: nil)
        #expect(throws: StoreError.self) {
            try StoreBackup(of: nowhere).write(to: whole.file("copy"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: whole.folder.path) == [])
    }

    @Test(arguments: Engine.available)
    func `a file that is no backup is refused, and the store stays`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        try await whole.open().close()
        let file = whole.file("copy")
        try StoreBackup(of: whole.address).write(to: file)
        let bytes = try #require(FileManager.default.contents(atPath: file))
        let wrong = [Data(), Data("no backup".utf8), bytes.prefix(bytes.count / 2)]
        for (number, content) in wrong.enumerated() {
            let path = whole.file("wrong\(number)")
            try #require(FileManager.default.createFile(atPath: path, contents: content))
            #expect(throws: StoreError.self) {
                try StoreBackup(of: whole.emptyAddress).restore(from: path)
            }
        }
        #expect(throws: StoreError.self) {
            try StoreBackup(of: whole.emptyAddress).restore(from: whole.file("missing"))
        }
        let store = try whole.open()
        #expect(try await store.policies() == 0)
        await store.close()
        #expect(try whole.files(with: "restored") == [])
    }

    @Test(arguments: Engine.available)
    func `a backup of a newer Earshot is refused`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        let store = try whole.open()
        try await store.write(by: .local("test")) { tx in
            _ = try tx.run("UPDATE store_info SET value = '99' WHERE key = 'schema_version'")
        }
        await store.close()
        let file = whole.file("copy")
        try StoreBackup(of: whole.address).write(to: file)
        let refusal = StoreError.tooNew(found: 99, known: Migration.current, restore: nil)
        #expect(throws: refusal) { try StoreBackup(of: whole.emptyAddress).restore(from: file) }
    }

    @Test(.enabled(if: Engine.postgreSQL.isAvailable, "no PostgreSQL server is given"))
    func `a database that holds something is not restored into`() async throws {
        let whole = try WholeStore(.postgreSQL)
        let store = try whole.open()
        try await store.addPolicy()
        let file = whole.file("copy")
        try StoreBackup(of: whole.address).write(to: file)
        #expect {
            try StoreBackup(of: whole.address).restore(from: file)
        } throws: { error in
            "\(error)".contains("not empty")
        }
        #expect(try await store.policies() == 1)
        await store.close()
    }
}
