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

    /// The engines that this machine has.
    static let available = allCases.filter(\.isAvailable)

    var testDescription: String { rawValue }

    private var isAvailable: Bool {
        switch self {
        case .sqlite: true
        }
    }
}

/// Where the store of one test lies; it is the test's alone and goes away with this object.
final class StorePlace: Sendable {
    let engine: Engine
    private let folder: URL

    init(_ engine: Engine) throws {
        self.engine = engine
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The file of an engine that keeps one.
    var path: String { file("earshot.db") }

    /// A file beside the store.
    func file(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    /// Opens the store, as the program does.
    func openStore(clock: @escaping @Sendable () -> Instant) throws -> Store {
        switch engine {
        case .sqlite: try Store.open(sqliteFile: path, clock: clock)
        }
    }

    /// Opens the engine alone, below the store and without its schema.
    func openDatabase() throws -> any Database {
        switch engine {
        case .sqlite: try SQLiteDatabase(path: file("bare.db"))
        }
    }
}
