import Administration
import EarshotModel
import RecordStorage
import Testing

@Suite struct RescoringRunsTests {
    private static let words = "blorp\t-3\nrained\t-2\n"
    private static let actor = Actor.local("test")

    /// The run at its end.
    private func finish(_ run: RescoreRun, _ rescoring: Rescoring) async throws -> RescoreRun {
        var run = run
        let start = run.state
        while run.state == start { run = try await rescoring.step(run.id) }
        return run
    }

    private func labels(_ fixture: RescoreFixture) async throws -> [SentimentLabel] {
        try await fixture.mentions().map(\.judgement.label)
    }

    @Test func `a run changes what differs, in batches, and the counts follow`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let before = try await fixture.mentions()
        let rescoring = try fixture.rescoring(Self.words, batchSize: 2)
        let first = try await rescoring.start(Rescoring.Question(), by: Self.actor)
        let half = try await rescoring.step(first.id)
        #expect(half.state == .running && half.seen == 2 && half.last == before[1].id)
        let run = try await finish(half, rescoring)
        #expect(run.state == .done && run.seen == 6 && run.changed == 3 && run.endedAt != nil)
        let after = try await fixture.mentions()
        #expect(zip(before, after).filter { $0.judgement != $1.judgement }.count == 3)
        #expect(after[1].judgement.label == .negative)
        #expect(after[1].judgement.evidence.parts.map(\.term) == ["blorp"])
        #expect(try await fixture.wrongCounts() == 0)
        #expect(try fixture.count("judgements") == "9")
        #expect(try fixture.count("rescore_changes") == "3")
        let engines = try fixture.place.value(
            of: "SELECT DISTINCT actor_kind || actor_name FROM judgements ORDER BY id DESC LIMIT 1"
        )
        #expect(engines == "enginerescore")
        #expect(try await finish(first, rescoring) == run)
    }

    @Test func `history is no work`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let before = try await fixture.mentions()
        let tables = ["cases", "clocks", "alerts", "contacts"]
        let counts = try tables.map(fixture.count)
        let rescoring = try fixture.rescoring(Self.words)
        _ = try await finish(
            try await rescoring.start(Rescoring.Question(), by: Self.actor),
            rescoring
        )
        #expect(try tables.map(fixture.count) == counts)
        let after = try await fixture.mentions()
        #expect(after.map(\.triage) == before.map(\.triage))
        #expect(after.map(\.matter) == before.map(\.matter))
        #expect(try fixture.place.audited("rescore.started") == "1")
        #expect(try fixture.place.audited("rescore.ended") == "1")
    }

    @Test func `a mention that waits keeps waiting, in the lane of its new judgement`()
        async throws
    {
        let fixture = try await RescoreFixture()
        try await fixture.hear(["Brontavia is excellent, I love it."])
        let lane = "SELECT queue_lane FROM mentions"
        try fixture.change(
            """
            UPDATE mentions SET triage = 'queued', case_id = NULL, queue_lane = 'praise',
                queue_rank = 0
            """
        )
        let rescoring = try fixture.rescoring("excellent\t-4\nlove\t-4\n")
        let run = try await finish(
            try await rescoring.start(Rescoring.Question(), by: Self.actor),
            rescoring
        )
        #expect(try await fixture.mentions().map(\.triage) == [.queued])
        #expect(try fixture.place.value(of: lane) == "complaints")
        _ = try await finish(try await rescoring.undo(run.id, by: Self.actor), rescoring)
        #expect(try fixture.place.value(of: lane) == "praise")
    }

    @Test func `a run that was stopped goes on where it was`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let rescoring = try fixture.rescoring(Self.words, batchSize: 2)
        let started = try await rescoring.start(Rescoring.Question(), by: Self.actor)
        _ = try await rescoring.step(started.id)
        let again = try fixture.rescoring(Self.words, batchSize: 4)
        let found = try await again.start(Rescoring.Question(), by: Self.actor)
        #expect(found.id == started.id && found.seen == 2)
        let run = try await finish(found, again)
        #expect(run.seen == 6 && run.changed == 3)
        #expect(try await fixture.wrongCounts() == 0)
        #expect(try await again.runs(after: nil, limit: 9) == [run])
    }

    @Test func `another question must wait until a run is at its end`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let rescoring = try fixture.rescoring(Self.words, batchSize: 2)
        let run = try await rescoring.start(Rescoring.Question(), by: Self.actor)
        await #expect(throws: AdministrationError.self) {
            try await rescoring.start(Rescoring.Question(brand: "Brontavia"), by: Self.actor)
        }
        _ = try await rescoring.undo(run.id, by: Self.actor)
        await #expect(throws: AdministrationError.self) {
            try await rescoring.start(Rescoring.Question(), by: Self.actor)
        }
        await #expect(throws: AdministrationError.noSuchRun("7")) {
            try await rescoring.step(RescoreRun.ID(rawValue: 7))
        }
    }

    @Test func `where other rules came into force a run begins anew by them`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let rescoring = try fixture.rescoring(Self.words, batchSize: 2)
        let old = try await rescoring.start(Rescoring.Question(brand: "Brontavia"), by: Self.actor)
        try await fixture.place.store.write(by: Self.actor) { tx in
            let brands = try tx.rulesets.brands()
            try tx.rulesets.apply(Ruleset(brands: brands, shippedRules: "other"))
        }
        await #expect(throws: AdministrationError.self) { try await rescoring.step(old.id) }
        let new = try await rescoring.start(Rescoring.Question(), by: Self.actor)
        #expect(new.id != old.id && new.choice == old.choice && new.fingerprint == "other")
        #expect(try await rescoring.step(old.id).state == .stopped)
        #expect(try await finish(new, rescoring).changed == 3)
    }

    @Test func `taking back gives every mention its judgement of before, and the counts too`()
        async throws
    {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let before = try await fixture.mentions().map(\.judgement)
        let rescoring = try fixture.rescoring(Self.words, batchSize: 2)
        let run = try await finish(
            try await rescoring.start(Rescoring.Question(), by: Self.actor),
            rescoring
        )
        let undoing = try await rescoring.undo(run.id, by: Self.actor)
        #expect(undoing.state == .undoing && undoing.last == nil)
        let back = try await finish(undoing, rescoring)
        #expect(back.state == .undone && back.restored == 3)
        #expect(try await fixture.mentions().map(\.judgement) == before)
        #expect(try await fixture.wrongCounts() == 0)
        #expect(try fixture.count("judgements") == "9")
        #expect(try await rescoring.undo(run.id, by: Self.actor) == back)
    }

    @Test func `a run that was stopped half-way is taken back as far as it came`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let before = try await fixture.mentions().map(\.judgement)
        let rescoring = try fixture.rescoring(Self.words, batchSize: 2)
        let run = try await rescoring.start(Rescoring.Question(), by: Self.actor)
        _ = try await rescoring.step(run.id)
        let back = try await finish(try await rescoring.undo(run.id, by: Self.actor), rescoring)
        #expect(back.restored == 1)
        #expect(try await fixture.mentions().map(\.judgement) == before)
        #expect(try await fixture.wrongCounts() == 0)
    }

    @Test func `what was judged after a run stays when the run is taken back`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let rescoring = try fixture.rescoring(Self.words)
        let first = try await finish(
            try await rescoring.start(Rescoring.Question(), by: Self.actor),
            rescoring
        )
        let later = try fixture.rescoring("blorp\t3\n")
        let second = try await finish(
            try await later.start(Rescoring.Question(), by: Self.actor),
            later
        )
        #expect(second.changed == 3)
        let now = try await fixture.mentions().map(\.judgement)
        let back = try await finish(try await later.undo(first.id, by: Self.actor), later)
        #expect(back.restored == 0)
        #expect(try await fixture.mentions().map(\.judgement) == now)
        #expect(try await fixture.wrongCounts() == 0)
    }

    @Test func `two who go on with one run judge no mention twice`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let rescoring = try fixture.rescoring(Self.words, batchSize: 1)
        let run = try await rescoring.start(Rescoring.Question(), by: Self.actor)
        async let one = finish(run, rescoring)
        async let other = finish(run, rescoring)
        #expect(try await one.state == .done)
        #expect(try await other.state == .done)
        #expect(try fixture.count("judgements") == "9")
        #expect(try await rescoring.runs(after: nil, limit: 1).first?.seen == 6)
        #expect(try await fixture.wrongCounts() == 0)
    }
}
