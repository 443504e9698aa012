import Testing

@testable import FeedParsing

@Suite struct LinkSchemesTests {
    @Test(arguments: [
        "https://a.example/", "http://a.example", "HTTP://a.example", "//a.example/x", "/x",
        "x.html",
        "?q=javascript:1", "#a:b", "mailto:a@b.example", "tel:+49", "ftp://a.example", "", "a/b:c",
        "tag:a.example,2026:1", "urn:uuid:1", "magnet:?xt=1", "webcal://a.example",
    ])
    func `an address that fetches or names something is harmless`(address: String) {
        #expect(LinkSchemes.isHarmless(address))
    }

    @Test(arguments: [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)",
        "java\nscript:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:alert(1)",
        "javascript\u{0}:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
        "blob:x", "about:blank", "intent://x", "unknown:x", ":x", "javascript :x",
    ])
    func `an address that runs or opens something is not`(address: String) {
        #expect(!LinkSchemes.isHarmless(address))
    }
}
