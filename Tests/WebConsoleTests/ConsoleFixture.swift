import Administration
import EarshotModel
import FeedFetching
import Foundation
import Logging
import RecordLinkage
import RecordStorage
import SentimentScoring
import SettingsReading
import Synchronization

@testable import WebConsole

/// A console on a real store in a folder of its own, with one member of staff for every role and a
/// clock that the test moves; it begins on Monday, 2026-03-02, 10:00 in Warsaw.
final class ConsoleFixture: Sendable {
    let store: Store
    let console: Console
    let metrics = MetricsRegistry()
    let clock = FixtureClock()
    private let members: [Role: StaffMember]
    private let folder: URL
    private let entries = Mutex(0)

    /// The checkout's own folder of a name, such as `Templates`.
    static func folder(_ name: String) -> URL {
        checkout.appendingPathComponent("Sources/WebConsole/\(name)")
    }

    static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static let shipped = Result {
        try ShippedRules(rules: checkout.appendingPathComponent("Rules"), zone: "Europe/Warsaw")
    }

    static func words() throws -> Phrases {
        try Phrases(contentsOf: folder("Phrases").appendingPathComponent("en.phrases"))
    }

    init(
        publicAddress: String = "http://localhost",
        isDemo: Bool = false,
        recipes: [FeedRecipe] = []
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-console-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        let clock = clock
        store = try Store.open(sqliteFile: folder.appendingPathComponent("e.db").path) {
            clock.now
        }
        members = try await store.write(by: .local("test")) { tx in try Self.fill(tx, isDemo) }
        console = Console(
            Console.Parts(
                store: store,
                pages: try PageRenderer(templates: Self.folder("Templates"), phrases: Self.words()),
                styleSheet: try StyleSheet(in: Self.folder("Assets")),
                feeds: FeedAdministration(store: store, sites: SiteNames()),
                customers: CustomerAdministration(
                    store: store,
                    normaliser: IdentifierNormaliser()
                ),
                mentions: MentionAdministration(
                    store: store,
                    sites: SiteNames(),
                    scorer: try Self.shipped.get().scorer,
                    linking: try Self.shipped.get().linking,
                    noise: try Self.shipped.get().noise
                ),
                rescoring: Rescoring(
                    store: store,
                    scorer: try Self.shipped.get().scorer,
                    linking: try Self.shipped.get().linking,
                    noise: try Self.shipped.get().noise
                ),
                setUp: FirstSetUp(
                    store: store,
                    feeds: FeedAdministration(store: store, sites: SiteNames())
                ) { recipes },
                metrics: metrics,
                publicAddress: { publicAddress },
                clock: { clock.now },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
        )
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The member of staff with a role.
    func member(_ role: Role) throws -> StaffMember {
        guard let member = members[role] else { throw FixtureError(what: "nobody is \(role)") }
        return member
    }

    /// A path in the fixture's folder, short enough for a socket.
    func path(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    // MARK: - Asking

    /// A token of somebody with a role.
    func token(of role: Role) async throws -> String {
        let secret = Secret()
        let id = try member(role).id
        try await store.write(by: .local("test")) { tx in
            try tx.staff.addToken(secret.fingerprint, name: "test", for: id)
        }
        return secret.text
    }

    /// A browser's session of somebody with a role.
    func session(of role: Role) async throws -> BrowserSession {
        let secret = Secret()
        let id = try member(role).id
        try await store.write(by: .local("test")) { tx in
            try tx.staff.addSession(secret.fingerprint, of: id, until: tx.now + .hours(12))
        }
        return BrowserSession(secret: secret)
    }

    /// Asks the API with the token of a role, or as nobody.
    func api(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        as role: Role? = .lead,
        version: Int? = nil
    ) async throws -> Answer {
        var headers: [(name: String, value: String)] = []
        if let role { headers.append(("Authorization", "Bearer \(try await token(of: role))")) }
        if let version { headers.append(("If-Match", "\"\(version)\"")) }
        return await ask(method, "/api/v1" + path, headers, body)
    }

    /// Asks for a page in a browser.
    func page(_ path: String, _ session: BrowserSession? = nil, method: String = "GET") async
        -> Answer
    {
        await ask(method, path, Self.browser(session), nil)
    }

    /// Sends a form from a page of ours; the session's own token stands in it unless another does.
    func send(
        _ path: String,
        _ fields: [(String, String)],
        _ session: BrowserSession? = nil,
        token: String? = nil,
        headers: [(name: String, value: String)] = []
    ) async -> Answer {
        let all = fields + [("csrf", token ?? session?.formToken ?? "")]
        let body = all.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }
        let form = [(name: "Content-Type", value: "application/x-www-form-urlencoded")]
        return await ask(
            "POST",
            path,
            Self.browser(session) + form + headers,
            body.joined(separator: "&")
        )
    }

    /// Asks as a peer on the network, or another one.
    func ask(
        _ method: String,
        _ target: String,
        _ headers: [(name: String, value: String)] = [],
        _ body: String? = nil,
        from peer: Peer = .network("192.0.2.7")
    ) async -> Answer {
        let answer = await console.answer(
            method: method,
            target: target,
            headers: headers,
            body: body.map { Array($0.utf8) },
            to: peer
        )
        return Answer(status: answer.status, headers: answer.headers, body: answer.body)
    }

    private static func browser(_ session: BrowserSession?) -> [(name: String, value: String)] {
        let page = [(name: "Accept", value: "text/html,application/xhtml+xml")]
        guard let session else { return page }
        return page + [(name: "Cookie", value: "earshot_session=\(session.secret.text)")]
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    // MARK: - Filling

    private static func fill(_ tx: WriteTransaction, _ isDemo: Bool) throws -> [Role: StaffMember] {
        try tx.policies.apply(policy)
        if isDemo { try tx.policies.markAsDemo() }
        try tx.rulesets.apply(
            Ruleset(
                brands: [
                    Brand(id: tx.newID(), name: "Brontavia"),
                    Brand(id: tx.newID(), name: "Kellowick", isOwn: false),
                ],
                shippedRules: "test"
            )
        )
        let feed = Feed(
            id: tx.newID(),
            configuredAddress: "https://forum.example/feed",
            address: "https://forum.example/feed",
            kind: .forum,
            title: "Forum"
        )
        try tx.feeds.add(feed, site: "forum.example")
        var members: [Role: StaffMember] = [:]
        for role in Role.allCases {
            let member = StaffMember(
                id: tx.newID(),
                name: "The \(role.rawValue)",
                email: "\(role.rawValue)@example.com",
                role: role
            )
            try tx.staff.add(member)
            members[role] = member
        }
        return members
    }

    static let policy = CompanyPolicy(
        companyName: "Brontavia",
        zone: "Europe/Warsaw",
        queueMaxAgeDays: 7,
        calendar: BusinessCalendar(
            week: Dictionary(
                uniqueKeysWithValues: Weekday.allCases.prefix(5).map {
                    ($0, [BusinessCalendar.Interval(start: 540, end: 1020)])
                }
            )
        ),
        firstResponseMinutes: [.complaint: 480, .question: 480],
        contactLimit: ContactLimit(limit: 2, windowDays: 14),
        unmatchedTextDays: 30
    )

    /// Lets somebody write about our brand, and the desk receive it.
    @discardableResult
    func hear(_ remark: Remark) async throws -> Mention.ID {
        let number = entries.withLock { number in
            number += 1
            return number
        }
        return try await store.join(by: .engine("intake")) { tx in
            try remark.store(as: number, in: tx)
        }
    }

    /// Lets the engine suggest a new customer for a mention.
    func suggestCustomer(for id: Mention.ID) async throws {
        try await store.write(by: .engine("test")) { tx in
            let customer = Customer(id: tx.newID(), reference: "C-\(id)", name: "Mira Holm")
            try tx.customers.put(customer, identifiers: [])
            let link = CustomerLink(
                customer: customer.id,
                probability: 0.6,
                decision: .suggested,
                why: []
            )
            try tx.mentions.relink(id, to: link)
        }
    }

    /// The queue of somebody with a role, as the API tells it.
    func queue(as role: Role = .lead) async throws -> [[String: Any]] {
        try await api("GET", "/queue?limit=500", as: role).rows()
    }
}

/// A clock that stands still until the test moves it.
final class FixtureClock: Sendable {
    private let moment = Mutex(Instant(rfc3339: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0))

    var now: Instant { moment.withLock { $0 } }

    func advance(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }
}

struct FixtureError: Error {
    let what: String
}

extension ConsoleFixture {
    /// The bytes of every file of the store, as text for searching.
    func storedBytes() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path("")).compactMap { name in
            FileManager.default.contents(atPath: path(name)).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
    }

    /// Every Swift file of a folder of the checkout, one after another.
    static func sources(in path: String) throws -> String {
        let folder = checkout.appendingPathComponent(path)
        let names =
            FileManager.default.enumerator(atPath: folder.path)?
            .compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }.joined(separator: "\n")
    }
}
