import Administration
import EarshotModel
import RecordStorage
import SentimentScoring
import Testing
import TrendAnalysis

@Suite struct RescoringTests {
    private static let words = "blorp\t-3\nrained\t-2\n"

    private func preview(
        _ rescoring: Rescoring,
        _ question: Rescoring.Question = Rescoring.Question()
    ) async throws -> [Rescoring.Batch] {
        var batches: [Rescoring.Batch] = []
        var last: Mention.ID?
        repeat {
            let batch = try await rescoring.preview(question, after: last, in: .everything)
            batches.append(batch)
            last = batch.last
        } while last != nil
        return batches
    }

    @Test func `the same rules change nothing, however a text is written`() async throws {
        let fixture = try await RescoreFixture()
        let own = ["Great.", "It leaks. Terrible!", "★☆☆☆☆\nNever again", "Jättebra tycker jag"]
        try await fixture.hear()
        try await fixture.hear(own, about: "Brontavia")
        let batches = try await preview(try fixture.rescoring(batchSize: 3))
        #expect(batches.count == 4)
        #expect(batches.flatMap(\.changes).isEmpty)
        #expect(batches.reduce(0) { $0 + $1.seen } == 10)
    }

    @Test func `every flip is told with the term that caused it, and nothing is written`()
        async throws
    {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let before = try await fixture.mentions()
        let changes = try await preview(try fixture.rescoring(Self.words, batchSize: 2))
            .flatMap(\.changes)
        #expect(changes.map { $0.mention.file.text }.contains("Brontavia is a blorp."))
        for found in changes where found.mention.file.text.contains("blorp") {
            #expect(found.change.causes.map(\.term) == ["blorp"])
            #expect(found.change.causes.first?.before == nil)
        }
        let blorp = changes.first { $0.mention.file.text == "Brontavia is a blorp." }
        #expect(blorp?.change.isFlip == true && blorp?.change.after.label == .negative)
        #expect(changes.count == 3)
        #expect(try await fixture.mentions() == before)
        #expect(try fixture.count("judgements") == "6")
    }

    @Test func `the effect on the trends counts every mention before and after`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let batch = try #require(try await preview(try fixture.rescoring(Self.words)).first)
        let effect = try #require(batch.effects.first)
        #expect(batch.effects.count == 1 && effect.brand == "Brontavia")
        #expect(effect.before.total == 6 && effect.after.total == 6)
        let labels = try await fixture.mentions().map(\.judgement.label)
        for label in SentimentLabel.allCases {
            #expect(effect.before[label] == labels.count { $0 == label })
        }
        #expect(effect.after.negative == effect.before.negative + 2)
    }

    @Test func `what a person judged stays, and what has no text too`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        try fixture.change(
            """
            UPDATE judgements SET actor_kind = 'staff', actor_name = '7'
            WHERE id = (SELECT current_judgement_id FROM mentions ORDER BY id LIMIT 1 OFFSET 1)
            """
        )
        try fixture.change(
            """
            UPDATE entries SET text_removed = 'expired' WHERE id =
                (SELECT entry_id FROM mentions ORDER BY id LIMIT 1 OFFSET 5)
            """
        )
        let batch = try #require(try await preview(try fixture.rescoring(Self.words)).first)
        #expect(batch.byPeople == 1 && batch.withoutText == 1 && batch.seen == 6)
        #expect(batch.changes.map { $0.mention.file.text } == ["It rained on Brontavia."])
        #expect(batch.effects.first?.after.total == 6)
    }

    @Test func `one brand is judged alone, and so is a stretch of time`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        try await fixture.hear(["Kellowick is a blorp."])
        let rescoring = try fixture.rescoring(Self.words)
        let rival = try await preview(rescoring, Rescoring.Question(brand: "Kellowick"))
        #expect(rival.flatMap(\.changes).count == 1 && rival.first?.seen == 1)
        let today = try await preview(rescoring, Rescoring.Question(since: "1d"))
        #expect(today.first?.seen == 7)
        try fixture.change("UPDATE mentions SET published_at = published_at - 864000000")
        #expect(try await preview(rescoring, Rescoring.Question(since: "1d")).first?.seen == 0)
    }

    @Test func `a brand that is none and rules with a mistake are told`() async throws {
        let fixture = try await RescoreFixture()
        try await fixture.hear()
        let rescoring = try fixture.rescoring()
        await #expect(throws: AdministrationError.noSuchBrand("Vex")) {
            try await preview(rescoring, Rescoring.Question(brand: "Vex"))
        }
        let broken = try fixture.rescoring("blorp\tmuch\n")
        await #expect(throws: AdministrationError.self) { try await preview(broken) }
    }
}
