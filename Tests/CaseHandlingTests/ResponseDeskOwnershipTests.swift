import CaseHandling
import CaseRules
import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct ResponseDeskOwnershipTests {
    private static let nowhere = Case.ID(rawValue: 404)

    @Test func `a claim is written down, and a second one of the same person is refused`()
        async throws
    {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        let claimed = try await fixture.desk.claim(matter.id, by: fixture.anna, expecting: 1)
        #expect(claimed.state == .open && claimed.owner == fixture.anna.id)
        #expect(claimed.version == 2)
        await #expect(throws: DeskError.noSuchMove(event: "claim", from: "open")) {
            try await fixture.desk.claim(matter.id, by: fixture.anna, expecting: nil)
        }
        #expect(try await fixture.acts(on: matter.id).suffix(1) == ["case.claimed"])
    }

    @Test func `whoever acts on what they no longer see is told who was faster`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        try await fixture.desk.claim(matter.id, by: fixture.anna, expecting: matter.version)
        await #expect(throws: DeskError.owned(by: "Anna")) {
            try await fixture.desk.claim(matter.id, by: fixture.bela, expecting: matter.version)
        }
        let start = try #require(Instant(rfc3339: "2026-03-02T09:00:00Z"))
        let stale = DeskError.stale(current: 2, changedBy: "Anna", at: start)
        await #expect(throws: stale) {
            try await fixture.desk.resolveUnanswered(
                matter.id,
                reason: "They withdrew it.",
                by: fixture.anna,
                expecting: matter.version
            )
        }
    }

    @Test func `a case that is not there is not found by any act`() async throws {
        let fixture = try await DeskFixture()
        let desk = fixture.desk
        let anna = fixture.anna
        await #expect(throws: DeskError.notFound) {
            try await desk.claim(Self.nowhere, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.notFound) {
            try await desk.note(Self.nowhere, "hello", by: anna)
        }
        await #expect(throws: DeskError.notFound) {
            try await desk.answer(
                Self.nowhere,
                with: DeskFixture.answer(),
                by: anna,
                expecting: nil
            )
        }
        await #expect(throws: DeskError.notFound) {
            try await desk.resolveUnanswered(Self.nowhere, reason: "r", by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.notFound) {
            try await desk.assign(
                Self.nowhere,
                to: anna.id,
                reason: "r",
                by: fixture.lead,
                expecting: nil
            )
        }
        await #expect(throws: DeskError.notFound) { try await desk.caseID(number: 404) }
        await #expect(throws: DeskError.notFound) {
            try await desk.caseFile(Self.nowhere, in: .everything)
        }
    }

    // MARK: - Assigning

    @Test func `a lead gives a case to an agent, and the audit knows why`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        let given = try await fixture.desk.assign(
            matter.id,
            to: fixture.bela.id,
            reason: "",
            by: fixture.lead,
            expecting: 1
        )
        #expect(given.ownerName == "Bela" && given.state == .open)
        let taken = try await fixture.desk.assign(
            matter.id,
            to: fixture.anna.id,
            reason: "Bela is away",
            by: fixture.lead,
            expecting: given.version
        )
        #expect(taken.ownerName == "Anna")
        let history = try await fixture.desk.caseFile(matter.id, in: .everything).history
        #expect(history.suffix(2).map(\.act) == ["case.assigned", "case.assigned"])
        #expect(history.last?.facts == ["owner": "Anna", "reason": "Bela is away"])
        #expect(history.last?.actorName == "Lea")
    }

    @Test func `an agent assigns nobody, not even a case of their own`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        await #expect(throws: DeskError.notAllowed(.assign)) {
            try await fixture.desk.assign(
                matter.id,
                to: fixture.anna.id,
                reason: "mine",
                by: fixture.anna,
                expecting: nil
            )
        }
        try await fixture.desk.claim(matter.id, by: fixture.anna, expecting: nil)
        await #expect(throws: DeskError.notAllowed(.assign)) {
            try await fixture.desk.assign(
                matter.id,
                to: fixture.bela.id,
                reason: "yours",
                by: fixture.anna,
                expecting: nil
            )
        }
        #expect(try await fixture.onlyCase().owner == fixture.anna.id)
    }

    @Test func `a case goes to nobody who cannot answer it`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        let gone = try await fixture.member("Gone", isActive: false)
        let refusals: [(StaffMember.ID, String)] = [
            (fixture.viewer.id, "cannot_own"), (gone.id, "unknown"),
            (StaffMember.ID(rawValue: 404), "unknown"),
        ]
        for (owner, code) in refusals {
            await #expect(throws: DeskError.invalid(field: "owner", code: code)) {
                try await fixture.desk.assign(
                    matter.id,
                    to: owner,
                    reason: "take it",
                    by: fixture.lead,
                    expecting: nil
                )
            }
        }
        #expect(try await fixture.onlyCase() == matter)
    }

    // MARK: - Who may not

    @Test func `a viewer is told that the role lacks it, whoever owns the case`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        try await fixture.desk.claim(matter.id, by: fixture.anna, expecting: nil)
        await #expect(throws: DeskError.notAllowed(.claim)) {
            try await fixture.desk.resolveUnanswered(
                matter.id,
                reason: "r",
                by: fixture.viewer,
                expecting: nil
            )
        }
    }

    @Test func `who is no longer active changes nothing`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        let praise = try await fixture.hear(from: "Noor", .praise, .positive)
        let gone = try await fixture.member("Gone", isActive: false)
        await #expect(throws: DeskError.notAllowed(.claim)) {
            try await fixture.desk.claim(matter.id, by: gone, expecting: nil)
        }
        await #expect(throws: DeskError.notAllowed(.note)) {
            try await fixture.desk.note(matter.id, "hello", by: gone)
        }
        await #expect(throws: DeskError.notAllowed(.sendPublic)) {
            try await fixture.desk.answer(
                matter.id,
                with: DeskFixture.answer(),
                by: gone,
                expecting: nil
            )
        }
        await #expect(throws: DeskError.notAllowed(.triage)) {
            try await fixture.desk.dismiss(praise.mention, because: .spam, by: gone, expecting: nil)
        }
        await #expect(throws: DeskError.notAllowed(.triage)) {
            try await fixture.desk.openCase(for: praise.mention, by: gone, expecting: nil)
        }
        let file = try await fixture.desk.caseFile(matter.id, in: .everything)
        #expect(file.matter == matter && file.notes.isEmpty)
    }
}
