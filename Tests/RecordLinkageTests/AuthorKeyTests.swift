import EarshotModel
import RecordLinkage
import Testing

@Suite struct AuthorKeyTests {
    @Test(arguments: [
        (EntryAuthor(name: "Jane", email: "Jane+x@Site.example"), "email:jane@site.example"),
        (EntryAuthor(name: "Jane", url: "https://x.com/Jane"), "handle:x:jane"),
        (EntryAuthor(name: "Jane", url: "https://jane.example/"), "handle:url:jane.example"),
        (EntryAuthor(name: "@jane@social.example"), "handle:fedi:jane@social.example"),
        (EntryAuthor(name: "Jané  DOE"), "name:forum.example/jane doe"),
        (
            EntryAuthor(name: "Jane", url: "https://forum.example/u/jane"),
            "handle:url:forum.example/u/jane"
        ),
    ])
    func `the surest key is taken`(author: EntryAuthor, key: String) throws {
        #expect(try self.key(author) == key)
    }

    @Test func `the entry's own address tells the author where the site keeps one for each`() throws
    {
        let author = EntryAuthor(name: "Jane")
        #expect(try key(author, link: "https://x.com/jane/status/1") == "handle:x:jane")
        #expect(
            try key(author, link: "https://github.com/bob/tools/issues/1")
                == "name:forum.example/jane"
        )
    }

    @Test(arguments: ["noreply@blogger.com", "info@forum.example", "admin@localhost"])
    func `the address of a machine or an office tells nobody apart`(email: String) throws {
        let author = EntryAuthor(name: "Jane", email: email)
        #expect(try key(author) == "name:forum.example/jane")
    }

    @Test func `the front page of the site itself tells nobody apart`() throws {
        let author = EntryAuthor(name: "Jane", url: "https://www.forum.example/")
        #expect(try key(author) == "name:forum.example/jane")
    }

    @Test func `people of one name on two sites are two authors`() throws {
        let author = EntryAuthor(name: "Jane")
        #expect(try key(author, site: "a.example") != key(author, site: "b.example"))
    }

    @Test(arguments: [
        EntryAuthor(), EntryAuthor(name: ""), EntryAuthor(name: "Anonymous"),
        EntryAuthor(name: " UNKNOWN "), EntryAuthor(name: "Guest", email: "noreply@blogger.com"),
    ])
    func `somebody of whom nothing is known has no key`(author: EntryAuthor) throws {
        #expect(try key(author) == nil)
    }

    private func key(
        _ author: EntryAuthor,
        link: String = "https://forum.example/t/1",
        site: String = "forum.example"
    ) throws -> String? {
        let impersonal = try ShippedRules.rules().impersonalNames
        return AuthorKey.key(of: author, link: link, site: site, impersonal: impersonal)
    }
}
