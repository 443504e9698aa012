import EarshotModel
import Testing

@Suite struct EntryTests {
    @Test func `an entry has nothing but its identity unless more is given`() {
        let entry = Entry(identity: "guid:1")
        #expect(entry.title.isEmpty && entry.text.isEmpty)
        #expect(entry.published == nil && entry.updated == nil && entry.language == nil)
        #expect(entry.authors.isEmpty && entry.tags.isEmpty && entry.attachments.isEmpty)
        #expect(entry != Entry(identity: "guid:2"))
    }

    @Test func `an author of whom one thing is known is not empty`() {
        #expect(EntryAuthor().isEmpty)
        #expect(!EntryAuthor(name: "Ada").isEmpty)
        #expect(!EntryAuthor(url: "https://example.org/ada").isEmpty)
        #expect(!EntryAuthor(email: "ada@example.org").isEmpty)
    }
}
