import EarshotModel
import RecordStorage
import Testing

@testable import MentionIntake

@Suite struct IntakeWriterStoriesTests {
    private static let text = "Brontavia has a shop that I like. \(IntakeFixture.praise)"

    private static func told(_ title: String = "Delivery", _ text: String = text) -> Entry {
        IntakeFixture.entry(1, text, title: title)
    }

    private static let silent = told("Delivery", IntakeFixture.idle)

    @Test func `when the first telling is withdrawn the oldest copy takes its place`() async throws
    {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(4, of: fixture)
        for feed in feeds.prefix(3) { try await fixture.receive([Self.told()], from: feed) }
        #expect(try await states(fixture) == [.queued, .clustered, .clustered])
        try await fixture.receive([Self.silent], from: feeds[0])
        #expect(try await states(fixture) == [.withdrawn, .queued, .clustered])
        let waiting = try await fixture.mentions().filter { $0.triage == .queued }.map(\.id)
        #expect(try await fixture.waiting().count == waiting.count)
        try await fixture.receive([Self.told()], from: feeds[3])
        #expect(try await states(fixture) == [.withdrawn, .queued, .clustered, .clustered])
        try await fixture.receive([Self.silent], from: feeds[1])
        #expect(try await states(fixture) == [.withdrawn, .withdrawn, .queued, .clustered])
        try await fixture.receive([Self.told()], from: feeds[0])
        #expect(try await states(fixture) == [.clustered, .withdrawn, .queued, .clustered])
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
    }

    @Test func `a story without a copy goes to the desk again with whoever tells it next`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(2, of: fixture)
        try await fixture.receive([Self.told()], from: feeds[0])
        try await fixture.receive([Self.silent], from: feeds[0])
        try await fixture.receive([Self.told()], from: feeds[1])
        #expect(try await states(fixture) == [.withdrawn, .queued])
    }

    @Test func `what staff noted or put aside does not come back with its copy`() async throws {
        for (state, copy) in [(TriageState.noted, TriageState.noted), (.dismissed, .clustered)] {
            let fixture = try await IntakeFixture()
            let feeds = try await feeds(3, of: fixture)
            for feed in feeds.prefix(2) { try await fixture.receive([Self.told()], from: feed) }
            let first = try #require(try await fixture.mentions().first)
            try await fixture.store.write(by: .local("test")) { tx in
                let isMoved = try tx.mentions.move(
                    first.id,
                    to: state,
                    dismissal: state == .dismissed ? .spam : nil,
                    expecting: first.version
                )
                #expect(isMoved)
            }
            try await fixture.receive([Self.silent], from: feeds[0])
            try await fixture.receive([Self.told()], from: feeds[2])
            #expect(try await states(fixture) == [.withdrawn, copy, .clustered])
        }
    }

    @Test func `a story is known under every title that it had`() async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        try await fixture.receive([Self.told("One")], from: feeds[0])
        try await fixture.receive([Self.told("Two")], from: feeds[0])
        try await fixture.receive([Self.told("One")], from: feeds[1])
        #expect(try await states(fixture) == [.queued, .clustered])
        try await fixture.receive([Self.told("Three")], from: feeds[1])
        try await fixture.receive([Self.told("Three")], from: feeds[2])
        #expect(try await states(fixture) == [.queued, .clustered, .clustered])
        try await fixture.receive([Self.silent], from: feeds[0])
        #expect(try await states(fixture) == [.withdrawn, .queued, .clustered])
    }

    @Test func `an edit that makes a mention a copy leaves one of both in the queue`() async throws
    {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        try await fixture.receive([Self.told("One")], from: feeds[0])
        try await fixture.receive([Self.told("Two")], from: feeds[1])
        #expect(try await states(fixture) == [.queued, .queued])
        try await fixture.receive([Self.told("Two")], from: feeds[0])
        #expect(try await states(fixture) == [.clustered, .queued])
        try await fixture.receive([Self.told("One")], from: feeds[2])
        #expect(try await states(fixture) == [.clustered, .queued, .clustered])
        #expect(try await fixture.waiting().count == 1)
    }

    @Test func `a copy that asks for more than the first telling stands for the story`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        let idle = Self.told("Delivery", "Brontavia has a shop.")
        try await fixture.receive([idle], from: feeds[0])
        try await fixture.receive([Self.told()], from: feeds[1])
        try await fixture.receive([Self.told()], from: feeds[2])
        #expect(try await states(fixture) == [.noted, .queued, .clustered])
        try await fixture.receive([Self.silent], from: feeds[1])
        #expect(try await states(fixture) == [.noted, .withdrawn, .queued])
    }

    // MARK: - Headlines

    /// What an outlet publishes, and what a list of headlines relays of it.
    private static func whole(_ number: Int = 1, age: Duration = .hours(5)) -> Entry {
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
        try await fixture.receive([Self.relayed()], from: list)
        #expect(try await !states(fixture).contains(.clustered))
    }

    @Test func `contributions under one headline in a forum are not one story`() async throws {
        let fixture = try await IntakeFixture()
        let forums = [try await fixture.feed(.forum), try await fixture.feed(.forum)]
        try await fixture.receive([Self.whole(1)], from: forums[0])
        try await fixture.receive([Self.whole(2)], from: forums[1])
        #expect(try await states(fixture) == [.queued, .queued])
    }

    // MARK: -

    private func feeds(_ count: Int, of fixture: IntakeFixture) async throws -> [Feed] {
        var feeds: [Feed] = []
        for _ in 0..<count { feeds.append(try await fixture.feed()) }
        return feeds
    }

    private func states(_ fixture: IntakeFixture) async throws -> [TriageState] {
        try await fixture.mentions().map(\.triage)
    }
}
