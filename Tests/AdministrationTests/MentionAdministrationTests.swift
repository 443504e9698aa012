import Administration
import EarshotModel
import FeedFetching
import Foundation
import RecordLinkage
import RecordStorage
import SentimentScoring
import SettingsReading
import Testing

@Suite struct MentionAdministrationTests {
    private static let shipped = Result {
        let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Rules").standardizedFileURL
        return try ShippedRules(rules: rules, zone: "Europe/Warsaw")
    }

    private let place: SetUpStore
    private let mentions: MentionAdministration

    init() async throws {
        place = try SetUpStore()
        let shipped = try Self.shipped.get()
        mentions = MentionAdministration(
            store: place.store,
            sites: SiteNames(),
            scorer: shipped.scorer,
            linking: shipped.linking,
            noise: shipped.noise
        )
        try await place.store.write(by: .local("test")) { tx in
            try tx.policies.apply(SetUpStore.policy)
            let brands = [
                Brand(id: tx.newID(), name: "Brontavia"),
                Brand(id: tx.newID(), name: "Kellowick", isOwn: false),
            ]
            try tx.rulesets.apply(Ruleset(brands: brands, shippedRules: "test"))
        }
    }

    private func add(
        _ texts: [WrittenEntry],
        from source: MentionAdministration.Source = .hand(.review),
        about brand: String? = "Brontavia",
        isTrial: Bool = false
    ) async throws -> MentionAdministration.Outcome {
        try await mentions.add(
            texts,
            from: source,
            about: brand,
            by: .local("test"),
            isTrial: isTrial
        )
    }

    private func stored() async throws -> [MentionFile] {
        try await place.read { try $0.mentions.page(MentionFilter(), after: nil, limit: 500) }
    }

    private static func text(
        _ text: String = "★☆☆☆☆\nIt leaks, terrible.",
        at link: String? = "https://shop.example/r/1",
        by name: String? = "Mira Sol",
        age: Duration = .hours(2)
    ) -> WrittenEntry {
        WrittenEntry(
            link: link,
            text: text,
            author: EntryAuthor(name: name),
            published: SetUpStore.now - age
        )
    }

    @Test func `a text by hand is judged, counted and answered like one of a feed`() async throws {
        let outcome = try await add([Self.text()])
        #expect(outcome.refused.isEmpty)
        #expect(outcome.received.map(\.standing) == [.added])
        let file = try #require(try await stored().first)
        #expect(outcome.received.first?.mentions == [file.id])
        #expect(file.brandName == "Brontavia")
        #expect(file.spans.isEmpty)
        #expect(file.judgement.label == .negative)
        #expect(file.feedTitle == "By hand")
        #expect(file.feedKind == .review)
        #expect(file.triage == .inCase)
        #expect(file.author?.name == "Mira Sol")
        #expect(try place.audited("mentions.added") == "1")
        #expect(try place.value(of: "SELECT SUM(n) FROM counts_quarter") == "1")
    }

    @Test func `adding a text again doubles nothing, by link, by id, or by words and author`()
        async throws
    {
        var texts = [
            Self.text(), Self.text("★★☆☆☆\nSlow.", at: nil), Self.text("Great kettle.", at: nil),
        ]
        texts[2].id = "r3"
        let first = try await add(texts)
        #expect(first.received.map(\.standing) == [.added, .added, .added])
        let second = try await add(texts)
        #expect(second.received.map(\.standing) == [.known, .known, .known])
        #expect(second.received.map(\.mentions) == first.received.map(\.mentions))
        let other = Self.text(at: "http://SHOP.example/r/1?utm_source=x")
        #expect(try await add([other]).received.map(\.standing) == [.known])
        #expect(try await stored().count == 3)
        // Two complaints: one name where nobody knows the site is another author.
        #expect(try place.value(of: "SELECT COUNT(*) FROM cases") == "2")
    }

    @Test func `a changed text brings the mention up to date`() async throws {
        _ = try await add([Self.text()])
        let outcome = try await add([Self.text("★★★★★\nThey mended it. Excellent, I love it.")])
        #expect(outcome.received.map(\.standing) == [.changed])
        let file = try #require(try await stored().first)
        #expect(file.judgement.label == .positive)
        #expect(try await stored().count == 1)
    }

    @Test func `what a feed brought already is left to that feed`() async throws {
        _ = try await place.store.write(by: .local("test")) { tx in try Heard.mention(in: tx) }
        let known = try await place.store.write(by: .local("test")) { tx in
            try Heard.mention(in: tx, link: "https://forum.example/t/9")
        }
        let outcome = try await add([Self.text(at: "https://forum.example/t/9")])
        #expect(outcome.received.map(\.standing) == [.known])
        #expect(outcome.received.first?.mentions == [known])
        #expect(try await stored().count == 2)
    }

