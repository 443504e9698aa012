import FeedParsing
import Testing

@Suite struct SanitisedHTMLTests {
    @Test(arguments: [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("a<br>b<br/>c", "a<br>b<br>c"),
        ("<P CLASS=x>a", "<p class=\"x\">a"), ("<ul><li>a<li>b", "<ul><li>a<li>b</ul>"),
        ("<DIV CLASS=x>a", "<div class=\"x\">a</div>"),
        ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
        ("</p>x", "x"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("caf&eacute; &amp; &lt;b&gt;", "café &amp; &lt;b&gt;"),
        (
            "<a href=\"http://a.example/?x=1&y=2\">l</a>",
            "<a href=\"http://a.example/?x=1&amp;y=2\">l</a>"
        ),
        ("<unknown>x</unknown>", "x"),
        ("a<!-- c -->b", "ab"),
        (
            "<img src=http://a.example/i.png alt='a \"b\"'>",
            "<img src=\"http://a.example/i.png\" alt=\"a &quot;b&quot;\">"
        ),
    ])
    func `harmless mark-up is kept, closed and quoted`(html: String, safe: String) {
        #expect(SanitisedHTML(html: html).html == safe)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<SCRIPT SRC=//x.example></SCRIPT>", "<script>alert(1)",
        "<style>p{background:url(javascript:1)}</style>", "<svg onload=alert(1)>",
        "<svg><script>1</script></svg>",
        "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' java\nscript:alert(1)'>x</a>", "<a href='java&#x73;cript:alert(1)'>x</a>",
        "<a href=javascript&colon;alert(1)>x</a>", "<a href='data:text/html,<script>'>x</a>",
        "<a href=\u{1}javascript:1>x</a>", "<iframe src=//x.example></iframe>",
        "<object data=x></object>",
        "<embed src=x>", "<form action=x><button formaction=javascript:1>x</button></form>",
        "<p style='background:url(javascript:1)'>x</p>",
        "<meta http-equiv=refresh content='0;url=x'>",
        "<link rel=stylesheet href=x>", "<base href=//x.example>",
        "<math href=javascript:1>x</math>",
        "<video poster=javascript:1></video>", "<img srcset='javascript:1'>",
        "<input onfocus=1 autofocus>",
        "<noscript><p title='</noscript><img src=x onerror=1>'></noscript>",
        "<a\u{0}onclick=1>x</a>",
        "<p onclick=\"alert(1)\"\u{301}>x</p>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<<script>alert(1)//<</script>", "<img \"\"\"><script>alert(1)</script>\">",
        "<a title=\"&quot; onclick=alert(1) x=&quot;\">x</a>",
        "<textarea><script>1</script></textarea>",
    ])
    func `nothing that runs is left`(html: String) {
        let safe = SanitisedHTML(html: html, baseURL: "https://a.example/").html.lowercased()
        for danger in [
            "<script", "<style", "<svg", "<iframe", "<object", "<embed", "<form", "<math",
        ] {
            #expect(!safe.contains(danger))
        }
        let inTags = tags(of: safe)
        #expect(!inTags.contains("javascript:") && !inTags.contains("data:"))
        #expect(!inTags.contains(" on") && !inTags.contains("style=") && !inTags.contains("srcset"))
    }

    @Test func `a quotation mark with an accent cannot leave its attribute`() {
        let safe = SanitisedHTML(html: "<p title='\"\u{301} onclick=alert(1) x=\"\u{301}'>x</p>")
            .html
        #expect(
            Array(safe.utf8)
                == Array("<p title=\"&quot;\u{301} onclick=alert(1) x=&quot;\u{301}\">x</p>".utf8)
        )
        let angle = SanitisedHTML(html: "<\u{301}script>&lt;\u{301}b>").html
        #expect(Array(angle.utf8) == Array("&lt;\u{301}script&gt;&lt;\u{301}b&gt;".utf8))
    }

    @Test(arguments: [
        ("<a href=x>l</a>", "<a href=\"https://a.example/b/x\">l</a>"),
        ("<a href=/x>l</a>", "<a href=\"https://a.example/x\">l</a>"),
        ("<a href=#x>l</a>", "<a href=\"https://a.example/b/c?q#x\">l</a>"),
        ("<img src=//b.example/i>", "<img src=\"https://b.example/i\">"),
        ("<q cite=../x>l</q>", "<q cite=\"https://a.example/x\">l</q>"),
    ])
    func `relative addresses become absolute`(html: String, safe: String) {
        #expect(SanitisedHTML(html: html, baseURL: "https://a.example/b/c?q").html == safe)
    }

    @Test func `no control character is left, not even in an attribute`() {
        let safe = SanitisedHTML(html: "a\u{0}\u{1}b<p title='\u{0}c\u{7}'>\u{B}d</p>").html
        #expect(safe == "ab<p title=\"c\">d</p>")
    }

    @Test func `many short addresses under a long base do not fill the memory`() {
        let base = "https://a.example/" + String(repeating: "x", count: 2000) + "/"
        let html = String(repeating: "<a href=y>", count: 20_000)
        let safe = SanitisedHTML(html: html, baseURL: base).html
        #expect(safe.utf8.count < html.utf8.count * 12 + 100_000)
    }

    @Test func `elements nest no deeper than browsers let them`() {
        let safe = SanitisedHTML(html: String(repeating: "<div>", count: 5000) + "x").html
        #expect(safe.components(of: "<div>") == 512)
        #expect(safe.components(of: "</div>") == 512)
    }

    @Test func `any bytes give well-formed, harmless HTML`() {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "<", ">", "\"", "'", "=", "/", " ", "a", "p", "b", "script", "on", "href",
            "javascript:", "&",
            "#", ";", "!--", "-->", "\u{301}", "é", "x", "\n", "style", "img", "src", "colon", "</",
        ]
        for _ in 0..<3000 {
            let count = Int.random(in: 0..<30, using: &generator)
            let html = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }
                .joined()
            let safe = SanitisedHTML(html: html).html
            let inTags = tags(of: safe.lowercased())
            #expect(!inTags.contains("<script") && !inTags.contains("=\"javascript:"))
            #expect(SanitisedHTML(html: safe).html == safe, "\(html)")
        }
    }

    /// Everything between `<` and `>`, with quoted values that hold neither.
    private func tags(of html: String) -> String {
        html.utf8.split(separator: UInt8(ascii: "<")).dropFirst(html.hasPrefix("<") ? 0 : 1)
            .map { "<" + String(decoding: $0.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self) }
            .map(withoutTitles).joined()
    }

    /// A tag without the value of `title`, which is text that may say anything.
    private func withoutTitles(_ tag: String) -> String {
        guard let start = tag.firstRange(of: "title=\""),
            let end = tag[start.upperBound...].firstIndex(of: "\"")
        else { return tag }
        return tag[..<start.lowerBound] + String(tag[end...])
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
