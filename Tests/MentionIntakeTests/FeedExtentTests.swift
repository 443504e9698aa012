import EarshotModel
import RecordStorage
import Testing

@testable import MentionIntake

@Suite struct FeedExtentTests {
    private static let bare = entry("Brontavia fails again", "")
    private static let whole = entry("Brontavia", "It fails again, and nobody answers.")
    private static let cut = entry("Brontavia", "It fails again, and […]\n")

    private static func entry(_ title: String, _ text: String) -> Entry {
        Entry(identity: "guid:1", title: title, text: text)
    }

    private func extents(_ entries: [Entry], _ kind: FeedKind = .forum, chosen: EntryExtent? = nil)
        -> [EntryExtent]
    {
        let feed = Feed(
            id: Feed.ID(rawValue: 1),
            configuredAddress: "https://a.example/",
            address: "https://a.example/",
            kind: kind,
            title: "A"
        )
        let extent = FeedExtent(of: entries, kind: feed.kind, chosen: chosen)
        return entries.map { extent.extent(of: $0) }
    }

    @Test func `in a feed of titles an entry without a text is a headline`() {
        #expect(extents([Self.bare, Self.bare, Self.whole]) == [.headline, .headline, .full])
    }

    @Test func `in a feed of texts it is a post that is all title`() {
        #expect(extents([Self.whole, Self.whole, Self.bare]) == [.full, .full, .full])
    }

    @Test func `in a feed of beginnings an entry that is cut is an excerpt`() {
        #expect(extents([Self.cut, Self.cut, Self.whole]) == [.excerpt, .excerpt, .full])
        #expect(extents([Self.whole, Self.whole, Self.cut]) == [.full, .full, .full])
    }

    @Test(arguments: [
        (FeedKind.news, [EntryExtent.headline, .excerpt]), (.blog, [.full, .excerpt]),
        (.forum, [.full, .full]), (.social, [.full, .full]),
    ])
    func `where a feed shows no habit yet, its kind must do`(kind: FeedKind, found: [EntryExtent]) {
        #expect(extents([Self.bare, Self.cut], kind) == found)
    }

    @Test(arguments: ["…", "...", "[…]", "[...]", "(…)", "(...)", "… \n"])
    func `every common mark of a cut is known`(mark: String) {
        #expect(extents([Self.entry("A", "It fails \(mark)")], .news) == [.excerpt])
    }

    @Test func `a text that repeats the title is none`() {
        #expect(extents([Self.entry("It fails", " It fails\n")], .news) == [.headline])
        #expect(extents([Self.entry("", "It fails")], .news) == [.full])
    }

    @Test(arguments: EntryExtent.allCases)
    func `what staff set counts whatever the entries show`(extent: EntryExtent) {
        let all = extents([Self.bare, Self.whole, Self.cut], chosen: extent)
        #expect(all == [extent, extent, extent])
    }

    @Test func `a complaint in a headline says so and opens no case by itself`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed(.blog)
        let entries = (1...4).map { number in
            IntakeFixture.entry(number, "", title: IntakeFixture.complaint, by: "Author \(number)")
        }
        try await fixture.receive(entries, from: feed)
        let mentions = try await fixture.mentions()
        #expect(mentions.count == 4)
        #expect(mentions.allSatisfy { $0.judgement.nature == .complaint })
        #expect(mentions.allSatisfy { $0.judgement.isOfHeadline && $0.triage == .queued })
        #expect(try fixture.count("cases") == 0)
        // The texts come later: now there is all to judge, and each opens a case.
        let whole = (1...4).map { number in
            IntakeFixture.entry(number, IntakeFixture.complaint, by: "Author \(number)")
        }
        try await fixture.receive(whole, from: feed)
        let revised = try await fixture.mentions()
        #expect(revised.allSatisfy { !$0.judgement.isOfHeadline && $0.triage == .inCase })
        #expect(try fixture.count("cases") == 4)
    }
}
