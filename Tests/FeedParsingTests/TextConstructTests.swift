import Testing

@testable import FeedParsing

@Suite struct TextConstructTests {
    @Test(
        arguments: [
            (nil, nil, .plain), ("text", nil, .plain), ("HTML", nil, .html),
            ("xhtml", nil, .markup),
            ("text/html", nil, .html), ("text/plain", nil, .plain), ("text/markdown", nil, .plain),
            ("application/xhtml+xml", nil, .markup), ("image/svg+xml", nil, .markup),
            ("image/png", nil, nil), ("text/html", "xml", .markup),
            ("application/xhtml+xml", "escaped", .html),
        ] as [(String?, String?, TextConstruct.Kind?)]
    )
    func `attributes tell what a text is`(type: String?, mode: String?, kind: TextConstruct.Kind?) {
        let attributes = [
            type.map { Attribute(name: "type", value: $0) },
            mode.map { Attribute(name: "mode", value: $0) },
        ]
        #expect(TextConstruct.kind(of: attributes.compactMap { $0 }, rule: .typed) == kind)
        #expect(TextConstruct.kind(of: attributes.compactMap { $0 }, rule: .html) == .html)
        #expect(TextConstruct.kind(of: attributes.compactMap { $0 }, rule: .plain) == .plain)
    }

    @Test(arguments: [
        (TextConstruct.Kind.plain, "a <b>\n &amp;", "a <b> &amp;", "a <b>\n&amp;", nil),
        (.html, "a <b>c</b>\n &amp;", "a c &", "a c &", "a <b>c</b>\n &amp;"),
        (.markup, "<p>a</p><p>c</p>", "a c", "a\nc", "<p>a</p><p>c</p>"),
    ])
    func `a text is read as what it is`(
        kind: TextConstruct.Kind,
        source: String,
        title: String,
        text: String,
        html: String?
    ) {
        let construct = TextConstruct(bytes: Array(source.utf8), kind: kind)
        #expect(construct.title == title && construct.text == text)
        #expect(construct.html(site: nil) == html)
        #expect(!construct.isBlank && TextConstruct(bytes: [0x20, 0x0A], kind: kind).isBlank)
    }

    @Test func `its own base goes before the site's`() {
        var construct = TextConstruct(bytes: Array("<a href=x>l</a>".utf8), kind: .html)
        #expect(
            construct.html(site: "https://s.example/") == "<a href=\"https://s.example/x\">l</a>"
        )
        construct.base = "https://b.example/"
        #expect(
            construct.html(site: "https://s.example/") == "<a href=\"https://b.example/x\">l</a>"
        )
    }
}
