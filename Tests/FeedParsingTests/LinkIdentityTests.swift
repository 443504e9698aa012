import Testing

@testable import FeedParsing

@Suite struct LinkIdentityTests {
    @Test(arguments: [
        ("http://a.example/x", "https://a.example/x"),
        ("https://A.Example/X", "https://a.example/X"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("http://a.example:80", "https://a.example/"),
        ("https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?id=1&utm_campaign=y", "https://a.example/x?id=1"),
        ("https://a.example/x?id=1&amp;utm_campaign=y", "https://a.example/x?id=1"),
        ("https://a.example/x?fbclid=1&b=2&gclid=3", "https://a.example/x?b=2"),
        ("https://a.example/x?UTM_Source=1", "https://a.example/x"),
        ("https://a.example/x#utm_source=1", "https://a.example/x"),
        ("https://a.example/x?source=rss----1", "https://a.example/x"),
    ])
    func `two spellings of one address are equal`(link: String, same: String) {
        #expect(LinkIdentity.normalised(link) == LinkIdentity.normalised(same))
        #expect(LinkIdentity.normalised(link) == same)
    }

    @Test(arguments: [
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/x", "https://a.example/x/"),
        ("https://a.example/?id=1", "https://a.example/?id=2"),
        ("https://a.example/x#1", "https://a.example/x#2"),
        ("https://a.example/", "https://b.example/"),
        ("https://a.example/?source=a", "https://a.example/?source=b"),
        ("https://a.example:8080/", "https://a.example/"), ("urn:a", "urn:b"),
        ("https://a.example/X", "https://a.example/x"), ("?utm_source=1", ""),
    ])
    func `addresses of different pages differ`(one: String, other: String) {
        #expect(LinkIdentity.normalised(one) != LinkIdentity.normalised(other))
    }
}
