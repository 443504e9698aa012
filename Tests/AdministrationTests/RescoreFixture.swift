import Administration
import EarshotModel
import FeedFetching
import Foundation
import RecordLinkage
import RecordStorage
import SentimentScoring
import SettingsReading

/// A store with mentions that the shipped rules judged, and words of the company's own by which
/// they can be judged again.
struct RescoreFixture {
    static let texts = [
        "Brontavia was dead on arrival.", "Brontavia is a blorp.", "It rained on Brontavia.",
        "Brontavia is excellent, I love it.", "Where is the manual of Brontavia?",
        "Brontavia is a blorp and excellent.",
    ]

    let place: SetUpStore
    private let shipped: ShippedRules

    private static let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Rules").standardizedFileURL
    private static let plain = Result { try ShippedRules(rules: rules, zone: "Europe/Warsaw") }

    init() async throws {
        place = try SetUpStore()
        shipped = try Self.plain.get()
        try await place.store.write(by: .local("test")) { tx in
            try tx.policies.apply(SetUpStore.policy)
            let brands = [
                Brand(id: tx.newID(), name: "Brontavia"),
                Brand(id: tx.newID(), name: "Kellowick", isOwn: false),
            ]
            try tx.rulesets.apply(Ruleset(brands: brands, shippedRules: "test"))
        }
    }

    /// Takes in texts, an hour old, as the shipped rules judge them.
    func hear(_ texts: [String] = texts, about brand: String? = nil) async throws {
        let mentions = MentionAdministration(
            store: place.store,
            sites: SiteNames(),
            scorer: shipped.scorer,
            linking: shipped.linking,
            noise: shipped.noise
        )
        let written = texts.enumerated().map { number, text in
            WrittenEntry(
                link: "https://shop.example/\(text.count)/\(number)",
                text: text,
                author: EntryAuthor(name: "Mira \(number)"),
                language: "en",
                published: SetUpStore.now - .hours(1)
            )
        }
        _ = try await mentions.add(written, from: .hand(.forum), about: brand, by: .local("test"))
    }

    /// Who judges again, with words of the company's own beside the shipped ones.
    func rescoring(_ words: String = "", batchSize: Int = 300) throws -> Rescoring {
        let own = OwnWords(folder: place.folder.appendingPathComponent("words"))
        try own.write(words, to: own.own("en"))
        let rules = try ShippedRules(rules: Self.rules, zone: "Europe/Warsaw", own: own)
        return Rescoring(
            store: place.store,
            scorer: rules.scorer,
            linking: rules.linking,
            noise: rules.noise,
            batchSize: batchSize
        )
    }

    /// Somebody with a role.
    func member(_ role: Role) async throws -> StaffMember {
        try await place.store.write(by: .local("test")) { tx in
            let member = StaffMember(
                id: tx.newID(),
                name: "The \(role.rawValue)",
                email: "\(role.rawValue)@example.com",
                role: role
            )
            try tx.staff.add(member)
            return member
        }
    }

    /// Every mention, oldest first.
    func mentions() async throws -> [MentionFile] {
        try await place.read { tx in
            try tx.mentions.page(MentionFilter(), after: nil, limit: 5_000).reversed()
        }
    }

    /// How many kept counts are wrong.
    func wrongCounts() async throws -> Int {
        try await CountVerification(store: place.store).run().wrong
    }

    /// Changes the store's file from outside.
    func change(_ sql: String) throws { _ = try place.value(of: sql) }

    /// The rows of a table, as one number.
    func count(_ table: String) throws -> String {
        try place.value(of: "SELECT COUNT(*) FROM \(table)")
    }
}
