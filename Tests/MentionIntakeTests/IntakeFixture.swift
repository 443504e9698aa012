import EarshotModel
import EarshotTesting
import Foundation
import RecordLinkage
import SentimentScoring
import SettingsReading
import Synchronization
import Testing

@testable import MentionIntake
@testable import RecordStorage

/// A store in a folder of its own with one brand of ours, a rival and a clock that the test moves,
/// judged with the shipped rules.
final class IntakeFixture: Sendable {
    static let start = Instant(rfc3339: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)
    static let complaint = "Brontavia sent me a broken router and nobody answers. Terrible."
    static let praise = "Brontavia solved it within an hour. Excellent service, I love it."
    static let idle = "It rained all day and we stayed at home."

    private static let shipped = Result {
        let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Rules").standardizedFileURL
        return try ShippedRules(rules: rules, zone: "Europe/Warsaw")
    }

    /// The rules of this checkout, read once.
    static func shippedRules() throws -> ShippedRules { try shipped.get() }

    let store: Store
    let rules: RulesInForce
    let intake: EntryIntake
    let own: Brand
    let rival: Brand
    private let folder: URL
    private let moment: MovableClock

    init(
        on engine: IntakeEngine = .sqlite,
        hasRules: Bool = true,
        adjusting adjust: (inout CompanyPolicy) -> Void = { _ in }
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-intake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        let moment = MovableClock(at: Self.start)
        self.moment = moment
        let file = StoreAddress.sqlite(path: folder.appendingPathComponent("e.db").path)
        let address = try engine == .sqlite ? file : IntakeEngine.makeSchema()
        store = try Store.open(address, clock: { moment.now }, time: .clock)
        let shipped = try Self.shipped.get()
        var policy = shipped.policy
        policy.queueMaxAgeDays = 7
        adjust(&policy)
        let written = policy
        (own, rival) = try await store.write(by: .local("test")) { tx in
            let own = Brand(id: tx.newID(), name: "Brontavia")
            let rival = Brand(id: tx.newID(), name: "Kellowick", isOwn: false)
            guard hasRules else { return (own, rival) }
            try tx.policies.apply(written)
            try tx.rulesets.apply(Ruleset(brands: [own, rival], shippedRules: "test"))
            return (own, rival)
        }
        rules = try Self.rules(of: store)
        intake = EntryIntake(store: store, rules: rules)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The follower that a new start of the process would build.
    func rulesAfterRestart() throws -> RulesInForce { try Self.rules(of: store) }

    private static func rules(of store: Store) throws -> RulesInForce {
        let shipped = try shipped.get()
        return RulesInForce(
            store: store,
            scorer: shipped.scorer,
            linking: shipped.linking,
            noise: shipped.noise
        )
    }

    func advance(by duration: Duration) {
        moment.advance(by: duration)
    }

    func feed(
        _ kind: FeedKind = .forum,
        about: Brand.ID? = nil,
        language: String? = "en",
        weight: Int = 0
    ) async throws -> Feed {
        try await store.write(by: .local("test")) { tx in
            let id: Feed.ID = tx.newID()
            let feed = Feed(
                id: id,
                configuredAddress: "https://forum.example/\(id)",
                address: "https://forum.example/\(id)",
                kind: kind,
                title: "Forum",
                language: language,
                about: about,
                weight: weight
            )
            try tx.feeds.add(feed, site: "forum.example")
            return feed
        }
    }

    @discardableResult
    func receive(_ entries: [Entry], from feed: Feed) async throws -> IntakeSummary {
        try await intake.receive(entries, from: feed, site: "forum.example")
    }

    /// An entry of a person of that name, an hour old.
    static func entry(
        _ number: Int = 1,
        _ text: String = complaint,
        title: String = "",
        by author: String? = "Mira Talavasti",
        age: Duration? = .hours(1)
    ) -> Entry {
        Entry(
            identity: "guid:\(number)",
            link: "https://forum.example/t/\(number)",
            title: title,
            text: text,
            authors: author.map { [EntryAuthor(name: $0)] } ?? [],
            published: age.map { start - $0 }
        )
    }

    /// All mentions, oldest first.
    func mentions() async throws -> [MentionFile] {
        try await store.read(in: .everything) { tx in
            try tx.mentions.page(MentionFilter(), after: nil, limit: 5_000).reversed()
        }
    }

    /// Whom each mention follows, oldest mention first; nothing where it follows none.
    func followed() async throws -> [String] {
        try await store.read(in: .everything) { tx in
            var found: [String] = []
            let sql = """
                SELECT COALESCE(CAST(first_telling_id AS TEXT), '') FROM mentions ORDER BY id
                """
            try tx.session.connection.forEachRow(sql, []) { row in
                if case .text(let text) = row.value(at: 0) { found.append(text) }
            }
            return found
        }
    }

    /// The queue without clocks, first line first.
    func waiting() async throws -> [QueueRow] {
        try await store.read(in: .everything) { tx in try tx.queue.mentions(limit: 99) }
    }

    /// The acts in a case's history, in order.
    func acts(in matter: Case.ID) async throws -> [String] {
        try await store.read(in: .everything) { tx in
            try tx.audit.history(of: matter).map(\.act)
        }
    }

    /// The rows of a query.
    func rows(_ sql: String) throws -> [String] {
        try OutsideSQLite(path: folder.appendingPathComponent("e.db").path).rows(sql)
    }

    func count(_ table: String) throws -> Int {
        try rows("SELECT COUNT(*) FROM \(table)").first.flatMap { Int($0) } ?? -1
    }

    /// The kept counts beside the same counts made anew from the mentions; equal when all is well.
    func countsAndRecount() throws -> (kept: [String], counted: [String]) {
        let kept = try rows(
            """
            SELECT bucket_at, brand_id, label, language, nature, n FROM counts_quarter WHERE n <> 0
            ORDER BY 1, 2, 3, 4, 5
            """
        )
        let counted = try rows(
            """
            SELECT published_at / 900000 * 900000, brand_id, label, language, nature, COUNT(*)
            FROM mentions GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            """
        )
        return (kept, counted)
    }
}

/// A clock that stands still until the test moves it.
final class MovableClock: Sendable {
    private let moment: Mutex<Instant>

    init(at start: Instant) {
        moment = Mutex(start)
    }

    var now: Instant { moment.withLock { $0 } }

    func advance(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }
}

/// The engines on which stories are told alike; the second needs a server's address.
enum IntakeEngine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite
    case postgreSQL

    /// The engines that this machine has.
    static let available = allCases.filter { $0 == .sqlite || server != nil }

    private static let server = ProcessInfo.processInfo.environment["EARSHOT_POSTGRES"]

    var testDescription: String { rawValue }

    /// A place on the server that is one test's alone.
    static func makeSchema() throws -> StoreAddress {
        let server = server ?? ""
        let schema = "i" + UUID().uuidString.lowercased().replacing("-", with: "")
        try PostgreSQLLink(address: server, password: nil).run("CREATE SCHEMA \(schema)")
        let options = "-c search_path=\(schema) -c client_min_messages=error"
        return .postgreSQL(address: "\(server) options='\(options)'", password: nil)
    }
}
