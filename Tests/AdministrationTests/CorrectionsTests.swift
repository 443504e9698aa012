import Administration
import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage
import Testing

/// What people say of single mentions.
@Suite struct CorrectionsTests {
    private func place(_ texts: [String] = RescoreFixture.texts) async throws -> (
        RescoreFixture, Corrections, StaffMember
    ) {
        let fixture = try await RescoreFixture()
        try await fixture.hear(texts)
        let corrections = Corrections(try fixture.rescoring())
        return (fixture, corrections, try await fixture.member(.agent))
    }

    @Test func `a person's judgement stands in Earshot's place, and everything is counted so`()
        async throws
    {
        let (fixture, corrections, anna) = try await place(["Brontavia is excellent, I love it."])
        let before = try #require(try await fixture.mentions().first)
        #expect(before.judgement.label == .positive && before.triage == .queued)
        let file = try await corrections.judge(
            before.id,
            as: Corrections.Verdict(label: .mixed),
            by: anna,
            expecting: before.version
        )
        #expect(
            file.judgement.label == .mixed && file.judgement.evidence == before.judgement.evidence
        )
        #expect(file.correction?.by == "The agent" && file.correction?.label == .positive)
        #expect(file.confidence == .certain)
        #expect(file.judgement.nature == .complaint)
        #expect(file.judgement.natureReason == "negative_label")
        #expect(try await fixture.wrongCounts() == 0)
        #expect(try fixture.place.audited("mention.corrected") == "1")
        // It asks for an answer now, and has a case with its clock.
        #expect(file.triage == .inCase)
        #expect(try fixture.count("clocks") == "1")
        let back = try await corrections.takeBack(file.id, by: anna, expecting: nil)
        #expect(back.correction == nil && back.judgement == before.judgement)
        #expect(back.triage == .inCase)
        #expect(try await fixture.wrongCounts() == 0)
        #expect(try fixture.place.audited("mention.correction_undone") == "1")
        #expect(try fixture.count("judgements") == "3")
    }

    @Test func `praise that was noted waits for eyes, and neutral words leave the queue to staff`()
        async throws
    {
        let (fixture, corrections, anna) = try await place(["It rained on Brontavia."])
        let id = try #require(try await fixture.mentions().first).id
        #expect(try await fixture.mentions().map(\.triage) == [.noted])
        var file = try await corrections.judge(
            id,
            as: Corrections.Verdict(label: .positive),
            by: anna,
            expecting: nil
        )
        #expect(file.triage == .queued && file.judgement.score == 500)
        #expect(try fixture.place.value(of: "SELECT queue_lane FROM mentions") == "praise")
        file = try await corrections.judge(
            id,
            as: Corrections.Verdict(label: .neutral, nature: .sales),
            by: anna,
            expecting: nil
        )
        #expect(file.triage == .queued && file.judgement.score == 0)
        #expect(file.judgement.nature == .sales && file.judgement.natureReason == "person")
        #expect(file.correction?.label == .neutral && file.correction?.nature == .other)
        #expect(try fixture.count("judgements") == "3")
    }

    @Test func `history is no work, and judging again leaves what people said alone`() async throws
    {
        let (fixture, corrections, anna) = try await place(["It rained on Brontavia."])
        try fixture.change("UPDATE mentions SET is_history = 1")
        let id = try #require(try await fixture.mentions().first).id
        let file = try await corrections.judge(
            id,
            as: Corrections.Verdict(label: .negative, nature: .complaint),
            by: anna,
            expecting: nil
        )
        #expect(file.triage == .noted && file.matter == nil)
        #expect(try fixture.count("cases") == "0")
        let rescoring = try fixture.rescoring("rained\t3\n")
        let run = try await rescoring.start(Rescoring.Question(), by: .local("test"))
        #expect(try await rescoring.step(run.id).changed == 0)
        #expect(try await fixture.mentions().map(\.judgement) == [file.judgement])
        let back = try await Corrections(rescoring).takeBack(id, by: anna, expecting: nil)
        #expect(back.judgement.label == .positive && back.triage == .noted)
        // It is Earshot's again, and judging again changes it.
        let other = try fixture.rescoring("rained\t-3\n")
        let next = try await other.start(Rescoring.Question(), by: .local("test"))
        #expect(try await other.step(next.id).changed == 1)
        #expect(try await fixture.wrongCounts() == 0)
    }

    @Test func `a mention without a text gets back the judgement that was corrected`() async throws
    {
        let (fixture, corrections, anna) = try await place(["Brontavia was dead on arrival."])
        let before = try #require(try await fixture.mentions().first)
        try await corrections.judge(
            before.id,
            as: Corrections.Verdict(label: .neutral),
            by: anna,
            expecting: nil
        )
        try fixture.change("UPDATE entries SET text_removed = 'expired'")
        try fixture.change("UPDATE entry_revisions SET text = NULL, title = NULL")
        let again = try await corrections.judge(
            before.id,
            as: Corrections.Verdict(label: .mixed),
            by: anna,
            expecting: nil
        )
        #expect(again.judgement.nature == .other)
        let back = try await corrections.takeBack(before.id, by: anna, expecting: nil)
        #expect(back.judgement == before.judgement)
    }

    @Test func `what was not seen, is not allowed or is none is refused and changes nothing`()
        async throws
    {
        let (fixture, corrections, anna) = try await place(["It rained on Brontavia."])
        let before = try #require(try await fixture.mentions().first)
        func judge(
            _ label: SentimentLabel,
            by member: StaffMember,
            _ version: Int? = nil,
            _ id: Mention.ID? = nil,
            in scope: Scope = .everything
        ) async -> DeskError? {
            await #expect(throws: DeskError.self) {
                try await corrections.judge(
                    id ?? before.id,
                    as: Corrections.Verdict(label: label),
                    by: member,
                    expecting: version,
                    in: scope
                )
            }
        }
        let viewer = try await fixture.member(.viewer)
        #expect(await judge(.positive, by: viewer) == .notAllowed(.correctJudgements))
        let stale = await judge(.positive, by: anna, before.version + 1)
        #expect(stale == .stale(current: before.version, changedBy: nil, at: nil))
        #expect(await judge(.abstain, by: anna) == .invalid(field: "label", code: "not_a_label"))
        #expect(await judge(.positive, by: anna, nil, Mention.ID(rawValue: 7)) == .notFound)
        let unseen = Scope(brands: [], includesPersonalData: false)
        #expect(await judge(.positive, by: anna, in: unseen) == .notFound)
        let undo = await #expect(throws: DeskError.self) {
            try await corrections.takeBack(before.id, by: anna, expecting: nil)
        }
        #expect(undo == .noSuchMove(event: "judge_by_rules", from: "judged_by_rules"))
        #expect(try await fixture.mentions() == [before])
    }

    @Test func `what staff kept stays where they put it`() async throws {
        let (fixture, corrections, anna) = try await place(["Brontavia is excellent, I love it."])
        let queued = try #require(try await fixture.mentions().first)
        let desk = ResponseDesk(store: fixture.place.store)
        try await desk.keep(queued.id, by: anna, expecting: nil)
        let file = try await corrections.judge(
            queued.id,
            as: Corrections.Verdict(label: .negative),
            by: anna,
            expecting: nil
        )
        #expect(file.triage == .noted && file.judgement.nature == .complaint)
    }
}
