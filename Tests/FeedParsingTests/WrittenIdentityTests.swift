import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct WrittenIdentityTests {
    private func entry(
        link: String? = nil,
        guid: String? = nil,
        text: String = "It leaks.",
        by name: String? = "Mira Sol"
    ) -> Entry {
        Entry(
            identity: "",
            guid: guid,
            link: link,
            text: text,
            authors: name.map { [EntryAuthor(name: $0)] } ?? []
        )
    }

    @Test func `two spellings of a link are one identity`() {
        let one = entry(link: "http://Shop.example/r/7?utm_source=mail", guid: "1", text: "a")
        let other = entry(link: "https://shop.example/r/7", guid: "2", text: "b")
        #expect(one.writtenIdentity == "link:https://shop.example/r/7")
        #expect(one.writtenIdentity == other.writtenIdentity)
    }

    @Test func `without a link the guid counts, whatever the text`() {
        #expect(entry(guid: "7", text: "a").writtenIdentity == "guid:7")
    }

    @Test func `without both, words and author tell texts apart`() {
        #expect(entry().writtenIdentity == entry().writtenIdentity)
        #expect(entry().writtenIdentity != entry(by: "Noor Bay").writtenIdentity)
        #expect(entry().writtenIdentity != entry(text: "It leaks!").writtenIdentity)
        #expect(entry(by: nil).writtenIdentity.hasPrefix("hash:"))
    }
}
