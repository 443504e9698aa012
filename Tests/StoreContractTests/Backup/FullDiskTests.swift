import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

/// A disk of a few MiB that fills up; only root can make one.
@Suite(.enabled(if: geteuid() == 0, "only root can mount a small disk"))
struct FullDiskTests {
    @Test(arguments: Engine.available)
    func `a full disk leaves no backup and the store as it was`(engine: Engine) async throws {
        let whole = try WholeStore(engine)
        try await fill(whole)
        let disk = try #require(SmallDisk(at: whole.file("disk")))
        let file = whole.file("disk/copy")
        #expect(throws: StoreError.diskFull) {
            try StoreBackup(of: whole.address).write(to: file)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == [])
        let store = try whole.open()
        #expect(try await store.policies() == 1)
        await store.close()
    }

    @Test func `no room for the backup means no upgrade, said in words`() async throws {
        let whole = try WholeStore(.sqlite)
        try await fill(whole)
        let disk = try #require(SmallDisk(at: whole.file("disk")))
        // A link lets the store lie elsewhere and its backup on the full disk.
        let path = disk.path + "/earshot.db"
        try FileManager.default.createSymbolicLink(
            atPath: path,
            withDestinationPath: whole.file("earshot.db")
        )
        let address = StoreAddress.sqlite(path: path)
        let database = try whole.openDatabase()
        let next = Migration(version: 2, statements: ["DROP TABLE notes"])
        #expect {
            let backups = UpgradeBackups(address: address, plan: UpgradePlan())
            try Migration.migrate(database, steps: Migration.all + [next], backups: backups)
        } throws: { error in
            "\(error)".contains("the disk is full") && "\(error)".contains("--without-backup")
        }
        #expect(try database.read { try Migration.version(on: $0, database.dialect) } == 1)
        try database.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["earshot.db"])
    }

    @Test func `no room to restore leaves the store as it was`() async throws {
        let whole = try WholeStore(.sqlite)
        try await fill(whole)
        let file = whole.file("copy")
        try StoreBackup(of: whole.address).write(to: file)
        let disk = try #require(SmallDisk(at: whole.file("disk")))
        let small = StoreAddress.sqlite(path: disk.path + "/small.db")
        let store = try whole.open(small)
        await store.close()
        #expect(throws: StoreError.diskFull) { try StoreBackup(of: small).restore(from: file) }
        let again = try whole.open(small)
        #expect(try await again.policies() == 0)
        await again.close()
    }

    /// More than a small disk holds, and nothing that compresses.
    private func fill(_ whole: WholeStore) async throws {
        let store = try whole.open()
        try await store.addPolicy()
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<4_000_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try await store.write(by: .local("test")) { tx in
            _ = try tx.run(
                """
                UPDATE audit_payloads SET salt = ?1
                WHERE audit_id = (SELECT MIN(audit_id) FROM audit_payloads)
                """,
                [.bytes(salt)]
            )
        }
        await store.close()
    }
}

/// A memory disk that goes away with this object.
private final class SmallDisk {
    let path: String

    /// Mounts it; `nil` where this is not allowed.
    init?(at path: String) {
        self.path = path
        try? FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
        guard Self.run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", path) else { return nil }
    }

    deinit {
        _ = Self.run("umount", path)
    }

    private static func run(_ words: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
