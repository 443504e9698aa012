import EarshotModel
import RecordStorage
import Testing

@testable import MentionIntake

@Suite struct IntakeWriterHeadlinesTests {
    /// What an outlet publishes, and what a list of headlines relays of it.
    private static func whole(
        _ number: Int = 1,
        _ text: String = "Brontavia has a shop that I like. \(IntakeFixture.praise)",
        headline: String = headline,
        age: Duration = .hours(5)
    ) -> Entry {
        var entry = IntakeFixture.entry(number, text, title: headline, age: age)
        entry.link = "https://www.harbour.example/news/\(number)"
        return entry
    }

    private static func relayed(
        _ title: String = headline + " - Harbour Times",
        age: Duration = .hours(4)
    )
        -> Entry
    {
        var entry = IntakeFixture.entry(9, title, title: title, by: nil, age: age)
        entry.link = "https://headlines.example/rss/articles/CBMiXkFVX3lx"
        entry.outlet = EntryOutlet(name: "Harbour Times", url: "https://harbour.example")
        return entry
    }

    private static let headline = "Brontavia opens a great shop at the harbour"

    @Test(arguments: [true, false])
    func `a relayed headline and its story are one, whoever comes first`(isRelayedFirst: Bool)
        async throws
    {
        let fixture = try await IntakeFixture()
        let outlet = try await fixture.feed(.news)
        let list = try await fixture.feed(.news)
        if isRelayedFirst { try await fixture.receive([Self.relayed()], from: list) }
        try await fixture.receive([Self.whole()], from: outlet)
        if !isRelayedFirst { try await fixture.receive([Self.relayed()], from: list) }
        #expect(try await states(fixture).filter { $0 == .clustered }.count == 1)
        let another = try await fixture.feed(.news)
        try await fixture.receive([Self.relayed()], from: another)
        #expect(try await states(fixture).filter { $0 == .clustered }.count == 2)
    }

    @Test func `the same headline of weeks ago, or of the outlet itself, is another story`()
        async throws
    {
        let fixture = try await IntakeFixture { $0.queueMaxAgeDays = 90 }
        let outlets = [try await fixture.feed(.news), try await fixture.feed(.blog)]
        let list = try await fixture.feed(.news)
        try await fixture.receive([Self.whole(1, age: .days(20))], from: outlets[0])
        try await fixture.receive([Self.whole(2)], from: outlets[1])
        #expect(try await states(fixture) == [.queued, .queued])
        try await fixture.receive([Self.relayed(age: .days(10))], from: list)
        #expect(try await states(fixture) == [.queued, .queued, .queued])
    }

    @Test func `contributions under one headline in a forum are not one story`() async throws {
        let fixture = try await IntakeFixture()
        let forums = [try await fixture.feed(.forum), try await fixture.feed(.forum)]
        try await fixture.receive([Self.whole(1)], from: forums[0])
        try await fixture.receive([Self.whole(2)], from: forums[1])
        #expect(try await states(fixture) == [.queued, .queued])
    }

