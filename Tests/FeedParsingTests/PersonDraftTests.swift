import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct PersonDraftTests {
    @Test func `the parts of a person come before the text around them`() {
        var person = PersonDraft()
        append("  mira@a.example (Mira) ", to: &person)
        #expect(person.author == EntryAuthor(name: "Mira", email: "mira@a.example"))
        person.address = "https://a.example/"
        #expect(person.author == EntryAuthor(url: "https://a.example/"))
        person.name = "M"
        person.mail = "m@a.example"
        let whole = EntryAuthor(name: "M", url: "https://a.example/", email: "m@a.example")
        #expect(person.author == whole)
    }

    @Test func `text that comes in pieces is one, up to the limit`() {
        var person = PersonDraft()
        append("Mi", to: &person)
        append("ra Sol", to: &person, limit: 4)
        append("x", to: &person, limit: 3)
        #expect(person.author == EntryAuthor(name: "Mira"))
        #expect(PersonDraft().author.isEmpty)
    }

    private func append(_ text: String, to person: inout PersonDraft, limit: Int = 100) {
        Array(text.utf8).withUnsafeBufferPointer { person.append($0, limit: limit) }
    }
}
