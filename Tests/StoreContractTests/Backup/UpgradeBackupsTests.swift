import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

@Suite struct UpgradeBackupsTests {
    private static let next = Migration(
        version: 2,
        statements: ["CREATE TABLE boxes (id {int} PRIMARY KEY NOT NULL){strict}"]
    )
    private static let steps = Migration.all + [next]

    @Test(arguments: Engine.available)
    func `a new store needs no backup, an older one gets one before its first step`(
        engine: Engine
    ) async throws {
        let whole = try WholeStore(engine)
        let store = try whole.open()
        try await store.addPolicy()
        await store.close()
        #expect(try whole.files(with: "before-v") == [])
        let database = try whole.openDatabase()
        let third = Migration(version: 3, statements: ["DROP TABLE boxes"])
        try Migration.migrate(database, steps: Self.steps + [third], backups: whole.backups)
        try database.close()
        #expect(try whole.files(with: "before-v").count == 1)
        let file = whole.backup(before: 2)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        #expect(try StoreBackup(of: whole.emptyAddress).restore(from: file).kept == nil)
        let old = try whole.open(whole.emptyAddress)
        #expect(try await old.policies() == 1)
        await old.close()
    }

    @Test(arguments: Engine.available)
    func `without a backup nothing is changed, unless none is wanted`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        try await whole.open().close()
        let database = try whole.openDatabase()
        // A folder stands where the backup should go.
        try FileManager.default.createDirectory(
            atPath: whole.backup(before: 2) + ".part",
            withIntermediateDirectories: true
        )
        #expect {
            try Migration.migrate(database, steps: Self.steps, backups: whole.backups)
        } throws: { error in
            guard case .notBackedUp(version: 2, _) = error as? StoreError else { return false }
            return "\(error)".contains("--without-backup")
        }
        #expect(try version(database) == 1)
        let plan = UpgradePlan(backsUp: false)
        let none = UpgradeBackups(address: whole.address, plan: plan)
        try Migration.migrate(database, steps: Self.steps, backups: none)
        #expect(try version(database) == 2)
        try database.close()
    }

    @Test(arguments: Engine.available)
    func `a step that fails again and again is backed up once`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        try await whole.open().close()
        let database = try whole.openDatabase()
        let broken = Migration(version: 2, statements: ["DROP TABLE nowhere"])
        for _ in 1...3 {
            #expect(throws: StoreError.self) {
                let steps = Migration.all + [broken]
                try Migration.migrate(database, steps: steps, backups: whole.backups)
            }
        }
        try database.close()
        #expect(try whole.files(with: "before-v").count == 1)
    }

    @Test(arguments: Engine.available)
    func `a backup that lacks what was done since is kept under another name`(engine: Engine)
        async throws
    {
        let whole = try WholeStore(engine)
        try await whole.open().close()
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let file = whole.backup(before: 2)
        try whole.backups.make(before: 2, latest: now - .hours(1))
        let first = FileManager.default.contents(atPath: file)
        let store = try whole.open()
        try await store.addPolicy()
        await store.close()
        try whole.backups.make(before: 2, latest: now + .hours(1))
        #expect(FileManager.default.contents(atPath: file + ".1") == first)
        #expect(FileManager.default.contents(atPath: file) != first)
        #expect(try whole.files(with: "before-v").count == 2)
    }

    @Test(arguments: Engine.available)
    func `a newer store is refused with the command that brings back the newest backup`(
        engine: Engine
    ) async throws {
        let whole = try WholeStore(engine)
        let store = try whole.open()
        try await store.write(by: .local("test")) { tx in
            _ = try tx.run("UPDATE store_info SET value = '99' WHERE key = 'schema_version'")
        }
        await store.close()
        let plan = UpgradePlan(folder: whole.folder.path, restoreCommand: "earshot x")
        #expect(refusal(of: whole, plan)?.contains("earshot store restore FILE") == true)
        for version in [1, 2, 99] {
            let file = whole.backup(before: version)
            try #require(FileManager.default.createFile(atPath: file, contents: nil))
        }
        let command = "earshot x " + whole.backup(before: 2)
        #expect(refusal(of: whole, plan)?.hasSuffix(command) == true)
    }

    @Test func `the command can be pasted whatever the path holds`() throws {
        let whole = try WholeStore(.sqlite)
        let path = whole.file("it's a store.db")
        try #require(FileManager.default.createFile(atPath: path + ".before-v2", contents: nil))
        let backups = UpgradeBackups(address: .sqlite(path: path), plan: UpgradePlan())
        let quoted = whole.folder.path + "/it'\\''s a store.db.before-v2"
        #expect(backups.restoreCommand(for: 1) == "earshot store restore '\(quoted)'")
    }

    @Test func `a PostgreSQL database without a folder for backups is not changed`() {
        let address = StoreAddress.postgreSQL(address: "host=nowhere.invalid", password: nil)
        let backups = UpgradeBackups(address: address, plan: UpgradePlan())
        #expect(throws: StoreError.self) { try backups.make(before: 2, latest: nil) }
    }

    // MARK: -

    private func version(_ database: any Database) throws -> Int {
        try database.read { try Migration.version(on: $0, database.dialect) }
    }

    private func refusal(of whole: WholeStore, _ plan: UpgradePlan) -> String? {
        do {
            _ = try Store.open(
                whole.address,
                clock: { ContractStore.start },
                time: .clock,
                upgrade: plan
            )
            return nil
        } catch {
            return "\(error)"
        }
    }
}
