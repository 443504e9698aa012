import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage
import Testing

@Suite struct ResponseDeskQueueTests {
    private func titles(_ items: [QueueItem]) -> [String] {
        items.map { $0.row.author ?? "?" }
    }

    @Test func `lines without a clock stand by urgency and then by age, and each says why`()
        async throws
    {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Praise", .praise, .positive)
        try await fixture.hear(from: "Blame", .other, .negative)
        try await fixture.hear(from: "Complaint")
        try await fixture.hear(from: "More praise", .praise, .positive)
        let items = try await fixture.desk.queue(in: .everything)
        #expect(titles(items) == ["Complaint", "Blame", "Praise", "More praise"])
        let reasons: [QueueReason] = [
            .due(inMinutes: 480), .urgent(.complaint), .waiting, .waiting,
        ]
        #expect(items.map(\.reason) == reasons)
        #expect(items.map(\.row.lane) == [.complaints, .complaints, .praise, .praise])
    }

    @Test func `who writes again passes those due in the same minute, until the answer`()
        async throws
    {
        let fixture = try await DeskFixture()
        try await fixture.hear(from: "Mira")
        try await fixture.hear(from: "Noor")
        #expect(titles(try await fixture.desk.queue(in: .everything)) == ["Mira", "Noor"])
        try await fixture.hear(from: "Noor")
        let items = try await fixture.desk.queue(in: .everything)
        #expect(titles(items) == ["Noor", "Mira"])
        guard case .matter(let id, _) = items[0].row.subject else { throw DeskError.notFound }
        let before = try await fixture.desk.caseFile(id, in: .everything).matter
        #expect(before.rank.urgency == [.complaint, .wroteAgain])
        let answered = try await fixture.desk.answer(
            id,
            with: DeskFixture.answer(.wait),
            by: fixture.anna,
            expecting: nil
        )
        #expect(answered.rank == QueueRank())
        // A new complaint after the answer is the first of its kind again.
        try await fixture.hear(from: "Noor")
        let after = try await fixture.desk.caseFile(id, in: .everything).matter
        #expect(after.rank.urgency == .complaint)
    }

    @Test func `pages walk the whole queue once, whatever the time, and so do those of a lane`()
        async throws
    {
        let fixture = try await DeskFixture()
        for number in 1...7 { try await fixture.hear(from: "Complaint \(number)") }
        for number in 1...6 { try await fixture.hear(from: "Praise \(number)", .praise, .positive) }
        let whole = try await fixture.desk.queue(in: .everything)
        #expect(whole.count == 13)
        for lane in [nil, Lane.praise, .complaints, .rivals] {
            var seen: [QueueItem] = []
            var start: QueuePosition?
            for _ in 0..<9 {
                let page = try await fixture.desk.queue(
                    in: .everything,
                    lane: lane,
                    after: start,
                    limit: 4
                )
                guard let last = page.last else { break }
                seen += page
                start = last.row.position
                fixture.advance(by: .hours(3))
            }
            #expect(seen.map(\.row) == whole.map(\.row).filter { lane == nil || $0.lane == lane })
        }
    }

    @Test func `a lane's count is the number of its lines, beyond any page`() async throws {
        let fixture = try await DeskFixture()
        for number in 1...5 { try await fixture.hear(from: "Complaint \(number)") }
        for number in 1...8 { try await fixture.hear(from: "Praise \(number)", .praise, .positive) }
        try await fixture.hear(from: "Rival", brand: "Kellowick")
        let counts = try await fixture.desk.queueCounts(in: .everything)
        #expect(counts == [.complaints: 5, .praise: 8])
        #expect(try await fixture.desk.queue(in: .everything, limit: 3).count == 3)
        let blind = Scope(brands: [], includesPersonalData: true)
        #expect(try await fixture.desk.queueCounts(in: blind) == [:])
    }

    @Test(arguments: [
        ("Kellowick", Nature.complaint, SentimentLabel.negative, false, TriageState.noted),
        ("Brontavia", .complaint, .negative, true, .noted),
        ("Brontavia", .other, .neutral, false, .noted),
        ("Brontavia", .praise, .positive, false, .queued),
    ])
    func `what was put aside comes back to where triage would put it`(
        brand: String,
        nature: Nature,
        label: SentimentLabel,
        isHistory: Bool,
        state: TriageState
    ) async throws {
        let fixture = try await DeskFixture()
        let (id, _) = try await fixture.hear(
            from: "Mira",
            nature,
            label,
            brand: brand,
            isHistory: isHistory
        )
        let (desk, anna) = (fixture.desk, fixture.anna)
        let before = try await desk.mentionFile(id, in: .everything).triage
        try await desk.dismiss(id, because: .spam, by: anna, expecting: nil)
        #expect(try await desk.restore(id, by: anna, expecting: nil).triage == state)
        #expect(before == state)
        let waiting = try await desk.queue(in: .everything).count
        #expect(waiting == (state == .queued ? 1 : 0))
    }

    @Test func `a rival's mention comes to no queue and to no case, by nobody's wish`() async throws
    {
        let fixture = try await DeskFixture()
        let (rival, _) = try await fixture.hear(from: "Mira", brand: "Kellowick")
        let (desk, anna) = (fixture.desk, fixture.anna)
        await #expect(throws: DeskError.noSuchMove(event: "restore_aside", from: "noted")) {
            try await desk.restore(rival, by: anna, expecting: nil)
        }
        await #expect(throws: DeskError.noSuchMove(event: "attach", from: "rival")) {
            try await desk.openCase(for: rival, by: anna, expecting: nil)
        }
        #expect(try await desk.queueCounts(in: .everything) == [:])
    }
}
