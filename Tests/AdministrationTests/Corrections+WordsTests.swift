import Administration
import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage
import Testing

/// What words mean for the company, and what that changes.
@Suite struct CorrectionsWordsTests {
    private static let texts = [
        "Brontavia is sick, really.", "The new Brontavia is sick.", "It rained on Brontavia.",
        "Brontavia made me sick of waiting, terrible.", "Brontavia is a blorp.",
    ]
    private static let praise = [Corrections.Word(term: "blorp", value: 2000)]
    private static let said = Corrections.Verdict(label: .positive)

    private func place(_ texts: [String], reach: Int = 5_000, batchSize: Int = 300) async throws
        -> (RescoreFixture, Corrections, StaffMember)
    {
        let fixture = try await RescoreFixture()
        try await fixture.hear(texts)
        let rescoring = try fixture.rescoring(batchSize: batchSize)
        return (
            fixture, Corrections(rescoring, reach: reach), try await fixture.member(.analyst)
        )
    }

    private func labels(_ fixture: RescoreFixture) async throws -> [SentimentLabel] {
        try await fixture.mentions().map(\.judgement.label)
    }

    @Test func `too many words and one too long are refused, and nothing is written`()
        async throws
    {
        let (fixture, corrections, anna) = try await place(["Brontavia is a blorp."])
        let id = try await fixture.mentions()[0].id
        let many = (0...40).map { Corrections.Word(term: "blorp\($0)", value: 0) }
        let long = [Corrections.Word(term: String(repeating: "x", count: 101), value: 0)]
        for words in [many, long] {
            await #expect(throws: AdministrationError.self) {
                try await corrections.apply(
                    id,
                    as: Self.said,
                    with: words,
                    by: anna,
                    expecting: nil
                )
            }
        }
        #expect(try await corrections.words().isEmpty)
        #expect(try await labels(fixture) == [.neutral])
    }

    @Test func `a preview tells what would change, and writes nothing`() async throws {
        let blorps = (0..<14).map { "Brontavia gave me blorp number \($0)." }
        let (fixture, corrections, anna) = try await place(
            ["Brontavia is a blorp."] + blorps + ["Kellowick is a blorp.", "Brontavia rained."]
        )
        let before = try await fixture.mentions()
        let preview = try await corrections.preview(
            before[0].id,
            as: Self.said,
            with: Self.praise,
            by: anna,
            in: .everything
        )
        #expect(preview.others == 15 && preview.seen == 15 && !preview.isCut)
        #expect(
            preview.moves == [CorrectionPreview.Move(before: .neutral, after: .positive, count: 15)]
        )
        #expect(preview.first.count == 10 && preview.first[0].file.id == before[15].id)
        #expect(preview.judgement.label == .positive && preview.byRules?.label == .positive)
        #expect(preview.destination == .queue && preview.language == "en")
        let own = Scope(brands: [before[0].brand], includesPersonalData: false)
        let seen = try await corrections.preview(
            before[0].id,
            as: Self.said,
            with: Self.praise,
            by: anna,
            in: own
        )
        #expect(seen.others == 14)
        #expect(try await fixture.mentions() == before)
        #expect(try await corrections.words().isEmpty)
        #expect(try fixture.count("rescore_runs") == "0")
    }

    @Test func `words count from now on, and what holds them is judged again`() async throws {
        let (fixture, corrections, anna) = try await place(
            Self.texts + ["A blorp from Brontavia."]
        )
        let mentions = try await fixture.mentions()
        let outcome = try await corrections.apply(
            mentions[4].id,
            as: Corrections.Verdict(label: .mixed),
            with: Self.praise,
            by: anna,
            expecting: mentions[4].version
        )
        let run = try #require(outcome.run)
        #expect(run.state == .done && run.seen == 2 && run.changed == 1)
        #expect(outcome.mention.judgement.label == .mixed)
        let after = try await fixture.mentions()
        #expect(after[5].judgement.label == .positive)
        #expect(zip(mentions, after).prefix(4).allSatisfy { $0.judgement == $1.judgement })
        #expect(try await fixture.wrongCounts() == 0)
        let kept = try await corrections.words()
        #expect(kept.map(\.word.term) == ["blorp"] && kept[0].word.language == "en")
        #expect(kept[0].authorName == "The analyst" && kept[0].word.at == SetUpStore.now)
        // A change of brands keeps the words.
        let rules = RulesAdministration(store: fixture.place.store)
        try await rules.put([Brand(id: .init(rawValue: 1), name: "Ostravel")], by: .local("test"))
        try await CompanySetup(store: fixture.place.store)
            .prepare(policy: SetUpStore.policy, shippedRules: "other")
        try await rules.remove("Ostravel", by: .local("test"))
        #expect(try await corrections.words() == kept)
        // Taken back, the word means what the lists say; what a person said stays.
        let back = try await corrections.remove(" BLORP ", language: "en-GB", by: .local("test"))
        #expect(back.state == .done && back.changed == 1)
        #expect(try await labels(fixture)[5] == .neutral)
        #expect(try await labels(fixture)[4] == .mixed)
        #expect(try await corrections.words().isEmpty)
        #expect(try await fixture.wrongCounts() == 0)
    }

    @Test func `a run is taken back like any other`() async throws {
        let (fixture, corrections, anna) = try await place(Self.texts + ["A Brontavia blorp."])
        let mentions = try await fixture.mentions()
        let run = try #require(
            try await corrections.apply(
                mentions[4].id,
                as: Self.said,
                with: Self.praise,
                by: anna,
                expecting: nil
            ).run
        )
        let rescoring = try fixture.rescoring()
        #expect(try await rescoring.undo(run.id, by: .local("test")).state == .undoing)
        // What words began is brought to its end without a person, on its way back too.
        while try await corrections.goOn() {}
        #expect(try await labels(fixture)[5] == .neutral)
        #expect(try await fixture.wrongCounts() == 0)
        #expect(try await !corrections.goOn())
    }

    @Test func `what is too much for one request is gone on with until it is done`() async throws {
        let blorps = (0..<9).map { "Brontavia gave me blorp number \($0)." }
        let (fixture, corrections, anna) = try await place(blorps, batchSize: 1)
        let first = try #require(try await fixture.mentions().first)
        let run = try #require(
            try await corrections.apply(
                first.id,
                as: Self.said,
                with: Self.praise,
                by: anna,
                expecting: nil
            ).run
        )
        #expect(run.state == .running && run.seen == 4)
        let other = await #expect(throws: AdministrationError.self) {
            try await corrections.remove("blorp", language: "en", by: .local("test"))
        }
        #expect(other?.description.contains("try again in a minute") == true)
        // Whoever judges everything again does not get this run for it.
        await #expect(throws: AdministrationError.self) {
            try await fixture.rescoring().start(Rescoring.Question(), by: .local("test"))
        }
        #expect(try await corrections.words().count == 1)
        // Other rules come into force meanwhile: it begins again by them.
        try await RulesAdministration(store: fixture.place.store)
            .put([Brand(id: .init(rawValue: 1), name: "Ostravel")], by: .local("test"))
        while try await corrections.goOn() {}
        #expect(try await labels(fixture) == Array(repeating: .positive, count: 9))
        #expect(try await fixture.wrongCounts() == 0)
        let states = try await fixture.place.read { tx in
            try tx.rescores.runs(after: nil, limit: 9).map(\.state)
        }
        #expect(states == [.done, .stopped])
    }

    @Test func `a preview looks at the newest, says so, and no more than those change`()
        async throws
    {
        let blorps = (0..<6).map { "Brontavia gave me blorp number \($0)." }
        let (fixture, corrections, anna) = try await place(blorps, reach: 3)
        let mentions = try await fixture.mentions()
        let preview = try await corrections.preview(
            mentions[0].id,
            as: Self.said,
            with: Self.praise,
            by: anna,
            in: .everything
        )
        #expect(preview.isCut && preview.seen == 3 && preview.others == 3)
        try await corrections.apply(
            mentions[0].id,
            as: Self.said,
            with: Self.praise,
            by: anna,
            expecting: nil
        )
        let labels = try await labels(fixture)
        #expect(labels == [.positive, .neutral, .neutral, .positive, .positive, .positive])
    }

    @Test func `what people said is counted apart in a preview`() async throws {
        let (fixture, corrections, anna) = try await place([
            "Brontavia is a blorp.", "A blorp from Brontavia.",
        ])
        let mentions = try await fixture.mentions()
        try await corrections.judge(
            mentions[1].id,
            as: Corrections.Verdict(label: .negative),
            by: anna,
            expecting: nil
        )
        let preview = try await corrections.preview(
            mentions[0].id,
            as: Self.said,
            with: Self.praise,
            by: anna,
            in: .everything
        )
        #expect(preview.others == 0 && preview.seen == 1 && preview.byPeople == 1)
    }

    @Test func `words that cannot be kept are refused, and nothing is written`() async throws {
        let (fixture, corrections, anna) = try await place(["Brontavia is a blorp."])
        let mention = try #require(try await fixture.mentions().first)
        func apply(_ words: [Corrections.Word], by member: StaffMember, _ version: Int? = nil)
            async throws
        {
            try await corrections.apply(
                mention.id,
                as: Self.said,
                with: words,
                by: member,
                expecting: version
            )
        }
        for (term, value) in [("", 0), ("a\tb?", 0), ("blorp", 9_000)] {
            await #expect(throws: AdministrationError.self) {
                try await apply([Corrections.Word(term: term, value: value)], by: anna)
            }
        }
        let agent = try await fixture.member(.agent)
        await #expect(throws: DeskError.notAllowed(.editRules)) {
            try await apply(Self.praise, by: agent)
        }
        await #expect(throws: DeskError.notAllowed(.editRules)) {
            try await corrections.preview(
                mention.id,
                as: Self.said,
                with: Self.praise,
                by: agent,
                in: .everything
            )
        }
        await #expect(throws: DeskError.self) {
            try await apply(Self.praise, by: anna, mention.version + 1)
        }
        await #expect(throws: AdministrationError.self) {
            try await corrections.remove("blorp", language: "en", by: .local("test"))
        }
        #expect(try await fixture.mentions() == [mention])
        #expect(try await corrections.words().isEmpty)
        #expect(try fixture.count("rescore_runs") == "0")
        try fixture.change("UPDATE judgements SET language = 'fi', is_language_assumed = 1")
        let refused = await #expect(throws: AdministrationError.self) {
            try await apply(Self.praise, by: anna)
        }
        #expect(refused?.description.contains("no rules of the language fi") == true)
    }
}
