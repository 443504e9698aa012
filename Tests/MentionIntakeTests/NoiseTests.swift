import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage
import Testing

@testable import MentionIntake

@Suite struct NoiseTests {
    private static let advert =
        "Brontavia is hiring! Full-time technician, competitive salary. Apply now."

    @Test func `an advertisement is noted, counted by kind and opens no case`() async throws {
        let fixture = try await IntakeFixture()
        try await fixture.receive(
            [IntakeFixture.entry(1, Self.advert), IntakeFixture.entry(2)],
            from: try await fixture.feed()
        )
        let mentions = try await fixture.mentions()
        #expect(mentions.map(\.triage) == [.noted, .inCase])
        #expect(mentions.map(\.noise?.kind) == [.jobAd, nil])
        #expect(mentions.first?.noise?.reason.contains("\"apply now\"") == true)
        let counts = try await fixture.store.read(in: .everything) { tx in
            try tx.mentions.countsOfNoise()
        }
        #expect(counts == [.jobAd: 1])
        let facts = try #require(mentions.first.map { MentionFacts(of: $0) })
        #expect(facts.isNoise && Lane(of: facts) == .noise)
    }

    @Test func `a complaint that speaks of a coupon or a job opens a case`() async throws {
        let fixture = try await IntakeFixture()
        let texts = [
            "Brontavia says use code SPRING at checkout, limited time offer. I did and lost money."
                + " Terrible service.",
            "Brontavia is hiring full-time, apply now, but nobody repairs my broken router. Awful.",
        ]
        let entries = zip(1..., texts).map { number, text in
            IntakeFixture.entry(number, text, by: "Author \(number)")
        }
        try await fixture.receive(entries, from: try await fixture.feed())
        #expect(try await fixture.mentions().map(\.triage) == [.inCase, .inCase])
    }

    @Test func `what our own people write is noise, in their own words`() async throws {
        let fixture = try await IntakeFixture { $0.ownSites = ["brontavia.example"] }
        var entry = IntakeFixture.entry()
        entry.authors = [EntryAuthor(name: "Anna", email: "anna@brontavia.example")]
        try await fixture.receive([entry], from: try await fixture.feed())
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.triage == .noted)
        let reason = "the author writes from brontavia.example"
        #expect(mention.noise == Noise(kind: .ownStaff, reason: reason))
        #expect(try fixture.count("cases") == 0)
    }

    @Test func `an edit to a complaint makes work of noise, and an edit back changes nothing`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry(1, Self.advert)], from: feed)
        try await fixture.receive([IntakeFixture.entry()], from: feed)
        let complaint = try #require(try await fixture.mentions().first)
        #expect(complaint.triage == .inCase && complaint.noise == nil)
        try await fixture.receive([IntakeFixture.entry(1, Self.advert)], from: feed)
        let advert = try #require(try await fixture.mentions().first)
        #expect(advert.triage == .inCase && advert.noise?.kind == .jobAd)
    }

    @Test func `staff take noise back to the queue, where it stays in its lane`() async throws {
        let fixture = try await IntakeFixture()
        try await fixture.receive(
            [IntakeFixture.entry(1, Self.advert)],
            from: try await fixture.feed()
        )
        let mention = try #require(try await fixture.mentions().first)
        let agent = try await fixture.store.write(by: .local("test")) { tx in
            let agent = StaffMember(
                id: tx.newID(),
                name: "Noor",
                email: "noor@brontavia.example",
                role: .agent
            )
            try tx.staff.add(agent)
            return agent
        }
        let desk = ResponseDesk(store: fixture.store)
        let restored = try await desk.restore(mention.id, by: agent, expecting: nil)
        #expect(restored.triage == .queued)
        #expect(try await fixture.waiting().map(\.lane) == [.noise])
    }
}
