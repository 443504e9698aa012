import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage
import Testing

@Suite struct ResponseDeskTests {
    // MARK: - Reception

    @Test func `a complaint opens a case with a deadline from the calendar`() async throws {
        let fixture = try await DeskFixture()
        let heard = try await fixture.hear(from: "Mira")
        #expect(heard.decision.action == .openCase)
        let matter = try await fixture.onlyCase()
        #expect(matter.state == .new)
        #expect(matter.number == 1)
        #expect(matter.partyName == "Mira")
        // Eight open hours from Monday 10:00 end on Tuesday at 10:00, Warsaw time.
        #expect(matter.dueAt == Instant(rfc3339: "2026-03-03T09:00:00Z"))
    }

    @Test func `one person has one live case, and strangers have one each`() async throws {
        let fixture = try await DeskFixture()
        for author in ["Mira", "Mira", "Noor", nil, nil] { try await fixture.hear(from: author) }
        let queue = try await fixture.desk.queue(in: .everything)
        #expect(queue.map(\.row.mentionCount).sorted() == [1, 1, 1, 2])
    }

    @Test func `praise waits without a case, rivals and history are only noted`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira", .praise, .positive)
        try await fixture.hear(from: "Noor", brand: "Kellowick")
        try await fixture.hear(from: "Otto", isHistory: true)
        let queue = try await fixture.desk.queue(in: .everything)
        #expect(queue.map(\.row.lane) == [.praise])
        let counts = try await fixture.store.read(in: .everything) {
            try $0.mentions.countsByTriage()
        }
        #expect(counts == [.queued: 1, .noted: 2])
    }

    @Test func `the queue stands by deadline and says why`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        fixture.advance(by: .hours(2))
        try await fixture.hear(from: "Noor")
        try await fixture.hear(from: "Otto", .praise, .positive)
        fixture.advance(by: .hours(23))
        let queue = try await fixture.desk.queue(in: .everything)
        #expect(queue.map(\.row.author) == ["Mira", "Noor", "Otto"])
        #expect(queue.map(\.reason.code) == ["overdue", "due", "waiting"])
    }

    // MARK: - Owners

    @Test func `of fifty who claim at once exactly one wins, and the others learn who`()
        async throws
    {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        let outcomes = await withTaskGroup(of: String.self) { group in
            for number in 0..<50 {
                let member = number.isMultiple(of: 2) ? fixture.anna : fixture.bela
                group.addTask {
                    do {
                        try await fixture.desk.claim(
                            matter.id,
                            by: member,
                            expecting: matter.version
                        )
                        return "won"
                    } catch let error as DeskError {
                        if case .owned = error { return "owned" }
                        if case .stale = error { return "stale" }
                        return "\(error)"
                    } catch {
                        return "\(error)"
                    }
                }
            }
            return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes["won"] == 1)
        #expect((outcomes["owned"] ?? 0) + (outcomes["stale"] ?? 0) == 49)
        let owner = try await fixture.onlyCase().owner
        #expect(owner == fixture.anna.id || owner == fixture.bela.id)
    }

    @Test func `somebody else's case is refused to an agent and open to a lead`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        try await fixture.desk.claim(matter.id, by: fixture.anna, expecting: nil)
        await #expect(throws: DeskError.owned(by: "Anna")) {
            try await fixture.desk.answer(
                matter.id,
                with: DeskFixture.answer(),
                by: fixture.bela,
                expecting: nil
            )
        }
        try await fixture.desk.assign(
            matter.id,
            to: fixture.bela.id,
            reason: "Anna is away",
            by: fixture.lead,
            expecting: nil
        )
        #expect(try await fixture.onlyCase().ownerName == "Bela")
        await #expect(throws: DeskError.invalid(field: "reason", code: "missing")) {
            try await fixture.desk.assign(
                matter.id,
                to: fixture.anna.id,
                reason: " ",
                by: fixture.lead,
                expecting: nil
            )
        }
    }

    @Test func `a viewer may neither claim nor note nor answer`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        await #expect(throws: DeskError.notAllowed(.claim)) {
            try await fixture.desk.claim(matter.id, by: fixture.viewer, expecting: nil)
        }
        await #expect(throws: DeskError.notAllowed(.note)) {
            try await fixture.desk.note(matter.id, "hello", by: fixture.viewer)
        }
        await #expect(throws: DeskError.notAllowed(.sendPublic)) {
            try await fixture.desk.answer(
                matter.id,
                with: DeskFixture.answer(),
                by: fixture.viewer,
                expecting: nil
            )
        }
    }

    // MARK: - Answers

    @Test func `an answer is recorded, enters the ledger and closes the case`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        let closed = try await fixture.desk.answer(
            matter.id,
            with: DeskFixture.answer(),
            by: fixture.anna,
            expecting: matter.version
        )
        #expect(closed.state == .resolved)
        #expect(closed.owner == fixture.anna.id)
        #expect(try await fixture.desk.queue(in: .everything).isEmpty)
        let file = try await fixture.desk.caseFile(matter.id, in: .everything)
        #expect(file.responses.map(\.state) == [.postedByHand])
        #expect(file.contacts.map(\.contact.direction) == [.inbound, .outbound])
        #expect(file.contacts.allSatisfy { $0.nature == .complaint && $0.outcome == .resolved })
        #expect(file.contacts.last?.contact.isSolicited == true)
        #expect(
            file.history.map(\.act) == [
                "case.opened", "mention.joined", "case.claimed", "case.answered", "case.resolved",
            ]
        )
    }

    @Test func `whoever wrote again meets the same owner, with a new clock`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        try await fixture.desk.answer(
            matter.id,
            with: DeskFixture.answer(),
            by: fixture.anna,
            expecting: nil
        )
        fixture.advance(by: .hours(1))
        try await fixture.hear(from: "Mira")
        let reopened = try await fixture.onlyCase()
        #expect(reopened.id == matter.id)
        #expect(reopened.owner == fixture.anna.id)
        #expect(reopened.state == .open)
        #expect(reopened.dueAt == Instant(rfc3339: "2026-03-03T10:00:00Z"))
        fixture.advance(by: .days(15))
        try await fixture.desk.answer(
            matter.id,
            with: DeskFixture.answer(),
            by: fixture.anna,
            expecting: nil
        )
        fixture.advance(by: .days(15))
        try await fixture.hear(from: "Mira")
        #expect(try await fixture.onlyCase().number == 2)
    }

    @Test(arguments: [
        (
            "body",
            AnswerForm(
                body: " ",
                visibility: .private,
                channel: .email,
                nature: .complaint,
                outcome: .resolved
            )
        ),
        (
            "visibility",
            AnswerForm(
                body: "a",
                visibility: nil,
                channel: .email,
                nature: .complaint,
                outcome: .resolved
            )
        ),
        (
            "thread_address",
            AnswerForm(
                body: "a",
                visibility: .public,
                channel: .publicReply,
                nature: .complaint,
                outcome: .resolved
            )
        ),
        (
            "channel",
            AnswerForm(
                body: "a",
                visibility: .private,
                channel: .publicReply,
                nature: .complaint,
                outcome: .resolved
            )
        ),
    ])
    func `an answer that lacks something changes nothing`(field: String, form: AnswerForm)
        async throws
    {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        await #expect {
            try await fixture.desk.answer(matter.id, with: form, by: fixture.anna, expecting: nil)
        } throws: { error in
            guard case .invalid(field, _) = error as? DeskError else { return false }
            return true
        }
        #expect(try await fixture.onlyCase() == matter)
    }

    @Test func `closing without an outcome is refused and names it`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        var form = DeskFixture.answer()
        form.outcome = nil
        await #expect {
            try await fixture.desk.answer(matter.id, with: form, by: fixture.anna, expecting: nil)
        } throws: { error in
            guard case .incomplete(let problems) = error as? DeskError else { return false }
            return problems.contains { $0.field == .outcome }
        }
        #expect(try await fixture.onlyCase() == matter)
    }

    @Test func `an answer is free, and one more unasked is for the guard to say`() async throws {
        let fixture = try await DeskFixture(unsolicited: 0)
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        try await fixture.desk.answer(
            matter.id,
            with: DeskFixture.answer(.wait),
            by: fixture.anna,
            expecting: nil
        )
        fixture.advance(by: .minutes(1))
        let refusal = DeskError.guarded(.blocked(because: .noUnsolicitedContact))
        await #expect(throws: refusal) {
            try await fixture.desk.answer(
                matter.id,
                with: DeskFixture.answer(),
                by: fixture.anna,
                expecting: nil
            )
        }
        fixture.advance(by: .minutes(1))
        try await fixture.hear(from: "Mira")
        fixture.advance(by: .minutes(1))
        let closed = try await fixture.desk.answer(
            matter.id,
            with: DeskFixture.answer(),
            by: fixture.anna,
            expecting: nil
        )
        #expect(closed.state == .resolved)
    }

    // MARK: - Triage

    @Test func `a mention is put aside with a reason and can come back`() async throws {
        let fixture = try await DeskFixture()
        let praise = try await fixture.hear(from: "Mira", .praise, .positive)
        let aside = try await fixture.desk.dismiss(
            praise.mention,
            because: .spam,
            by: fixture.anna,
            expecting: 2
        )
        #expect(aside.triage == .dismissed)
        #expect(aside.dismissal == .spam)
        #expect(try await fixture.desk.queue(in: .everything).isEmpty)
        let back = try await fixture.desk.restore(
            praise.mention,
            by: fixture.bela,
            expecting: aside.version
        )
        #expect(back.triage == .queued)
        #expect(back.dismissal == nil)
        await #expect(throws: DeskError.stale(current: back.version, changedBy: nil, at: nil)) {
            try await fixture.desk.keep(
                praise.mention,
                by: fixture.anna,
                expecting: aside.version
            )
        }
    }

    @Test func `a mention without a case can be made one`() async throws {
        let fixture = try await DeskFixture()
        let praise = try await fixture.hear(from: "Mira", .praise, .positive)
        let matter = try await fixture.desk.openCase(
            for: praise.mention,
            by: fixture.anna,
            expecting: nil
        )
        #expect(matter.owner == fixture.anna.id)
        #expect(try await fixture.onlyCase().id == matter.id)
    }

    @Test func `a case that needs no answer is closed with the reason`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        await #expect(throws: DeskError.self) {
            try await fixture.desk.resolveUnanswered(
                matter.id,
                reason: "  ",
                by: fixture.anna,
                expecting: nil
            )
        }
        let closed = try await fixture.desk.resolveUnanswered(
            matter.id,
            reason: "They withdrew it.",
            by: fixture.anna,
            expecting: nil
        )
        #expect(closed.outcome == .noneNeeded)
        #expect(closed.state == .resolved)
    }

    @Test func `a note stays inside and needs words`() async throws {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        let matter = try await fixture.onlyCase()
        try await fixture.desk.note(matter.id, "Called the warehouse.", by: fixture.anna)
        let file = try await fixture.desk.caseFile(matter.id, in: .everything)
        #expect(file.notes.map(\.text) == ["Called the warehouse."])
        #expect(file.notes.first?.authorName == "Anna")
        #expect(file.contacts.count == 1)
        await #expect(throws: DeskError.invalid(field: "text", code: "missing")) {
            try await fixture.desk.note(matter.id, "\n ", by: fixture.anna)
        }
    }
}
