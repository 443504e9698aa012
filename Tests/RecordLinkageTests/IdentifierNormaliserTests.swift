import EarshotModel
import RecordLinkage
import Testing

@Suite struct IdentifierNormaliserTests {
    private let normaliser = IdentifierNormaliser()

    @Test(arguments: [
        "jane.doe@site.example",
        "  Jane.Doe@SITE.example ",
        "mailto:jane.doe@site.example?subject=Hello",
        "Jane Doe <jane.doe@site.example>",
        "jane.doe+shop@site.example",
        "ｊａｎｅ.doe＠site.example",
        "jane.doe@site.example.",
    ])
    func `every spelling of an e-mail address has one key`(spelling: String) {
        let key = Identifier(kind: .email, key: "jane.doe@site.example")
        #expect(normaliser.email(spelling) == key)
    }

    @Test(arguments: ["ja.ne@gmail.com", "j.a.n.e+x@googlemail.com", "JANE@Gmail.com"])
    func `at Gmail dots do not matter`(spelling: String) {
        #expect(normaliser.email(spelling)?.key == "jane@gmail.com")
    }

    @Test func `elsewhere dots tell people apart`() {
        #expect(normaliser.email("ja.ne@site.example") != normaliser.email("jane@site.example"))
    }

    @Test(arguments: [
        "", "@", "jane", "jane@", "@site.example", "jane@localhost", "a@b@c.example",
        "+x@gmail.com",
        "jane@site..example", "jane doe@site.example", "jane@site.example/x", "...@gmail.com",
        "jane@10.0.0.1", "ja\u{0}ne@site.example",
    ])
    func `text that is no e-mail address has no key`(text: String) {
        #expect(normaliser.email(text) == nil)
    }

    @Test(arguments: [
        ("mastodon:@Jane@Social.example", "fedi:jane@social.example"),
        ("@jane@social.example", "fedi:jane@social.example"),
        ("fedi:jane@social.example", "fedi:jane@social.example"),
        ("https://social.example/@jane", "fedi:jane@social.example"),
        ("https://social.example/@jane/113", "fedi:jane@social.example"),
        ("https://social.example/web/@jane", "fedi:jane@social.example"),
        ("https://social.example/users/jane/", "fedi:jane@social.example"),
        ("https://other.example/@jane@social.example/113", "fedi:jane@social.example"),
        ("reddit:u/Jane", "reddit:jane"),
        ("/u/jane", "reddit:jane"),
        ("https://old.reddit.com/user/jane/comments/1/x/", "reddit:jane"),
        ("http://www.reddit.com/u/jane?utm_source=share", "reddit:jane"),
        ("x:@jane", "x:jane"),
        ("twitter: @jane", "x:jane"),
        ("https://mobile.twitter.com/jane", "x:jane"),
        ("https://x.com/jane/status/17", "x:jane"),
        ("http://twitter.com/@jane", "x:jane"),
        ("github:jane", "github:jane"),
        ("https://www.github.com/Jane/", "github:jane"),
        ("https://gist.github.com/jane/1a2b", "github:jane"),
        ("youtube:@jane.d", "youtube:jane.d"),
        ("https://m.youtube.com/@jane.d/community", "youtube:jane.d"),
        ("https://bsky.app/profile/jane.example", "bluesky:jane.example"),
        ("https://de.linkedin.com/in/jane-doe/", "linkedin:jane-doe"),
        ("linkedin:in/jane-doe", "linkedin:jane-doe"),
        ("url:http://www.jane.example/About/", "url:jane.example/about"),
        ("https://JANE.EXAMPLE:443/about/index.html#top", "url:jane.example/about"),
        ("jane.example", "url:jane.example"),
        ("https://jane.example:8080/", "url:jane.example:8080"),
        ("https://jane.example/%7Ejane", "url:jane.example/~jane"),
        ("https://user:secret@jane.example/x", "url:jane.example/x"),
    ])
    func `every spelling of a handle or a page has one key`(spelling: String, key: String) {
        #expect(normaliser.handle(spelling) == Identifier(kind: .handle, key: key))
    }

    @Test(arguments: [
        "", "@", "@jane", "jane", "x:", "x:@", "fedi:@@", "https://", "https:///path", "u/",
        "ftp://jane.example", "javascript:alert(1)", "https://x.com/",
        "https://x.com/search?q=jane",
        "https://x.com/i/status/17", "https://github.com/features",
        "https://www.youtube.com/watch?v=1",
        "https://www.reddit.com/r/phones/comments/1/", "https://facebook.com/profile.php?id=4",
        "https://localhost/jane", "https://jane..example/", "https://jane.example:port/",
        "mastodon:@jane", "\u{0}",
    ])
    func `what tells nobody apart has no key`(text: String) {
        #expect(normaliser.handle(text) == nil)
    }

    @Test(arguments: ["EO-107087", "107087", "eo 107087", "EO107.087", "１０７０８７"])
    func `every spelling of an order number has one key`(spelling: String) {
        #expect(normaliser.order(spelling) == Identifier(kind: .order, key: "107087"))
    }

    @Test(arguments: ["", "EO-", "1234", "EO-12x345", "123456789012345678901", "107087€"])
    func `what is too short, too long or no number has no key`(text: String) {
        #expect(normaliser.order(text) == nil)
    }

    @Test func `a record gives each key once, and none for what is empty or wrong`() {
        let record = customer(
            1,
            emails: ["jane@site.example", "JANE@site.example", "no address"],
            handles: ["x:@jane", "https://twitter.com/jane", "@jane"],
            orders: ["EO-107087", ""]
        )
        #expect(
            normaliser.identifiers(of: record) == [
                Identifier(kind: .email, key: "jane@site.example"),
                Identifier(kind: .handle, key: "x:jane"),
                Identifier(kind: .order, key: "107087"),
            ]
        )
    }
}
