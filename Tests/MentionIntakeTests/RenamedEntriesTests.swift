import EarshotModel
import RecordStorage
import Testing

@testable import MentionIntake

@Suite struct RenamedEntriesTests {
    private static let day = Instant(seconds: 1_770_000_000)

    private func entry(
        _ identity: String,
        link: String? = "https://a.example/1",
        at moment: Instant?
    ) -> Entry {
        Entry(identity: identity, link: link, published: moment)
    }

    private func known(_ identity: String, hash: String, link: String? = "https://a.example/1")
        -> AlikeEntry
    {
        AlikeEntry(identity: identity, contentHash: hash, link: link, published: Self.day)
    }

    @Test func `a changed identifier is seen through by link and date, though the text was edited`()
    {
        let new = entry("guid:2", link: "http://a.example/1?utm_source=rss", at: Self.day)
        var renamed = RenamedEntries([known("guid:1", hash: "old")], listed: [new])
        #expect(renamed.identity(of: new, hash: "edited") == "guid:1")
        #expect(renamed.identity(of: new, hash: "edited") == nil)
    }

    @Test func `where several entries stand at one link the text must be the same`() {
        let entries = [entry("guid:3", at: Self.day), entry("guid:4", at: Self.day)]
        var renamed = RenamedEntries(
            [known("guid:1", hash: "a"), known("guid:2", hash: "b")],
            listed: entries
        )
        #expect(renamed.identity(of: entries[0], hash: "b") == "guid:2")
        #expect(renamed.identity(of: entries[1], hash: "c") == nil)
    }

    @Test func `an entry that is still listed, or was published at another time, is another one`() {
        let both = [entry("guid:1", at: Self.day), entry("guid:2", at: Self.day)]
        var listed = RenamedEntries([known("guid:1", hash: "a")], listed: both)
        #expect(listed.identity(of: both[1], hash: "a") == nil)
        let later = entry("guid:2", at: Self.day + .days(1))
        var other = RenamedEntries([known("guid:1", hash: "a")], listed: [later])
        #expect(other.identity(of: later, hash: "a") == nil)
    }

    @Test func `what has neither link nor date could be said twice, and is another one`() {
        let bare = entry("guid:2", link: nil, at: nil)
        let candidate = AlikeEntry(identity: "guid:1", contentHash: "a", link: nil, published: nil)
        var renamed = RenamedEntries([candidate], listed: [bare])
        #expect(renamed.identity(of: bare, hash: "a") == nil)
    }
}
