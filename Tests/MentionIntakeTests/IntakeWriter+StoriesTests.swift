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
            try await move(first, to: state, in: fixture)
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

    @Test func `a queued first telling steps back behind the copy that asks for more`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        try await fixture.receive([Self.told()], from: feeds[0])
        try await fixture.receive([Self.told("Delivery", IntakeFixture.complaint)], from: feeds[1])
        #expect(try await states(fixture) == [.clustered, .inCase])
        #expect(try await fixture.waiting().isEmpty)
        try await fixture.receive([Self.told()], from: feeds[2])
        let ids = try await fixture.mentions().map(\.id)
        #expect(try await fixture.followed() == ["\(ids[1])", "", "\(ids[1])"])
    }

    // MARK: - Edits

    @Test func `a feed that uses one identity again tells another story`() async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        for feed in feeds.prefix(2) { try await fixture.receive([Self.told()], from: feed) }
        #expect(try await states(fixture) == [.queued, .clustered])
        var other = Self.told("Today", "Brontavia paid for our school. I love it, great people.")
        try await fixture.receive([other], from: feeds[1])
        #expect(try await states(fixture) == [.queued, .queued])
        #expect(try await fixture.followed() == ["", ""])
        other.identity = "guid:2"
        try await fixture.receive([other], from: feeds[2])
        #expect(try await states(fixture) == [.queued, .queued, .clustered])
        let ids = try await fixture.mentions().map(\.id)
        #expect(try await fixture.followed() == ["", "", "\(ids[1])"])
    }

    @Test func `a copy whose text moves or is corrected at its page stays one`() async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(2, of: fixture)
        for feed in feeds { try await fixture.receive([Self.told()], from: feed) }
        var moved = Self.told("Delivered")
        moved.link = "https://forum.example/moved"
        for copy in [Self.told("Delivery", Self.text + " Thank you!"), Self.told(), moved] {
            try await fixture.receive([copy], from: feeds[1])
            #expect(try await states(fixture) == [.queued, .clustered])
        }
    }

    @Test(arguments: [TriageState.dismissed, .noted, .inCase])
    func `a story goes only to a mention that can hold it`(state: TriageState) async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        let idle = "Brontavia has a shop."
        try await fixture.receive([Self.told("One", idle)], from: feeds[0])
        try await fixture.receive(
            [Self.told("Two", state == .inCase ? IntakeFixture.complaint : Self.text)],
            from: feeds[1]
        )
        let mine = try #require(try await fixture.mentions().last)
        if state != .inCase { try await move(mine, to: state, in: fixture) }
        try await fixture.receive([Self.told("One", Self.text + " Yes!")], from: feeds[1])
        #expect(try await states(fixture) == [.noted, state])
        #expect(try await fixture.followed() == ["", ""])
        try await fixture.receive([Self.told("One")], from: feeds[2])
        let last: TriageState = state == .inCase ? .clustered : .queued
        #expect(try await states(fixture) == [.noted, state, last])
    }

    @Test func `a mention that waits takes the story of one that needs no answer`() async throws {
        let fixture = try await IntakeFixture()
        let feeds = try await feeds(3, of: fixture)
        try await fixture.receive([Self.told("One", "Brontavia has a shop.")], from: feeds[0])
        try await fixture.receive([Self.told("Two")], from: feeds[1])
        try await fixture.receive([Self.told("One")], from: feeds[1])
        #expect(try await states(fixture) == [.noted, .queued])
        try await fixture.receive([Self.told("One")], from: feeds[2])
        let ids = try await fixture.mentions().map(\.id)
        #expect(try await states(fixture) == [.noted, .queued, .clustered])
        #expect(try await fixture.followed() == ["", "", "\(ids[1])"])
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

    private func move(_ mention: MentionFile, to state: TriageState, in fixture: IntakeFixture)
        async throws
    {
        try await fixture.store.write(by: .local("test")) { tx in
            let isMoved = try tx.mentions.move(
                mention.id,
                to: state,
                dismissal: state == .dismissed ? .spam : nil,
                expecting: mention.version
            )
            #expect(isMoved)
        }
    }
}
