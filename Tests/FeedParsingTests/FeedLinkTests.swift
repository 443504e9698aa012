import FeedParsing
import Testing

@Suite struct FeedLinkTests {
    @Test(arguments: [
        ("<link rel=alternate type=application/rss+xml href=/f>", ["https://a.example/f"]),
        (
            "<LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF='f'>",
            ["https://a.example/b/f"]
        ),
        (
            "<link rel='home alternate' type=text/xml href=https://c.example/f>",
            ["https://c.example/f"]
        ),
        (
            "<base href='https://d.example/x/'><link rel=alternate type=application/rss+xml href=f>",
            ["https://d.example/x/f"]
        ),
        (
            "<link rel=alternate type=application/feed+json href=1><link rel=alternate type=application/feed+json href=1>",
            ["https://a.example/b/1"]
        ),
        ("<link rel=stylesheet type=text/css href=/s>", []),
        ("<link rel=alternate hreflang=de href=/de>", []),
        ("<link rel=alternate type=application/rss+xml>", []),
        ("<!-- <link rel=alternate type=text/xml href=x> -->", []),
        ("<links rel=alternate type=text/xml href=x>", []), ("", []),
    ])
    func `a page's feeds are found`(page: String, addresses: [String]) {
        let links = FeedLink.links(inHTML: Array(page.utf8), baseURL: "https://a.example/b/c")
        #expect(links.map(\.address) == addresses)
    }

    @Test
    func `a page that names no feed says so, and one that names many is not followed for ever`() {
        #expect(FeedError.isHTML(feeds: []).description.contains("names none"))
        let many = (0..<1000).map { "<link rel=alternate type=text/xml title='t\($0)' href=\($0)>" }
            .joined()
        let links = FeedLink.links(inHTML: Array(many.utf8), baseURL: nil)
        #expect(links.count == 50)
        #expect(
            links.first?.address == "0" && links.first?.title == "t0"
                && links.first?.mediaType == "text/xml"
        )
    }
}
