import CaseHandling
import CaseRules
import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct ResponseDeskTriageTests {
    private static let nowhere = Mention.ID(rawValue: 404)

    @Test func `a mention that is not there is not found by any act`() async throws {
        let fixture = try await DeskFixture()
        let (desk, anna) = (fixture.desk, fixture.anna)
        await #expect(throws: DeskError.notFound) {
            try await desk.dismiss(Self.nowhere, because: .spam, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.notFound) {
            try await desk.restore(Self.nowhere, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.notFound) {
            try await desk.keep(Self.nowhere, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.notFound) {
            try await desk.openCase(for: Self.nowhere, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.notFound) {
            try await desk.mentionFile(Self.nowhere, in: .everything)
        }
    }

    @Test func `a viewer moves no mention`() async throws {
        let fixture = try await DeskFixture()
        let praise = try await fixture.hear(from: "Mira", .praise, .positive)
        let (desk, viewer) = (fixture.desk, fixture.viewer)
        await #expect(throws: DeskError.notAllowed(.triage)) {
            try await desk.dismiss(praise.mention, because: .spam, by: viewer, expecting: nil)
        }
        await #expect(throws: DeskError.notAllowed(.triage)) {
            try await desk.keep(praise.mention, by: viewer, expecting: nil)
        }
        await #expect(throws: DeskError.notAllowed(.triage)) {
            try await desk.openCase(for: praise.mention, by: viewer, expecting: nil)
        }
        let file = try await desk.mentionFile(praise.mention, in: .everything)
        #expect(file.triage == .queued && file.version == 2)
    }

    @Test func `a mention that opened a case by mistake leaves it, and takes the case with it`()
        async throws
    {
        let fixture = try await DeskFixture()
        let desk = fixture.desk
        let first = try await fixture.hear(from: "Mira")
        let second = try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        try await desk.dismiss(first.mention, because: .notOurs, by: fixture.lead, expecting: nil)
        #expect(try await fixture.onlyCase().state == .new)
        let gone = try await desk.dismiss(
            second.mention,
            because: .notOurs,
            by: fixture.lead,
            expecting: nil
        )
        #expect(gone.triage == .dismissed && gone.dismissal == .notOurs && gone.matter == nil)
        let over = try await desk.caseFile(matter.id, in: .everything).matter
        #expect(over.state == .closed && over.outcome == .noneNeeded)
        #expect(try await fixture.acts(on: matter.id).contains("case.emptied"))
        #expect(try await desk.queue(in: .everything).isEmpty)
        // What the person writes next is another case.
        try await fixture.hear(from: "Mira")
        let live = try await fixture.store.read(in: .everything) { tx in
            try tx.cases.countsByState()
        }
        #expect(live == [.closed: 1, .new: 1])
    }

    @Test func `an answered case keeps its mentions`() async throws {
        let fixture = try await DeskFixture()
        let complaint = try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        try await fixture.desk.answer(
            matter.id,
            with: DeskFixture.answer(),
            by: fixture.lead,
            expecting: nil
        )
        await #expect(throws: DeskError.noSuchMove(event: "disown", from: "answered")) {
            try await fixture.desk.dismiss(
                complaint.mention,
                because: .notOurs,
                by: fixture.lead,
                expecting: nil
            )
        }
    }

    @Test func `a mention of a case is not put aside by an agent, nor kept or restored`()
        async throws
    {
        let fixture = try await DeskFixture()
        let complaint = try await fixture.hear(from: "Mira")
        let (desk, anna) = (fixture.desk, fixture.anna)
        await #expect(throws: DeskError.notAllowed(.undo)) {
            try await desk.dismiss(complaint.mention, because: .spam, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.noSuchMove(event: "note", from: "in_case")) {
            try await desk.keep(complaint.mention, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.noSuchMove(event: "restore", from: "in_case")) {
            try await desk.restore(complaint.mention, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.noSuchMove(event: "attach", from: "in_case")) {
            try await desk.openCase(for: complaint.mention, by: anna, expecting: nil)
        }
    }

    @Test(arguments: DismissalReason.allCases)
    func `each move of a mention has its line in the audit`(reason: DismissalReason) async throws {
        let fixture = try await DeskFixture()
        let praise = try await fixture.hear(from: "Mira", .praise, .positive)
        let (desk, anna) = (fixture.desk, fixture.anna)
        try await desk.keep(praise.mention, by: anna, expecting: 2)
        try await desk.restore(praise.mention, by: anna, expecting: 3)
        try await desk.dismiss(praise.mention, because: reason, by: anna, expecting: 4)
        let acts = try await fixture.acts(on: praise.mention)
        #expect(acts == ["mention.noted", "mention.queued", "mention.dismissed"])
    }

    @Test func `of many who put one mention aside at once one does`() async throws {
        let fixture = try await DeskFixture()
        let praise = try await fixture.hear(from: "Mira", .praise, .positive)
        let wins = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                let member = number.isMultiple(of: 2) ? fixture.anna : fixture.bela
                group.addTask {
                    do {
                        try await fixture.desk.dismiss(
                            praise.mention,
                            because: .spam,
                            by: member,
                            expecting: 2
                        )
                        return true
                    } catch {
                        #expect(
                            error as? DeskError == .stale(current: 3, changedBy: nil, at: nil)
                        )
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
        #expect(try await fixture.acts(on: praise.mention) == ["mention.dismissed"])
    }

    // MARK: - Cases of mentions

    @Test func `a mention joins the live case of its author, and the owner keeps it`()
        async throws
    {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        try await fixture.desk.claim(matter.id, by: fixture.bela, expecting: nil)
        let praise = try await fixture.hear(from: "Mira", .praise, .positive)
        let joined = try await fixture.desk.openCase(
            for: praise.mention,
            by: fixture.anna,
            expecting: 2
        )
        #expect(joined.id == matter.id && joined.owner == fixture.bela.id)
        let file = try await fixture.desk.caseFile(matter.id, in: .everything)
        #expect(file.mentions.count == 2)
        #expect(file.contacts.count == 2)
    }

    @Test(arguments: [Nature.complaint, .question])
    func `a case without a clock gets one when its person writes what we promise an answer to`(
        nature: Nature
    ) async throws {
        let fixture = try await DeskFixture()
        let praise = try await fixture.hear(from: "Mira", .praise, .positive)
        let opened = try await fixture.desk.openCase(
            for: praise.mention,
            by: fixture.anna,
            expecting: nil
        )
        #expect(opened.dueAt == nil && opened.nature == .praise)
        try await fixture.hear(from: "Mira", nature)
        let joined = try await fixture.onlyCase()
        #expect(joined.id == opened.id && joined.owner == fixture.anna.id)
        #expect(joined.nature == nature)
        #expect(joined.dueAt == Instant(rfc3339: "2026-03-03T09:00:00Z"))
        let overdue = try await fixture.store.read(in: .everything) { tx in
            try tx.cases.overdueClocks(at: tx.now + .days(3), limit: 10)
        }
        #expect(overdue.map(\.metric) == [.firstResponse])
    }

    @Test func `a clock that runs is not moved by what the person writes next`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        fixture.advance(by: .hours(2))
        try await fixture.hear(from: "Mira", .question)
        let after = try await fixture.onlyCase()
        #expect(after.dueAt == matter.dueAt)
        #expect(after.nature == .complaint)
    }

    @Test func `of many who open a case for one mention at once there is one case`()
        async throws
    {
        let fixture = try await DeskFixture()
        let praise = try await fixture.hear(from: nil, .praise, .positive)
        let wins = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                let member = number.isMultiple(of: 2) ? fixture.anna : fixture.bela
                group.addTask {
                    do {
                        try await fixture.desk.openCase(
                            for: praise.mention,
                            by: member,
                            expecting: 2
                        )
                        return true
                    } catch {
                        #expect(error is DeskError, "\(error)")
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
        let matter = try await fixture.onlyCase()
        #expect(matter.number == 1 && matter.state == .open)
        let acts = try await fixture.acts(on: matter.id)
        #expect(acts == ["case.opened", "mention.joined", "case.claimed"])
    }

    @Test func `a linked mention belongs to the customer's case, whoever the author is`()
        async throws
    {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        let praise = try await fixture.hear(from: "mira77", .praise, .positive, linked: customer)
        let matter = try await fixture.desk.openCase(
            for: praise.mention,
            by: fixture.anna,
            expecting: nil
        )
        #expect(matter.party == .customer(customer) && matter.partyName == "Mira Holm")
    }

    // MARK: - Settings

    @Test func `without settings nothing is shown or received, and the reason is said`()
        async throws
    {
        let fixture = try await DeskFixture()
        try await fixture.store.write(by: .local("test")) { tx in
            _ = try tx.session.connection.execute(
                "UPDATE company SET policy_version_id = NULL",
                []
            )
        }
        await #expect(throws: DeskError.unusablePolicy("none have been written yet")) {
            try await fixture.desk.queue(in: .everything)
        }
        await #expect(throws: DeskError.self) { try await fixture.hear(from: "Mira") }
        let count = try await fixture.store.read(in: .everything) { try $0.entries.count() }
        #expect(count == 0)
    }
}
