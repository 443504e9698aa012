import EarshotModel
import Testing

@testable import MentionIntake

@Suite struct EntryPreviewTests {
    @Test func `a preview says what is new, changed and known, and writes nothing`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let known = IntakeFixture.entry(1)
        let changed = IntakeFixture.entry(2)
        try await fixture.receive([known, changed], from: feed)
        let before = try fixture.count("entry_revisions")
        let previews = try await fixture.intake.preview(
            [
                known, IntakeFixture.entry(2, IntakeFixture.praise), IntakeFixture.entry(3),
                IntakeFixture.entry(4, IntakeFixture.idle),
            ],
            from: feed
        )
        #expect(previews.map(\.standing) == [.known, .changed, .new, .new])
        #expect(previews.map(\.mentions.count) == [1, 1, 1, 0])
        #expect(try fixture.count("entry_revisions") == before)
        #expect(try fixture.count("mentions") == 2)
    }

    @Test func `the brand that a feed is about is mentioned in every entry`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed(.review, about: fixture.own.id)
        let previews = try await fixture.intake.preview(
            [IntakeFixture.entry(1, IntakeFixture.idle)],
            from: feed
        )
        #expect(previews.map { $0.mentions.map(\.brand) } == [[fixture.own.id]])
    }

    @Test func `without rules there is no preview`() async throws {
        let fixture = try await IntakeFixture(hasRules: false)
        let feed = try await fixture.feed()
        await #expect(throws: IntakeError.self) {
            try await fixture.intake.preview([], from: feed)
        }
    }
}
