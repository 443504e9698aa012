import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

/// Needs root, as a machine of its own or a container gives it.
@Suite(.enabled(if: geteuid() == 0, "only root can give files away")) struct FolderOwnerTests {
    private static let somebody: UInt32 = 65534

    private func owners(in folder: String) throws -> [String: UInt32] {
        var owners: [String: UInt32] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            var status = stat()
            try #require(stat(folder + "/" + name, &status) == 0)
            owners[name] = status.st_uid
        }
        return owners
    }

    @Test func `root makes a store for whoever owns its folder`() async throws {
        let place = try StorePlace(.sqlite)
        let folder = place.file("service")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try #require(chown(folder, Self.somebody, Self.somebody) == 0)
        let store = try Store.open(sqliteFile: folder + "/earshot.db") { ContractStore.start }
        _ = try await store.write(by: .local("test")) { tx in
            try tx.policies.apply(Sample.policy)
        }
        let found = try owners(in: folder)
        await store.close()
        #expect(found.keys.contains("earshot.db") && found.keys.contains("earshot.db.lock"))
        #expect(found.values.allSatisfy { $0 == Self.somebody }, "\(found)")
    }

    @Test func `what is there already, or stands in root's own folder, keeps its owner`() throws {
        let place = try StorePlace(.sqlite)
        let own = place.file("own")
        FolderOwner.makeFile(at: own)
        #expect(!FileManager.default.fileExists(atPath: own))
        let folder = place.file("service")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try #require(chown(folder, Self.somebody, Self.somebody) == 0)
        let target = place.file("target")
        try Data("kept".utf8).write(to: URL(fileURLWithPath: target))
        for link in ["link", "dangling"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/" + link,
                withDestinationPath: link == "link" ? target : place.file("nowhere")
            )
            FolderOwner.makeFile(at: folder + "/" + link)
        }
        var status = stat()
        try #require(stat(target, &status) == 0)
        #expect(status.st_uid == 0)
        #expect(!FileManager.default.fileExists(atPath: place.file("nowhere")))
    }
}
