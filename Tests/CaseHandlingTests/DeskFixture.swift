import CaseHandling
import CaseRules
import EarshotModel
import Foundation
import Synchronization

@testable import RecordStorage

/// A desk on a store in a folder of its own, with two agents, a lead and a clock that the test
/// moves; it is Monday, 2026-03-02, 10:00 in Warsaw.
final class DeskFixture: Sendable {
    let store: Store
    let desk: ResponseDesk
    let anna: StaffMember
    let bela: StaffMember
    let lead: StaffMember
    let viewer: StaffMember
    private let folder: URL
    private let clock: FixtureClock
    private let entries = Mutex(0)

    static func policy(unsolicited limit: Int) -> CompanyPolicy {
        CompanyPolicy(
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
            contactLimit: ContactLimit(limit: limit, windowDays: 14),
            unmatchedTextDays: 30
        )
    }

    init(unsolicited limit: Int = 2) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        let clock = FixtureClock()
        self.clock = clock
        store = try Store.open(sqliteFile: folder.appendingPathComponent("e.db").path) {
            clock.now
        }
        desk = ResponseDesk(store: store)
        let members = try await store.write(by: .local("test")) { tx in
            try tx.policies.apply(Self.policy(unsolicited: limit))
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
            return try [("Anna", Role.agent), ("Bela", .agent), ("Lea", .lead), ("Vic", .viewer)]
                .map {
                    let member = StaffMember(
                        id: tx.newID(),
                        name: $0.0,
                        email: "\($0.0.lowercased())@example.com",
                        role: $0.1
                    )
                    try tx.staff.add(member)
                    return member
                }
        }
        (anna, bela, lead, viewer) = (members[0], members[1], members[2], members[3])
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func advance(by duration: Duration) {
        clock.advance(by: duration)
    }

    /// Lets somebody write about a brand of ours; the mention as the desk received it.
    @discardableResult
    func hear(
        from author: String?,
        _ nature: Nature = .complaint,
        _ label: SentimentLabel = .negative,
        brand: String = "Brontavia",
        isHistory: Bool = false,
        linked customer: Customer.ID? = nil
    ) async throws -> (mention: Mention.ID, decision: TriageDecision) {
        let number = entries.withLock { number in
            number += 1
            return number
        }
        return try await store.join(by: .engine("intake")) { tx in
            try Self.hear(
                number,
                from: author,
                nature,
                label,
                brand: brand,
                isHistory: isHistory,
                linked: customer,
                in: tx
            )
        }
    }

    /// Lets Mira complain; the case that this opens.
    func opened() async throws -> CaseRecord {
        try await hear(from: "Mira")
        return try await onlyCase()
    }

    /// Opens a case of somebody who has written nothing that we know of.
    func opened(by party: Party) async throws -> CaseRecord {
        try await store.write(by: .local("test")) { tx in
            try tx.cases.serialise(party)
            return try tx.cases.open(for: party, nature: .complaint, at: tx.now, clock: nil)
        }
    }

    /// Adds a customer.
    func customer(_ name: String, wantsSilence: Bool) async throws -> Customer.ID {
        try await store.write(by: .local("test")) { tx in
            let customer = Customer(id: tx.newID(), reference: "C-1", name: name)
            try tx.customers.put(customer, identifiers: [])
            if wantsSilence {
                _ = try tx.session.connection.execute(
                    "UPDATE customers SET do_not_contact = TRUE",
                    []
                )
            }
            return customer.id
        }
    }

    /// Adds an agent.
    func member(_ name: String, isActive: Bool) async throws -> StaffMember {
        try await store.write(by: .local("test")) { tx in
            let member = StaffMember(
                id: tx.newID(),
                name: name,
                email: "\(name.lowercased())@example.com",
                role: .agent,
                isActive: isActive
            )
            try tx.staff.add(member)
            return member
        }
    }

    /// The acts in the audit of a case, oldest first.
    func acts(on matter: Case.ID) async throws -> [String] {
        try await store.read(in: .everything) { try $0.audit.history(of: matter).map(\.act) }
    }

    /// The acts in the audit of a mention, oldest first.
    func acts(on mention: Mention.ID) async throws -> [String] {
        try await store.read(in: .everything) { tx in
            var acts: [String] = []
            let sql = "SELECT act FROM audit WHERE mention_id = \(mention) ORDER BY id"
            try tx.session.connection.forEachRow(sql, []) { row in
                if case .text(let act) = row.value(at: 0) { acts.append(act) }
            }
            return acts
        }
    }

    /// The one live case, as the queue shows it.
    func onlyCase() async throws -> CaseRecord {
        let items = try await desk.queue(in: .everything)
        guard let first = items.first, items.count == 1,
            case .matter(let id, _) = first.row.subject
        else { throw DeskError.notFound }
        return try await desk.caseFile(id, in: .everything).matter
    }

    /// A public answer that closes the case.
    static func answer(_ next: AnswerForm.Next = .resolve) -> AnswerForm {
        AnswerForm(
            body: "We are sorry; a new one is on its way.",
            visibility: .public,
            channel: .publicReply,
            threadAddress: "https://forum.example/t/1",
            nature: .complaint,
            outcome: .resolved,
            next: next
        )
    }

    private static func hear(
        _ number: Int,
        from author: String?,
        _ nature: Nature,
        _ label: SentimentLabel,
        brand: String,
        isHistory: Bool,
        linked customer: Customer.ID?,
        in tx: WriteTransaction
    ) throws -> (mention: Mention.ID, decision: TriageDecision) {
        guard let rules = try tx.rulesets.effective(),
            let brand = rules.ruleset.brands.first(where: { $0.name == brand }),
            let feed = try tx.feeds.all().first
        else { throw DeskError.notFound }
        let writer = try author.map { name in
            try tx.authors.author(key: "name:\(name)", from: EntryAuthor(name: name)).id
        }
        let stored = StoredEntry(
            id: tx.newID(),
            revision: tx.newID(),
            revisionNumber: 1,
            entry: Entry(
                identity: "guid:\(number)",
                text: "\(brand.name) again",
                authors: author.map { [EntryAuthor(name: $0)] } ?? []
            ),
            contentHash: "h",
            author: writer,
            keepsText: true
        )
        try tx.entries.add([stored], to: feed.feed.id)
        let id: Mention.ID = tx.newID()
        try tx.mentions.add(
            NewMention(
                id: id,
                mention: Mention(brand: brand.id, spans: [], reason: "named"),
                entry: stored.id,
                revision: stored.revision,
                feed: feed.feed.id,
                feedKind: .forum,
                author: writer,
                judgement: Judgement(
                    label: label,
                    score: 0,
                    evidence: Evidence(parts: []),
                    nature: nature,
                    natureReason: "test",
                    language: "en",
                    isLanguageAssumed: false
                ),
                ruleset: rules.id,
                engineVersion: "test",
                link: customer.map {
                    CustomerLink(customer: $0, probability: 1, decision: .linked, why: [])
                } ?? .nobody,
                publishedAt: tx.now,
                isHistory: isHistory
            )
        )
        let decision = try ResponseDesk.receive(
            ReceivedMention(
                id: id,
                facts: MentionFacts(
                    isOwnBrand: brand.isOwn,
                    nature: nature,
                    label: label,
                    feedKind: .forum,
                    isHistory: isHistory
                ),
                party: customer.map(Party.customer) ?? writer.map(Party.author),
                author: writer,
                publishedAt: tx.now
            ),
            under: try ResponseDesk.rules(in: tx),
            in: tx
        )
        return (id, decision)
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