    @Test func `what cannot be used is told, and the rest is taken`() async throws {
        let outcome = try await add(
            [
                Self.text("  "), Self.text("Lovely weather.", at: nil), Self.text(at: "ftp://x/"),
                Self.text("Brontavia is slow.", at: "https://shop.example/r/2"),
                Self.text("Brontavia is quick.", at: "https://shop.example/r/2"),
                Self.text("Brontavia is slow.", at: "https://shop.example/r/2"),
            ],
            about: nil
        )
        #expect(outcome.received.map(\.index) == [3, 5])
        #expect(outcome.received.map(\.standing) == [.added, .known])
        #expect(
            outcome.refused.map(\.sentence) == [
                "there is no text", "it names no brand; say which is meant",
                "\"ftp://x/\" is no address; write one that begins with https://",
                "another text of the list has the same address or id",
            ]
        )
        #expect(try await stored().count == 1)
        #expect(try await place.read { try $0.entries.count() } == 1)
    }

    @Test func `a trial tells what would come and writes nothing`() async throws {
        let outcome = try await add([Self.text(), Self.text("", at: nil)], isTrial: true)
        #expect(outcome.received.map(\.standing) == [.added])
        #expect(outcome.refused.count == 1)
        #expect(try await stored().isEmpty)
        #expect(try place.value(of: "SELECT COUNT(*) FROM feeds") == "0")
        _ = try await add([Self.text()])
        let again = try await add([Self.text(), Self.text("Other.")], isTrial: true)
        #expect(again.received.map(\.standing) == [.known])
        #expect(again.refused.count == 1)
        #expect(
            try await add([Self.text("Other.")], isTrial: true).received.map(\.standing)
                == [.changed]
        )
        #expect(try await stored().count == 1)
    }

    @Test func `old reviews are history: no case, no clock, and all in the counts`() async throws {
        let texts = (1...30).map { number in
            Self.text(at: "https://shop.example/r/\(number)", age: .days(number * 30))
        }
        _ = try await add(texts)
        let files = try await stored()
        #expect(files.count == 30)
        #expect(files.allSatisfy { $0.isHistory && $0.triage == .noted })
        #expect(try place.value(of: "SELECT COUNT(*) FROM cases") == "0")
        #expect(try place.value(of: "SELECT COUNT(*) FROM clocks") == "0")
        #expect(try place.value(of: "SELECT SUM(n) FROM counts_quarter") == "30")
    }

    @Test func `a source is a feed that is never polled and stands in no list`() async throws {
        let source = MentionAdministration.Source(
            name: "shop",
            title: "The shop",
            site: "shop.example",
            kind: .review
        )
        _ = try await add([Self.text(at: nil)], from: source)
        _ = try await add([Self.text("Slow.", at: nil)], from: source, about: "Kellowick")
        #expect(try place.value(of: "SELECT COUNT(*) FROM feeds") == "1")
        #expect(try place.value(of: "SELECT state FROM feeds") == "paused")
        let (all, count) = try await place.read { tx in
            (try tx.feeds.all(), try tx.feeds.count())
        }
        #expect(all.isEmpty)
        #expect(count == 0)
        let files = try await stored()
        #expect(Set(files.map(\.brandName)) == ["Brontavia", "Kellowick"])
        #expect(Set(files.map(\.feedTitle)) == ["The shop"])
        #expect(Set(files.compactMap(\.authorID)).count == 1)
    }

    @Test func `a brand that nobody knows is told, and nothing is written`() async throws {
        let error = await #expect(throws: AdministrationError.self) {
            try await add([Self.text()], about: "Nobody")
        }
        #expect(error == .noSuchBrand("Nobody"))
        #expect(try place.value(of: "SELECT COUNT(*) FROM feeds") == "0")
    }

    @Test func `a customer is found by the address in a file`() async throws {
        let customers = CustomerAdministration(
            store: place.store,
            normaliser: IdentifierNormaliser()
        )
        let mira = Customer(
            id: Customer.ID(rawValue: 1),
            reference: "C1",
            name: "Mira Sol",
            emails: ["mira@sol.example"]
        )
        _ = try await customers.importCustomers([mira], by: .local("test"))
        var text = Self.text()
        text.author = EntryAuthor(name: "Mira Sol", email: "mira@sol.example")
        _ = try await add([text])
        #expect(try await stored().map(\.customerName) == ["Mira Sol"])
    }
}

extension Instant {
    fileprivate static let distant = Instant(seconds: 4_000_000_000)
}
