import CurlTransfer
import EarshotTesting
import Testing

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("http://Example.ORG", "http", "example.org", 80),
        ("HTTPS://example.org/feed?x=1", "https", "example.org", 443),
        ("http://example.org:8080/", "http", "example.org", 8080),
        ("http://example.org./", "http", "example.org", 80),
        ("http://[::1]:81/", "http", "::1", 81),
        ("http://127.0.0.1/", "http", "127.0.0.1", 80),
        ("http://bücher.example/", "http", "xn--bcher-kva.example", 80),
        ("http://user:secret@example.org/", "http", "example.org", 80),
        ("http://trusted.example@evil.example/", "http", "evil.example", 80),
        ("http://evil.example#@trusted.example/", "http", "evil.example", 80),
    ])
    func `an address tells its scheme, host and port`(
        text: String,
        scheme: String,
        host: String,
        port: Int
    ) throws {
        let address = try WebAddress(text)
        #expect(address.scheme == scheme)
        #expect(address.host == host)
        #expect(address.port == port)
    }

    @Test(arguments: [
        "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://0x7f000001/", "http://2130706433/",
        "http://127.1/", "http://0177.1/",
    ])
    func `odd spellings of an IPv4 address become the usual one`(text: String) throws {
        #expect(try WebAddress(text).host == "127.0.0.1")
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "dict://x/",
        "mailto://x/", "smb://x/", "ldap://x/",
    ])
    func `any scheme but http and https is refused as such`(text: String) {
        #expect {
            _ = try WebAddress(text)
        } throws: { error in
            (error as? TransferError)?.code == "unsupported_scheme"
        }
    }

    @Test(arguments: [
        "", " ", "example.org/feed", "//example.org/", "/feed", "http://", "http:///",
        "http://a b/", "http://exa\0mple.org/", "http://example.org:99999/",
        "http://example.org:x/",
        "http://example.org/\r\nHost: evil", "http://exa\nmple.org/", "http://[::1/",
        "http://[zz]/",
        "http://" + String(repeating: "a", count: 20_000),
    ])
    func `what is no address is refused as such`(text: String) {
        #expect {
            _ = try WebAddress(text)
        } throws: { error in
            (error as? TransferError)?.code == "bad_address"
        }
    }

    @Test(arguments: [
        ("feed.xml", "http://example.org/a/feed.xml"),
        ("../feed.xml", "http://example.org/feed.xml"),
        ("/feed.xml#top", "http://example.org/feed.xml"),
        ("?page=2", "http://example.org/a/b?page=2"),
        ("//other.example/x", "http://other.example/x"),
        ("https://other.example/", "https://other.example/"),
    ])
    func `a reference is resolved as RFC 3986 asks`(reference: String, result: String) throws {
        let base = try WebAddress("http://example.org/a/b")
        #expect(try base.resolving(reference).text == result)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:6379/_x"])
    func `a reference to another scheme is refused`(reference: String) throws {
        let base = try WebAddress("http://example.org/")
        #expect(throws: TransferError.self) { try base.resolving(reference) }
    }

    @Test(arguments: [
        ("/next", true),
        ("http://example.org/next", false),
        ("//other.example/", false),
        ("https://example.org/", false),
        ("http://example.org:81/", false),
        ("http://eve:pw@other.example/", false),
    ])
    func `login data go on to no other host`(reference: String, stays: Bool) throws {
        let base = try WebAddress("http://ada:secret@example.org/feed")
        #expect(base.hasLogin)
        let target = try base.resolving(reference)
        #expect(target.hasLogin == stays)
        #expect(target.text.contains("secret") == stays)
    }

    @Test func `a name in any script is one in ASCII, in whatever form it is typed`() throws {
        let address = try WebAddress("http://BÜCHER.example/straße?ä=1")
        #expect(address.host == "xn--bcher-kva.example")
        #expect(address.text == "http://xn--bcher-kva.example/stra%c3%9fe?%c3%a4=1")
        // The same letter as two scalars.
        #expect(try WebAddress("http://bu\u{308}cher.example/").host == address.host)
        #expect(try WebAddress("http://１２７.0.0.1/").host == "127.0.0.1")
        #expect(try WebAddress("http://例え.テスト/").host == "xn--r8jz45g.xn--zckzah")
    }

    @Test func `an address prints without its login data`() throws {
        let address = try WebAddress("http://ada:secret@example.org/feed?x=1")
        #expect(address.description == "http://example.org/feed?x=1")
        #expect(address.text.contains("ada:secret@"))
        #expect(try WebAddress("http://example.org/").description == "http://example.org/")
    }

    @Test func `origins differ by scheme, host and port, and by nothing else`() throws {
        let address = try WebAddress("http://example.org/a")
        #expect(address.hasSameOrigin(as: try WebAddress("http://ada@EXAMPLE.org:80/b?c")))
        #expect(!address.hasSameOrigin(as: try WebAddress("https://example.org/a")))
        #expect(!address.hasSameOrigin(as: try WebAddress("http://www.example.org/a")))
        #expect(!address.hasSameOrigin(as: try WebAddress("http://example.org:8080/a")))
    }

    @Test(arguments: UInt64(1)...80)
    func `any text is an address or an error, and never hides its host`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for alphabet in ["", "htps:/@.#?[]%0aA\\", "ab.@:/#?\t \r\n"] {
            let tail = String(decoding: random.bytes(upTo: 40, outOf: alphabet), as: UTF8.self)
            for text in [tail, "http://" + tail, "http://example.org/" + tail] {
                guard let address = try? WebAddress(text) else { continue }
                #expect(["http", "https"].contains(address.scheme))
                #expect(!address.host.isEmpty)
                // What is written out is read again as the same place.
                #expect((try? WebAddress(address.text))?.host == address.host)
                _ = try? address.resolving(tail)
            }
        }
    }
}
