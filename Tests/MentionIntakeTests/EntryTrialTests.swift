import EarshotModel
import RecordLinkage
import SentimentScoring
import SettingsReading
import Testing

@testable import MentionIntake

@Suite struct EntryTrialTests {
    private static let brand = Brand(id: Brand.ID(rawValue: 1), name: "Lumenta")
    private static let rival = Brand(id: Brand.ID(rawValue: 2), name: "Solvik", isOwn: false)

    private func trial(customers: [Customer] = []) throws -> EntryTrial {
        let rules = try IntakeFixture.shippedRules()
        return EntryTrial(
            brands: [Self.brand, Self.rival],
            scorer: rules.scorer,
            linking: rules.linking,
            customers: customers
        )
    }

    private func entry(_ text: String, by author: EntryAuthor? = nil) -> Entry {
        Entry(identity: "guid:\(text)", text: text, authors: author.map { [$0] } ?? [])
    }

    @Test func `each brand in each entry is one finding, in the feed's order`() throws {
        let findings = try trial().findings(
            in: [
                entry("Lumenta sent me a broken lamp."), entry("Nothing of note."),
                entry("Solvik is great, and Lumenta is terrible."),
            ],
            of: FeedTraits(kind: .forum)
        )
        #expect(findings.map(\.brand.name) == ["Lumenta", "Lumenta", "Solvik"])
        #expect(findings[0].judgement.label == .negative)
        #expect(findings[0].judgement.nature == .complaint)
        #expect(findings[0].customer == nil)
    }

    @Test func `a feed about a brand makes every entry a finding`() throws {
        let findings = try trial().findings(
            in: [entry("The battery died after a week.")],
            of: FeedTraits(kind: .review, about: Self.brand.id)
        )
        #expect(findings.map(\.mention.spans) == [[]])
        #expect(findings.map(\.judgement.label) == [.negative])
    }

    @Test func `the writer is linked to the customer with the same address`() throws {
        let customer = Customer(
            id: Customer.ID(rawValue: 7),
            reference: "C-7",
            name: "Mira Holm",
            emails: ["mira@example.com"]
        )
        let author = EntryAuthor(name: "Mira", email: "Mira@Example.com")
        let findings = try trial(customers: [customer]).findings(
            in: [entry("Lumenta sent me a broken lamp.", by: author)],
            of: FeedTraits(kind: .forum)
        )
        #expect(findings.map(\.customer?.reference) == ["C-7"])
        #expect(findings.map(\.link.decision) == [.linked])
    }

    @Test func `the feed's language counts where an entry names none, and the kind always`() throws
    {
        let findings = try trial().findings(
            in: [entry("Lumenta opens a shop in Malmö.")],
            of: FeedTraits(kind: .news, language: "en-GB")
        )
        #expect(findings.map(\.judgement.isLanguageAssumed) == [false])
        #expect(findings.map(\.judgement.nature) == [.news])
    }
}
