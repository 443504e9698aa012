import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage
import Testing

/// Somebody says whether a mention is by the customer who was suggested.
@Suite struct ResponseDeskLinksTests {
    private static func suggest(_ customer: Customer.ID, for id: Mention.ID, in store: Store)
        async throws
    {
        let link = CustomerLink(
            customer: customer,
            probability: 0.6,
            decision: .suggested,
            why: [LinkFactor(factor: "name", mention: "Mira", customer: "Mira Holm", bits: 4)]
        )
        try await store.write(by: .engine("test")) { try $0.mentions.relink(id, to: link) }
    }

    @Test func `a confirmed link makes the author's case the customer's, with its reasons`()
        async throws
    {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        let id = try await fixture.hear(from: "Mira").mention
        try await Self.suggest(customer, for: id, in: fixture.store)
        let file = try await fixture.desk.confirmLink(of: id, by: fixture.bela, expecting: nil)
        #expect(file.customerLink.decision == .linked && file.customerLink.why.count == 1)
        #expect(file.customerName == "Mira Holm")
        let matter = try await fixture.onlyCase()
        #expect(matter.party == .customer(customer))
        let acts = try await fixture.acts(on: matter.id)
        #expect(acts.suffix(2) == ["case.linked", "mention.link_accepted"])
        try await fixture.hear(from: "Mira")
        #expect(try await fixture.onlyCase().party == .customer(customer))
    }

    @Test func `a rejected link leaves the case with its author`() async throws {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        let id = try await fixture.hear(from: "Mira").mention
        let before = try await fixture.onlyCase()
        try await Self.suggest(customer, for: id, in: fixture.store)
        let file = try await fixture.desk.rejectLink(of: id, by: fixture.bela, expecting: nil)
        #expect(file.customerLink.decision == .none)
        #expect(try await fixture.onlyCase().party == before.party)
        #expect(try await fixture.acts(on: id).last == "mention.link_rejected")
    }

    @Test func `only what is suggested is decided, once, of the version that was seen`()
        async throws
    {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        let id = try await fixture.hear(from: "Mira").mention
        await #expect(throws: DeskError.self) {
            try await fixture.desk.confirmLink(of: id, by: fixture.bela, expecting: nil)
        }
        try await Self.suggest(customer, for: id, in: fixture.store)
        await #expect(throws: DeskError.self) {
            try await fixture.desk.confirmLink(of: id, by: fixture.bela, expecting: 1)
        }
        try await fixture.desk.rejectLink(of: id, by: fixture.bela, expecting: nil)
        await #expect(throws: DeskError.self) {
            try await fixture.desk.confirmLink(of: id, by: fixture.bela, expecting: nil)
        }
    }
}
