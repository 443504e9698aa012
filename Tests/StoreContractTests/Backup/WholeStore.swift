import EarshotModel
import Foundation

@testable import RecordStorage

/// A store that a test may back up as a whole: a file, or a database of its own on the server.
final class WholeStore: Sendable {
    let engine: Engine
    let folder: URL
    private let databases: [String]

    init(_ engine: Engine) throws {
        self.engine = engine
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-whole-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let name = "t" + UUID().uuidString.lowercased().replacing("-", with: "")
        databases = [name, name + "b"]
        if engine == .postgreSQL {
            for name in databases { try Self.onServer("CREATE DATABASE \(name)") }
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
        guard engine == .postgreSQL else { return }
        for name in databases { try? Self.onServer("DROP DATABASE \(name) WITH (FORCE)") }
    }

    /// The store's address.
    var address: StoreAddress {
        engine == .sqlite ? .sqlite(path: file("earshot.db")) : server(databases[0])
    }

    /// Another place of the same kind, where nothing is yet.
    var emptyAddress: StoreAddress {
        engine == .sqlite ? .sqlite(path: file("other.db")) : server(databases[1])
    }

    /// A file in the store's folder.
    func file(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    /// The files in the store's folder whose names contain a word.
    func files(with word: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.contains(word) }.sorted()
    }

    /// Opens the store at its address, or at another.
    func open(_ other: StoreAddress? = nil) throws -> Store {
        try Store.open(other ?? address, clock: { ContractStore.start }, time: .clock)
    }

    /// The engine alone, below the store.
    func openDatabase(_ other: StoreAddress? = nil) throws -> any Database {
        try Store.database(at: other ?? address)
    }

    /// Folds into the file what a store that was closed on a busy machine left in its log.
    func foldLog() throws {
        for _ in 0..<100 where FileManager.default.fileExists(atPath: file("earshot.db-wal")) {
            try openDatabase().close()
        }
    }

    /// What the upgrade's backups know of this store.
    var backups: UpgradeBackups {
        UpgradeBackups(address: address, plan: UpgradePlan(folder: folder.path))
    }

    /// The name of a backup that is made before a version.
    func backup(before version: Int) -> String {
        let stem = engine == .sqlite ? "earshot.db" : databases[0]
        return file("\(stem).before-v\(version)")
    }

    private func server(_ database: String) -> StoreAddress {
        let quiet = "options='-c client_min_messages=error'"
        return .postgreSQL(
            address: "\(Engine.server ?? "") dbname=\(database) \(quiet)",
            password: nil
        )
    }

    private static func onServer(_ command: String) throws {
        try PostgreSQLLink(address: Engine.server ?? "", password: nil).run(command)
    }
}

extension StoreBackup {
    /// Restores without a list of erasures.
    @discardableResult
    func restore(from file: String) throws(StoreError) -> Restored {
        try restore(from: file, clock: { ContractStore.start })
    }
}

extension Store {
    /// How many companies' settings were put in force.
    func policies() async throws -> Int64? {
        try await read(in: .everything) { tx in
            let sql = "SELECT COUNT(*) FROM policy_versions"
            guard case .int(let count) = try tx.session.connection.rows(1, sql)[0][0] else {
                return nil
            }
            return count
        }
    }

    /// Puts settings in force, one version more.
    func addPolicy() async throws {
        try await write(by: .local("test")) { tx in
            let id: RecordID<CompanyPolicy> = tx.newID()
            try tx.run(
                """
                INSERT INTO policy_versions
                    (id, hash, content, actor_kind, actor_name, created_at)
                VALUES (?1, 'h', ?2, 'local', 'test', 1)
                """,
                [.int(id.rawValue), .text("{}")]
            )
            try tx.audit.add("policy.changed")
        }
    }
}
