import EarshotModel
import RecordLinkage
import Testing

@Suite struct LinkQueryTests {
    @Test func `an entry's one author is asked for`() {
        let author = EntryAuthor(name: "Jane Doe", email: "jane@site.example")
        let entry = Entry(
            identity: "guid:1",
            link: "https://forum.example/1",
            title: "Lamps",
            text: "They glow.",
            authors: [author],
            language: "en"
        )
        let query = LinkQuery(entry)
        #expect(query.author == author)
        #expect(query.link == "https://forum.example/1")
        #expect([query.title, query.text, query.language] == ["Lamps", "They glow.", "en"])
    }

    @Test(arguments: [0, 2, 3])
    func `with no author or several nobody is meant`(count: Int) {
        let authors = (0..<count).map { EntryAuthor(name: "Person \($0)") }
        #expect(LinkQuery(Entry(identity: "guid:1", authors: authors)).author == nil)
    }
}
