import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage
import Testing

/// An author who turns out to be a customer has one live case still.
@Suite struct ResponseDeskJoiningTests {
    @Test func `an author's case becomes the customer's when a mention of theirs is linked`()
        async throws
    {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        let matter = try await fixture.opened()
        try await fixture.hear(from: "Mira", linked: customer)
        let after = try await fixture.onlyCase()
        #expect(after.id == matter.id && after.party == .customer(customer))
        #expect(after.partyName == "Mira Holm")
        #expect(after.dueAt == matter.dueAt)
        let acts = try await fixture.acts(on: matter.id)
        #expect(
            acts == [
                "case.opened", "mention.joined", "case.linked", "case.customer_wrote",
                "mention.joined",
            ]
        )
    }

    @Test func `what the author writes without a sign of who they are stays with the customer`()
        async throws
    {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        try await fixture.hear(from: "Mira", linked: customer)
        let matter = try await fixture.onlyCase()
        try await fixture.hear(from: "Mira")
        #expect(try await fixture.onlyCase().id == matter.id)
        try await fixture.answer(matter.id)
        fixture.advance(by: .hours(1))
        try await fixture.hear(from: "Mira")
        let reopened = try await fixture.onlyCase()
        #expect(reopened.id == matter.id && reopened.party == .customer(customer))
    }

    @Test func `two live cases join: the earlier start, the stricter clock and the owner stay`()
        async throws
    {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        let first = try await fixture.opened()
        try await fixture.desk.claim(first.id, by: fixture.bela, expecting: nil)
        try await fixture.desk.note(first.id, "Called them.", by: fixture.bela)
        fixture.advance(by: .hours(2))
        try await fixture.hear(from: "mira77", .question, .neutral, linked: customer)
        fixture.advance(by: .hours(1))
        try await fixture.hear(from: "Mira", linked: customer)
        let joined = try await fixture.onlyCase()
        #expect(joined.number == 2 && joined.party == .customer(customer))
        #expect(joined.openedAt == first.openedAt && joined.dueAt == first.dueAt)
        #expect(joined.nature == .complaint)
        #expect(joined.owner == fixture.bela.id && joined.state == .open)
        let file = try await fixture.desk.caseFile(joined.id, in: .everything)
        #expect(file.mentions.count == 3 && file.contacts.count == 3)
        #expect(file.notes.map(\.text) == ["Called them."])
        let merged = try await fixture.desk.caseFile(first.id, in: .everything)
        #expect(merged.matter.state == .merged && merged.mentions.isEmpty)
        #expect(try await fixture.acts(on: first.id).last == "case.merged")
        let clocks = try await fixture.store.read(in: .everything) { tx in
            try tx.cases.overdueClocks(at: tx.now + .days(9), limit: 9).map(\.matter)
        }
        #expect(clocks == [joined.id, joined.id])
    }

    @Test func `an answer meets the clocks of both cases that joined`() async throws {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        try await fixture.hear(from: "Mira")
        try await fixture.hear(from: "mira77", linked: customer)
        try await fixture.hear(from: "Mira", linked: customer)
        try await fixture.answer(try await fixture.onlyCase().id)
        #expect(try await fixture.desk.queue(in: .everything).isEmpty)
        let clocks = try await fixture.store.read(in: .everything) { tx in
            try tx.cases.overdueClocks(at: tx.now + .days(9), limit: 9)
        }
        #expect(clocks.isEmpty)
    }

    @Test func `what the author heard from us counts for the customer`() async throws {
        let fixture = try await DeskFixture(unsolicited: 0)
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        let matter = try await fixture.opened()
        fixture.advance(by: .minutes(1))
        try await fixture.answer(matter.id)
        fixture.advance(by: .minutes(1))
        try await fixture.hear(from: "Mira", linked: customer)
        let contacts = try await fixture.store.read(in: .everything) { tx in
            try tx.contacts.history(of: .customer(customer)).map(\.direction)
        }
        #expect(contacts == [.inbound, .outbound, .inbound])
        #expect(try await fixture.onlyCase().id == matter.id)
    }
}

extension DeskFixture {
    fileprivate func answer(_ id: Case.ID) async throws {
        try await desk.answer(id, with: Self.answer(), by: bela, expecting: nil)
    }
}
