import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage
import Testing

/// What becomes of a mention that is judged otherwise.
@Suite struct ResponseDeskCorrectionsTests {
    private static func judgement(_ label: SentimentLabel, _ nature: Nature) -> Judgement {
        Judgement(
            label: label,
            score: 0,
            evidence: Evidence(parts: []),
            nature: nature,
            natureReason: "person",
            language: "en",
            isLanguageAssumed: false
        )
    }

    private func file(_ id: Mention.ID, _ fixture: DeskFixture) async throws -> MentionFile {
        try await fixture.desk.mentionFile(id, in: .everything)
    }

    @Test(arguments: [
        (
            Nature.other, SentimentLabel.neutral, Nature.complaint, SentimentLabel.negative,
            "open_case"
        ),
        (.other, .neutral, .praise, .positive, "queue"), (.praise, .positive, .other, .neutral, ""),
        (.praise, .positive, .complaint, .mixed, "open_case"),
        (.praise, .positive, .praise, .positive, ""),
        (.complaint, .negative, .praise, .positive, ""),
    ])
    func `what asks for more than before goes where triage would have put it`(
        nature: Nature,
        label: SentimentLabel,
        other: Nature,
        otherLabel: SentimentLabel,
        action: String
    ) async throws {
        let fixture = try await DeskFixture()
        let id = try await fixture.hear(from: "Mira", nature, label).mention
        let file = try await file(id, fixture)
        let said = Self.judgement(otherLabel, other)
        let destination = ResponseDesk.destination(of: file, judgedAs: said)
        #expect(destination?.rawValue ?? "" == action)
    }

    @Test func `history, a rival's mention and what staff put aside stay where they are`()
        async throws
    {
        let fixture = try await DeskFixture()
        let complaint = Self.judgement(.negative, .complaint)
        let old = try await fixture.hear(from: "Mira", .other, .neutral, isHistory: true).mention
        let rival = try await fixture.hear(from: "Mira", .other, .neutral, brand: "Kellowick")
            .mention
        let kept = try await fixture.hear(from: "Mira", .praise, .positive).mention
        try await fixture.desk.keep(kept, by: fixture.anna, expecting: nil)
        let aside = try await fixture.hear(from: "Mira", .praise, .positive).mention
        try await fixture.desk.dismiss(
            aside,
            because: .spam,
            by: fixture.anna,
            expecting: nil
        )
        for id in [old, rival, kept, aside] {
            let file = try await file(id, fixture)
            #expect(ResponseDesk.destination(of: file, judgedAs: complaint) == nil)
        }
    }

    @Test func `a mention that is a complaint now opens a case, with its line in the history`()
        async throws
    {
        let fixture = try await DeskFixture()
        let id = try await fixture.hear(from: "Mira", .praise, .positive).mention
        let before = try await file(id, fixture)
        try await fixture.store.write(by: .staff(fixture.anna.id)) { tx in
            try ResponseDesk.follow(
                .made,
                of: before,
                to: Self.judgement(.negative, .complaint),
                under: try ResponseDesk.rules(in: tx),
                in: tx
            )
        }
        let matter = try await fixture.onlyCase()
        #expect(matter.nature == .complaint && matter.dueAt != nil)
        #expect(try await file(id, fixture).matter == matter.id)
        #expect(try await fixture.acts(on: id).first == "mention.corrected")
    }
}