    @Test func `a whole text takes the place of its headline at the desk`() async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        try await fixture.receive([Self.relayed()], from: feeds[0])
        try await fixture.receive([Self.whole()], from: feeds[1])
        #expect(try await states(fixture) == [.clustered, .queued])
        try await fixture.receive([Self.relayed()], from: feeds[2])
        #expect(try await states(fixture) == [.clustered, .queued, .clustered])
        let ids = try await fixture.mentions().map(\.id)
        #expect(try await fixture.followed() == ["\(ids[1])", "", "\(ids[1])"])
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
    }

    @Test(arguments: [TriageState.noted, .dismissed])
    func `a headline that staff acted on stands for its story`(state: TriageState) async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(2, of: fixture)
        try await fixture.receive([Self.relayed()], from: feeds[0])
        let first = try #require(try await fixture.mentions().first)
        try await fixture.store.write(by: .local("test")) { tx in
            let reason: DismissalReason? = state == .dismissed ? .spam : nil
            _ = try tx.mentions.move(
                first.id,
                to: state,
                dismissal: reason,
                expecting: first.version
            )
        }
        try await fixture.receive([Self.whole()], from: feeds[1])
        #expect(try await states(fixture) == [state, .clustered])
    }

    @Test func `a headline that asks for more than its whole text keeps its place`() async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(2, of: fixture)
        try await fixture.receive([Self.relayed()], from: feeds[0])
        let idle = "Brontavia has a shop."
        try await fixture.receive([Self.whole(1, idle)], from: feeds[1])
        let found = try await states(fixture)
        #expect(found.contains(.queued))
        #expect(found.filter { $0 == .queued }.count == 1)
    }

    @Test func `a headline that comes again and again is known by its latest story`() async throws {
        let fixture = try await IntakeFixture { $0.queueMaxAgeDays = 90 }
        let feeds = try await feeds(4, of: fixture)
        try await fixture.receive([Self.whole(1, age: .days(20))], from: feeds[0])
        try await fixture.receive([Self.relayed()], from: feeds[1])
        try await fixture.receive([Self.relayed()], from: feeds[2])
        #expect(try await states(fixture) == [.queued, .queued, .clustered])
        try await fixture.receive([Self.whole(2)], from: feeds[3])
        #expect(try await states(fixture) == [.queued, .clustered, .clustered, .queued])
    }

    @Test func `of two stories in one feed the later is the one that is relayed`() async throws {
        let fixture = try await IntakeFixture { $0.queueMaxAgeDays = 90 }
        let feeds = try await feeds(2, of: fixture)
        try await fixture.receive(
            [Self.whole(1, age: .days(20)), Self.whole(2)],
            from: feeds[0]
        )
        try await fixture.receive([Self.relayed()], from: feeds[1])
        #expect(try await states(fixture) == [.queued, .queued, .clustered])
    }

    @Test(arguments: IntakeEngine.available)
    func `every engine tells stories alike`(engine: IntakeEngine) async throws {
        let fixture = try await IntakeFixture(on: engine) { $0.queueMaxAgeDays = 90 }
        let feeds = try await feeds(5, of: fixture)
        try await fixture.receive([Self.relayed(age: .days(20))], from: feeds[0])
        try await fixture.receive([Self.relayed()], from: feeds[1])
        try await fixture.receive([Self.relayed()], from: feeds[2])
        #expect(try await states(fixture) == [.queued, .queued, .clustered])
        try await fixture.receive([Self.whole()], from: feeds[3])
        #expect(try await states(fixture) == [.queued, .clustered, .clustered, .queued])
        let ids = try await fixture.mentions().map(\.id)
        let last = "\(ids[3])"
        #expect(try await fixture.followed() == ["", last, last, ""])
        try await fixture.receive([Self.whole(1, IntakeFixture.idle, headline: "")], from: feeds[3])
        #expect(try await states(fixture) == [.queued, .queued, .clustered, .withdrawn])
        try await fixture.receive([Self.whole()], from: feeds[4])
        #expect(try await states(fixture).suffix(2) == [.withdrawn, .queued])
    }

    @Test func `a list may link straight to the outlet that it relays`() async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        var relayed = Self.relayed()
        relayed.link = "https://www.harbour.example/news/1?from=list"
        try await fixture.receive([relayed], from: feeds[0])
        try await fixture.receive([Self.whole()], from: feeds[1])
        #expect(try await states(fixture) == [.clustered, .queued])
        try await fixture.receive([Self.whole(2)], from: feeds[2])
        #expect(try await states(fixture) == [.clustered, .queued, .queued])
    }

    // MARK: -

    private func feeds(_ count: Int, of fixture: IntakeFixture) async throws -> [Feed] {
        var feeds: [Feed] = []
        for _ in 0..<count { feeds.append(try await fixture.feed(.news)) }
        return feeds
    }

    private func states(_ fixture: IntakeFixture) async throws -> [TriageState] {
        try await fixture.mentions().map(\.triage)
    }
}
