import EarshotModel
import FeedParsing
import Testing

@Suite struct EntryFingerprintTests {
    private let entry = Entry(
        identity: "guid:1",
        link: "https://a.example/1",
        title: "Title",
        text: "Text",
        authors: [EntryAuthor(name: "Mira", email: "mira@a.example")]
    )

    @Test func `an entry that reads the same has one fingerprint`() {
        var moved = entry
        moved.identity = "guid:2"
        moved.link = "https://b.example/2"
        moved.published = Instant(milliseconds: 1)
        moved.updated = Instant(milliseconds: 2)
        moved.tags = ["a"]
        moved.html = "<p>Text</p>"
        #expect(EntryFingerprint(of: moved) == EntryFingerprint(of: entry))
    }

    @Test func `an entry that reads otherwise has another`() {
        var changed = [entry, entry, entry, entry, entry]
        changed[1].title = "Titles"
        changed[2].text = "Texts"
        changed[3].authors = [EntryAuthor(name: "Noor", email: "mira@a.example")]
        changed[4].authors = []
        #expect(Set(changed.map { EntryFingerprint(of: $0) }).count == 5)
    }

    @Test func `text that moves from one field to the next is noticed`() {
        var moved = entry
        moved.title = "TitleT"
        moved.text = "ext"
        #expect(EntryFingerprint(of: moved) != EntryFingerprint(of: entry))
        #expect(EntryFingerprint(of: entry).description.utf8.count == 32)
    }
}
