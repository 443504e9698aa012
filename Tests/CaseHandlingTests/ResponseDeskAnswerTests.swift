import CaseHandling
import CaseRules
import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct ResponseDeskAnswerTests {
    @Test func `a private answer is recorded as sent, and a question as waiting`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        let form = AnswerForm(
            body: "Which one do you have?",
            visibility: .private,
            channel: .email,
            nature: .question,
            outcome: nil,
            next: .wait
        )
        let waits = try await fixture.desk.answer(
            matter.id,
            with: form,
            by: fixture.anna,
            expecting: 1
        )
        #expect(waits.state == .waitingCustomer && waits.nature == .question)
        #expect(waits.respondedAt != nil && waits.outcome == nil && waits.resolvedAt == nil)
        let file = try await fixture.desk.caseFile(matter.id, in: .everything)
        #expect(file.responses.map(\.state) == [.sent])
        #expect(file.responses.first?.authorName == "Anna")
        #expect(file.responses.first?.mention == file.mentions.first?.id)
        #expect(file.contacts.last?.contact.channel == .email)
        #expect(file.contacts.last?.response == file.responses.first?.id)
        #expect(
            file.history.suffix(3).map(\.act) == ["case.claimed", "case.answered", "case.waits"]
        )
        #expect(file.history.last { $0.act == "case.answered" }?.facts["channel"] == "email")
    }

    @Test func `an answer in time stops the clock, so that it is never broken`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        try await fixture.desk.answer(
            matter.id,
            with: DeskFixture.answer(),
            by: fixture.anna,
            expecting: nil
        )
        fixture.advance(by: .days(9))
        let overdue = try await fixture.store.read(in: .everything) { tx in
            try tx.cases.overdueClocks(at: tx.now, limit: 9)
        }
        #expect(overdue.isEmpty)
    }

    @Test(arguments: [true, false])
    func `of many who answer at once one answer goes out`(seesVersion: Bool) async throws {
        let fixture = try await DeskFixture(unsolicited: 9)
        let matter = try await fixture.opened()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                let member = number.isMultiple(of: 2) ? fixture.anna : fixture.bela
                group.addTask {
                    do {
                        try await fixture.desk.answer(
                            matter.id,
                            with: DeskFixture.answer(),
                            by: member,
                            expecting: seesVersion ? matter.version : nil
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
        #expect(outcomes == 1)
        let file = try await fixture.desk.caseFile(matter.id, in: .everything)
        #expect(file.responses.count == 1)
        #expect(file.contacts.map(\.contact.direction) == [.inbound, .outbound])
        #expect(file.history.count { $0.act == "case.answered" } == 1)
    }

    @Test func `who wants to hear nothing is not written to, also not in answer`() async throws {
        let fixture = try await DeskFixture()
        let customer = try await fixture.customer("Mira Holm", wantsSilence: true)
        let matter = try await fixture.opened(by: .customer(customer))
        await #expect(throws: DeskError.guarded(.blocked(because: .silenceWanted))) {
            try await fixture.desk.answer(
                matter.id,
                with: DeskFixture.answer(),
                by: fixture.anna,
                expecting: nil
            )
        }
        let file = try await fixture.desk.caseFile(matter.id, in: .everything)
        #expect(file.matter == matter)
        #expect(file.responses.isEmpty && file.contacts.isEmpty)
    }

    @Test func `a refused answer leaves no claim, no contact and no line in the audit`()
        async throws
    {
        let fixture = try await DeskFixture(unsolicited: 0)
        let customer = try await fixture.customer("Mira Holm", wantsSilence: false)
        let matter = try await fixture.opened(by: .customer(customer))
        await #expect(throws: DeskError.guarded(.blocked(because: .noUnsolicitedContact))) {
            try await fixture.desk.answer(
                matter.id,
                with: DeskFixture.answer(),
                by: fixture.anna,
                expecting: nil
            )
        }
        let file = try await fixture.desk.caseFile(matter.id, in: .everything)
        #expect(file.matter == matter && file.contacts.isEmpty && file.responses.isEmpty)
        #expect(try await fixture.acts(on: matter.id).isEmpty)
    }

    @Test func `what is resolved is not answered again`() async throws {
        let fixture = try await DeskFixture(unsolicited: 9)
        let matter = try await fixture.opened()
        try await fixture.desk.answer(
            matter.id,
            with: DeskFixture.answer(),
            by: fixture.anna,
            expecting: nil
        )
        await #expect(throws: DeskError.noSuchMove(event: "resolve", from: "resolved")) {
            try await fixture.desk.answer(
                matter.id,
                with: DeskFixture.answer(),
                by: fixture.anna,
                expecting: nil
            )
        }
        #expect(try await fixture.desk.caseFile(matter.id, in: .everything).responses.count == 1)
    }

    // MARK: - Without an answer

    @Test func `a case that was closed unanswered and comes back starts afresh`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        let closed = try await fixture.desk.resolveUnanswered(
            matter.id,
            reason: "They withdrew it.",
            by: fixture.anna,
            expecting: nil
        )
        #expect(closed.state == .resolved && closed.outcome == .noneNeeded)
        fixture.advance(by: .hours(2))
        try await fixture.hear(from: "Mira")
        let reopened = try await fixture.onlyCase()
        #expect(reopened.id == matter.id && reopened.state == .open)
        #expect(reopened.owner == fixture.anna.id)
        #expect(reopened.resolvedAt == nil && reopened.outcome == nil)
        // Eight open hours from Monday 12:00 end on Tuesday at 12:00, Warsaw time.
        #expect(reopened.dueAt == Instant(rfc3339: "2026-03-03T11:00:00Z"))
        #expect(try await fixture.acts(on: matter.id).contains("case.reopened"))
    }

    @Test func `the reason why no answer is needed is in the audit`() async throws {
        let fixture = try await DeskFixture()
        let matter = try await fixture.opened()
        try await fixture.desk.resolveUnanswered(
            matter.id,
            reason: "They withdrew it.",
            by: fixture.anna,
            expecting: 1
        )
        let last = try await fixture.desk.caseFile(matter.id, in: .everything).history.last
        #expect(last?.act == "case.resolved" && last?.actorName == "Anna")
        #expect(last?.facts == ["outcome": "none_needed", "reason": "They withdrew it."])
    }
}
