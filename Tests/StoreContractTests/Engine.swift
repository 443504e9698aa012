import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

/// The engines that keep the contract; every suite here but `SQLiteStoreTests` runs on each.
///
/// A second engine is a case more and an answer to each `switch` in this file. A server's address
/// comes from `EARSHOT_POSTGRES`, as libpq reads it; `StorePlace` makes a database of its own
/// there and drops it when the test lets go.
enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite
    case postgreSQL

    /// The engines that this machine has.
    static let available = allCases.filter(\.isAvailable)

    /// How libpq reaches the server that tests may use.
    static let server = ProcessInfo.processInfo.environment["EARSHOT_POSTGRES"]

    var testDescription: String { rawValue }

    /// Whether several processes may have one store open.
    var isShared: Bool { self == .postgreSQL }

    /// Whether this machine has the engine.
    var isAvailable: Bool {
        switch self {
        case .sqlite: true
        case .postgreSQL: Self.server != nil
        }
    }
}

/// Where the store of one test lies; it is the test's alone and goes away with `clear`.
final class StorePlace: Sendable {
    let engine: Engine
    private let folder: URL
    /// The schemas in the server's database that are this place.
    private let schema = "t" + UUID().uuidString.lowercased().replacing("-", with: "")

    init(_ engine: Engine) throws {
        self.engine = engine
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if engine == .postgreSQL { try onServer("CREATE SCHEMA \(schema)") }
    }

    deinit {
        clear()
    }

    /// Removes the files, or the schema on the server.
    func clear() {
        try? FileManager.default.removeItem(at: folder)
        if engine == .postgreSQL { try? onServer("DROP SCHEMA IF EXISTS \(schema) CASCADE") }
    }

    /// The file of an engine that keeps one.
    var path: String { file("earshot.db") }

    /// A file beside the store.
    func file(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    /// Opens the store, as the program does.
    func openStore(
        clock: @escaping @Sendable () -> Instant,
        toCopyInto isCopyTarget: Bool = false
    ) throws -> Store {
        try Store.open(address, clock: clock, time: .clock, toCopyInto: isCopyTarget)
    }

    /// Opens the engine alone, below the store and without its schema.
    func openDatabase() throws -> any Database {
        switch engine {
        case .sqlite: try SQLiteDatabase(path: file("bare.db"))
        case .postgreSQL: try PostgreSQLDatabase(address: serverAddress, password: nil)
        }
    }

    // MARK: -

    var address: StoreAddress {
        switch engine {
        case .sqlite: .sqlite(path: path)
        case .postgreSQL: .postgreSQL(address: serverAddress, password: nil)
        }
    }

    var serverAddress: String {
        "\(Engine.server ?? "") options='-c search_path=\(schema) -c client_min_messages=error'"
    }

    private func onServer(_ sql: String) throws {
        let database = try PostgreSQLDatabase(address: Engine.server ?? "", password: nil)
        try database.write { connection in _ = try connection.execute(sql, []) }
        try database.close()
    }
}
