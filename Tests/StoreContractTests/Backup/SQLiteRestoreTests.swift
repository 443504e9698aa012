import EarshotModel
import EarshotTesting
import Foundation
import Testing

@testable import RecordStorage

@Suite struct SQLiteRestoreTests {
    @Test func `the replaced store is kept beside, each under a name of its own`() async throws {
        let whole = try WholeStore(.sqlite)
        let backup = StoreBackup(of: whole.address)
        let file = whole.file("copy")
        var store = try whole.open()
        try await store.addPolicy()
        try backup.write(to: file)
        try await store.addPolicy()
        await store.close()
        let kept = try (1...2).map { _ in try backup.restore(from: file).kept }
        let name = whole.file("earshot.db.before-restore")
        #expect(kept == [name, name + ".1"])
        store = try whole.open()
        #expect(try await store.policies() == 1)
        await store.close()
        store = try whole.open(.sqlite(path: name))
        #expect(try await store.policies() == 2)
        await store.close()
    }

    @Test func `a store that somebody has open is not replaced`() async throws {
        let whole = try WholeStore(.sqlite)
        let store = try whole.open()
        let backup = StoreBackup(of: whole.address)
        try backup.write(to: whole.file("copy"))
        #expect {
            try backup.restore(from: whole.file("copy"))
        } throws: { error in
            guard case .locked = error as? StoreError else { return false }
            return true
        }
        try await store.addPolicy()
        await store.close()
    }

    @Test func `the log of a crashed store goes with it and not into the backup`() async throws {
        let whole = try WholeStore(.sqlite)
        let store = try whole.open()
        let file = whole.file("copy")
        try StoreBackup(of: whole.address).write(to: file)
        for _ in 1...3 { try await store.addPolicy() }
        // What a crash would leave: the files as they are while the store is open.
        let crashed = whole.file("crashed.db")
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: whole.file("earshot.db") + suffix,
                toPath: crashed + suffix
            )
        }
        await store.close()
        let kept = try StoreBackup(of: .sqlite(path: crashed)).restore(from: file).kept
        let restored = try whole.open(.sqlite(path: crashed))
        #expect(try await restored.policies() == 0)
        await restored.close()
        let old = try whole.open(.sqlite(path: try #require(kept)))
        #expect(try await old.policies() == 3)
        await old.close()
    }

    @Test func `a store that is damaged is kept as it is and replaced`() async throws {
        let whole = try WholeStore(.sqlite)
        let file = whole.file("copy")
        let store = try whole.open()
        try await store.addPolicy()
        try StoreBackup(of: whole.address).write(to: file)
        await store.close()
        try whole.foldLog()
        let rubble = Data(repeating: 0x5A, count: 9000)
        try rubble.write(to: URL(fileURLWithPath: whole.file("earshot.db")))
        let kept = try #require(try StoreBackup(of: whole.address).restore(from: file).kept)
        #expect(FileManager.default.contents(atPath: kept) == rubble)
        let again = try whole.open()
        #expect(try await again.policies() == 1)
        await again.close()
    }

    @Test func `a store that another program keeps to itself is not replaced unheard`()
        async throws
    {
        let whole = try WholeStore(.sqlite)
        let file = whole.file("copy")
        let store = try whole.open()
        try StoreBackup(of: whole.address).write(to: file)
        try await store.addPolicy()
        await store.close()
        let held = try OutsideSQLite(path: whole.file("earshot.db")).hold(alsoReading: true)
        #expect {
            try StoreBackup(of: whole.address).restore(
                from: file,
                erasures: ErasureList(file: whole.file("erasures.jsonl")),
                clock: { ContractStore.start }
            )
        } throws: { error in
            guard case .notRestored = error as? StoreError else { return false }
            return "\(error)".contains("whom the store erased")
        }
        held.letGo()
        let same = try whole.open()
        #expect(try await same.policies() == 1)
        await same.close()
    }

    @Test func `a backup whose pages were altered is refused`() async throws {
        let whole = try WholeStore(.sqlite)
        let store = try whole.open()
        for _ in 1...20 { try await store.addPolicy() }
        let file = whole.file("copy")
        try StoreBackup(of: whole.address).write(to: file)
        await store.close()
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
        try handle.seek(toOffset: 4096)
        try handle.write(contentsOf: Data(repeating: 0xFF, count: 8192))
        try handle.close()
        #expect(throws: StoreError.self) { try StoreBackup(of: whole.address).restore(from: file) }
        let same = try whole.open()
        #expect(try await same.policies() == 20)
        await same.close()
    }
}
