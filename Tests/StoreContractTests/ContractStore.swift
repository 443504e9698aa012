import EarshotModel
import Foundation
import RecordStorage
import Synchronization

/// A store in a folder of its own, on a clock that the test moves.
final class ContractStore: Sendable {
    static let start = Instant(rfc3339: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)

    let store: Store
    let folder: URL
    private let clock: TestClock

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clock = TestClock(at: Self.start)
        self.clock = clock
        store = try Store.open(
            sqliteFile: folder.appendingPathComponent("earshot.db").path,
            clock: clock.read
        )
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.appendingPathComponent("earshot.db").path }

    func advance(by duration: Duration) {
        clock.advance(by: duration)
    }

    /// Writes as the test itself.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await store.write(by: .local("test"), body)
    }

    /// Reads everything.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await store.read(in: .everything, body)
    }
}

/// A clock that stands still until the test moves it.
final class TestClock: Sendable {
    private let now: Mutex<Instant>

    init(at start: Instant) {
        now = Mutex(start)
    }

    var read: @Sendable () -> Instant {
        { [self] in now.withLock { $0 } }
    }

    func advance(by duration: Duration) {
        now.withLock { $0 = $0 + duration }
    }
}

/// Records that tests write.
enum Sample {
    static func feed(_ tx: WriteTransaction, _ address: String, about: Brand.ID? = nil) -> Feed {
        Feed(
            id: tx.newID(),
            configuredAddress: address,
            address: address,
            kind: .forum,
            title: address,
            about: about
        )
    }

    static let policy = CompanyPolicy(
        companyName: "Brontavia",
        zone: "Europe/Warsaw",
        queueMaxAgeDays: 7,
        calendar: BusinessCalendar(week: [.monday: [.init(start: 540, end: 1020)]]),
        firstResponseMinutes: [.complaint: 480],
        contactLimit: ContactLimit(limit: 2, windowDays: 14),
        unmatchedTextDays: 30
    )

    /// Writes a brand, a feed, an entry and a mention of the brand in it.
    static func mention(
        in tx: WriteTransaction,
        text: String = "Brontavia is slow.",
        brand name: String = "Brontavia",
        identity: String = "guid:1",
        label: SentimentLabel = .negative
    ) throws -> Mention.ID {
        let brand = try brand(name, in: tx)
        let feed = try feed(in: tx)
        let ruleset = try tx.rulesets.effective()
        let stored = StoredEntry(
            id: tx.newID(),
            revision: tx.newID(),
            revisionNumber: 1,
            entry: Entry(identity: identity, link: "https://forum.example/\(identity)", text: text),
            contentHash: "h1",
            author: nil,
            keepsText: true
        )
        try tx.entries.add([stored], to: feed)
        let id: Mention.ID = tx.newID()
        try tx.mentions.add(
            NewMention(
                id: id,
                mention: Mention(
                    brand: brand,
                    spans: [TextSpan(field: .text, start: 0, end: 9)],
                    reason: "named"
                ),
                entry: stored.id,
                revision: stored.revision,
                feed: feed,
                feedKind: .forum,
                author: nil,
                judgement: judgement(label),
                ruleset: ruleset?.id ?? tx.newID(),
                engineVersion: "test/1",
                link: .nobody,
                publishedAt: tx.now,
                isHistory: false
            )
        )
        return id
    }

    static func judgement(_ label: SentimentLabel) -> Judgement {
        let part = EvidencePart(
            span: TextSpan(field: .text, start: 13, end: 17),
            term: "slow",
            base: -1500
        )
        return Judgement(
            label: label,
            score: -400,
            evidence: Evidence(parts: [part]),
            nature: .complaint,
            natureReason: "negative_label",
            language: "en",
            isLanguageAssumed: false
        )
    }

    private static func brand(_ name: String, in tx: WriteTransaction) throws -> Brand.ID {
        let current = try tx.rulesets.effective()?.ruleset.brands ?? []
        if let known = current.first(where: { $0.name == name }) { return known.id }
        let brand = Brand(id: tx.newID(), name: name)
        try tx.rulesets.apply(Ruleset(brands: current + [brand], shippedRules: "test"))
        return brand.id
    }

    private static func feed(in tx: WriteTransaction) throws -> Feed.ID {
        if let known = try tx.feeds.all().first { return known.feed.id }
        let feed = feed(tx, "https://forum.example/feed")
        try tx.feeds.add(feed, site: "forum.example")
        return feed.id
    }
}

extension ContractStore {
    /// Runs SQL on the closed file as an outsider would, through Python's own SQLite.
    func runSQL(_ sql: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
            path, sql,
        ]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableNotLoadable) }
    }
}
