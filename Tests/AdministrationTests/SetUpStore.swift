import EarshotModel
import EarshotTesting
import Foundation
import RecordStorage

/// A store in a folder of its own, on a clock that stands at Monday, 2026-03-02, 10:00 in Warsaw.
final class SetUpStore: Sendable {
    static let now = Instant(rfc3339: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)
    static let policy = CompanyPolicy(
        companyName: "Brontavia",
        zone: "Europe/Warsaw",
        queueMaxAgeDays: 7,
        calendar: BusinessCalendar(week: [.monday: [.init(start: 540, end: 1020)]]),
        firstResponseMinutes: [.complaint: 480],
        contactLimit: ContactLimit(limit: 2, windowDays: 14),
        unmatchedTextDays: 30
    )

    let store: Store
    let folder: URL
    private let path: String

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-setup-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent("earshot.db").path
        store = try Store.open(sqliteFile: path) { Self.now }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Reads everything.
    func read<Value: Sendable>(_ body: @escaping @Sendable (ReadTransaction) throws -> Value)
        async throws -> Value
    {
        try await store.read(in: .everything, body)
    }

    /// One value that SQL finds in the store's file.
    func value(of sql: String) throws -> String {
        try OutsideSQLite(path: path).value(sql)
    }

    /// How many audit rows there are of an act.
    func audited(_ act: String) throws -> String {
        try value(of: "SELECT COUNT(*) FROM audit WHERE act = '\(act)'")
    }
}
