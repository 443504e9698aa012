import Testing

@testable import FeedParsing

@Suite struct URIReferenceTests {
    /// The examples of RFC 3986, section 5.4.
    @Test(arguments: [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
        ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
        ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
        ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"), ("g?y/./x", "http://a/b/c/g?y/./x"),
    ])
    func `a reference is resolved as RFC 3986 says`(reference: String, address: String) {
        #expect(URIReference.resolved(reference, against: "http://a/b/c/d;p?q") == address)
    }

    @Test(arguments: [
        ("x", nil, "x"), ("x", "relative/base", "x"), ("x", "mailto:a@b.example", "x"),
        ("x", "http://a.example", "http://a.example/x"), (" x\n", "http://a/", "http://a/x"),
        ("x\ny", "http://a/", "http://a/xy"), ("https://b/", "http://a/", "https://b/"),
        ("HTTP://b/", "http://a/", "http://b/"), ("1:2", "http://a/", "http://a/1:2"),
        ("é", "http://a/", "http://a/é"), ("//b?q", "https://a/", "https://b?q"),
    ])
    func `what has no usable base stays as it is`(reference: String, base: String?, address: String)
    {
        #expect(URIReference.resolved(reference, against: base) == address)
    }

    @Test func `a base longer than any site's address is not used`() {
        let base = "http://a/" + String(repeating: "b", count: 3000) + "/"
        #expect(URIReference.resolved("x", against: base) == "x")
    }

    @Test(arguments: ["", ":", "//", "a:", "?", "#", "://", "\u{0}", "http:", "#?#", "a:b:c"])
    func `any text comes apart and together`(text: String) {
        let address = URIReference(text)
        #expect(URIReference(address.text).text == address.text)
    }
}
