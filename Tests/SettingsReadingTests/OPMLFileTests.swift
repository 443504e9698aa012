import EarshotModel
import Testing

@testable import SettingsReading

@Suite struct OPMLFileTests {
    private func list(_ body: String) throws -> FeedList {
        let text = "<opml version=\"2.0\"><body>\n\(body)\n</body></opml>"
        return try #require(OPMLFile.read(Array(text.utf8), file: "f.opml"))
    }

    private static let feeds = [
        ListedFeed(
            address: "https://a.example/f?x=1&y=\"2\"",
            kind: .review,
            title: "Reviews <of> \"Brontavia\" & others 'here' 😀 தமிழ்",
            language: "ta",
            about: "Brontavia & Co",
            extent: .excerpt
        ),
        ListedFeed(
            address: "http://b.example/",
            kind: .own,
            title: nil,
            language: nil,
            about: nil
        ),
        ListedFeed(
            address: "file:/srv/feeds/c.xml",
            kind: .blog,
            title: "C",
            language: nil,
            about: nil
        ),
    ]

    @Test func `what is written is read again as it was`() throws {
        let text = OPMLFile.text(of: Self.feeds, title: "Earshot & friends")
        let list = try #require(OPMLFile.read(Array(text.utf8), file: "f"))
        #expect(list.mistakes.isEmpty)
        #expect(Set(list.rows.map(\.feed)) == Set(Self.feeds))
        #expect(OPMLFile.text(of: list.rows.map(\.feed), title: "Earshot & friends") == text)
    }

    @Test func `every kind survives the way out and in`() throws {
        let feeds = FeedKind.allCases.map { kind in
            ListedFeed(
                address: "https://\(kind.rawValue).example/",
                kind: kind,
                title: "T",
                language: nil,
                about: nil
            )
        }
        let text = OPMLFile.text(of: feeds, title: "x")
        let list = try #require(OPMLFile.read(Array(text.utf8), file: "f"))
        #expect(list.rows.map(\.feed) == feeds)
    }

    @Test(arguments: [
        ("Reviews", FeedKind.review), ("review", .review), (" FORUMS ", .forum), ("News", .news),
        ("Social", .social), ("Cooking", .blog), ("own", .own),
    ])
    func `a folder of another program tells the kind by its name`(folder: String, kind: FeedKind)
        throws
    {
        let list = try list(
            "<outline text=\"\(folder)\"><outline text=\"Any\">"
                + "<outline text=\"A\" xmlUrl=\"https://a.example/\"/></outline></outline>"
        )
        #expect(list.rows.map(\.feed.kind) == [kind])
        #expect(list.rows.map(\.feed.title) == ["A"])
    }

    @Test func `a category tells the kind where no folder does, and our attribute before both`()
        throws
    {
        let list = try list(
            """
            <outline xmlUrl="https://a.example/" category="/Tech/Forum,/Own"/>
            <outline text="News"><outline xmlUrl="https://b.example/" kind="review"/></outline>
            """
        )
        #expect(list.rows.map(\.feed.kind) == [.forum, .review])
    }

    @Test func `lines that cannot be used are told with their place, and the others are taken`()
        throws
    {
        let list = try list(
            """
            <outline text="A" xmlUrl="https://a.example/"/>
            <outline text="Nothing" type="rss"/>
            <outline text="B" xmlUrl="b.example/feed"/>
            <outline text="C" xmlUrl="https://c.example/" kind="podcast"/>
            <outline text="D" xmlUrl="https://d.example/"/>
            """
        )
        #expect(list.rows.map(\.feed.address) == ["https://a.example/", "https://d.example/"])
        #expect(list.rows.map(\.line) == [2, 6])
        #expect(
            list.mistakes.map(\.description) == [
                "f.opml:3: xmlUrl: \"Nothing\" has no address; write one as xmlUrl",
                "f.opml:4: xmlUrl: \"b.example/feed\" is no address; write one that begins with "
                    + "https://",
                "f.opml:5: kind: \"podcast\" is none of "
                    + FeedKind.allCases.map(\.rawValue).joined(separator: ", "),
            ]
        )
    }

    @Test func `a file that is cut is told, and what stands before is taken`() throws {
        let text = "<opml><body><outline xmlUrl=\"https://a.example/\"/>"
        let list = try #require(OPMLFile.read(Array(text.utf8), file: "f"))
        #expect(list.rows.count == 1)
        #expect(
            list.mistakes.map(\.description)
                == ["f: what follows was not read: the document ends early"]
        )
    }
}
