import EarshotTesting
import FeedFetching
import Testing

@Suite struct SiteNamesTests {
    private let names = SiteNames()

    @Test(arguments: [
        ("https://www.example.com/feed", "example.com"),
        ("https://a.b.c.example.com:8443/", "example.com"),
        ("http://EXAMPLE.com./", "example.com"),
        ("https://news.bbc.co.uk/rss", "bbc.co.uk"),
        ("https://alice.github.io/feed", "alice.github.io"),
        ("https://blog.example.рф/", "example.xn--p1ai"),
        ("https://www.shop.example.公司.cn/", "example.xn--55qx5d.cn"),
        ("https://www.example.xn--55qx5d.cn/", "example.xn--55qx5d.cn"),
        ("http://user:pw@www.example.org/", "example.org"),
    ])
    func `a site is the domain that somebody registered`(address: String, site: String) {
        #expect(names.site(of: address) == site)
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080/a", "127.0.0.1"), ("http://0x7f.1/", "127.0.0.1"),
        ("http://[2001:DB8::1]/", "2001:db8::1"), ("http://localhost/", "localhost"),
        ("http://co.uk/", "co.uk"), ("http://intranet/feed", "intranet"),
    ])
    func `what has no registered domain is a site of its own`(address: String, site: String) {
        #expect(names.site(of: address) == site)
    }

    @Test func `all files are one site`() {
        #expect(names.site(of: "file:///a/b.xml") == SiteNames.files)
    }

    @Test(arguments: ["", "example.org", "ftp://example.org/", "mailto:a@example.org", "http://"])
    func `what cannot be fetched has no site`(address: String) {
        #expect(names.site(of: address) == nil)
    }

    @Test(arguments: UInt64(1)...40)
    func `any text has a site or none`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for alphabet in ["", "abc.-ü/:@", "co.uk.com/"] {
            let bytes = random.bytes(upTo: 40, outOf: alphabet)
            let site = names.site(of: "http://" + String(decoding: bytes, as: UTF8.self))
            #expect(site?.isEmpty != true)
        }
    }
}
