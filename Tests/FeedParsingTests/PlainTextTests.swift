import FeedParsing
import Testing

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<div><div><p>deep</p></div></div>end", "deep\nend"),
        ("a  b\n\tc", "a b\nc"),
        ("<p>a  b\n\tc</p>", "a b c"),
        ("<td>a</td><td>b</td>", "a b"),
        ("see <a href=\"https://x.example\">the page</a>.", "see the page."),
        ("<b>bold</b>er", "bolder"),
        ("<pre>a\n b</pre>c", "a\nb\nc"),
        ("<blockquote><p>you said</p></blockquote>I say", "> you said\nI say"),
    ])
    func `structure becomes lines`(html: String, text: String) {
        #expect(PlainText(html: html).text == text)
    }

    @Test(arguments: [
        ("caf&eacute; &amp; bar", "café & bar"),
        ("&#8220;hi&#x201D;", "“hi”"),
        ("it&#146;s", "it’s"),
        ("a&nbsp;b", "a b"),
        ("a&nbsp;&nbsp; b", "a b"),
        ("&#55357;&#56832;", "😀"),
        ("x &lt; y &unknown; R&D &", "x < y &unknown; R&D &"),
        ("&#0;&#xFFFF;&#x110000;&#99999999999;ok", "ok"),
        ("soft\u{AD}hyphen zero\u{200B}width", "softhyphen zerowidth"),
        ("\u{0}\u{1}\u{7F}ok\u{FEFF}", "ok"),
    ])
    func `references are resolved and invisible characters dropped`(html: String, text: String) {
        #expect(PlainText(html: html).text == text)
    }

    @Test(arguments: [
        "<script>alert('</p>')</script>text",
        "<style>p { color: red }</style>text",
        "<SCRIPT type='a>b'>x</SCRIPT >text",
        "<!-- <p>hidden</p> -->text",
        "<!DOCTYPE html><head><title>t</title></head>text",
        "<iframe src=x>no</iframe>text",
        "<img alt='a > b'>text",
        "text<script>never closed",
    ])
    func `what people do not see is left out`(html: String) {
        #expect(!PlainText(html: html).text.contains("alert"))
        #expect(PlainText(html: html).text.hasPrefix("text"))
    }

    @Test(arguments: [
        ("a < b and c > d", "a < b and c > d"),
        ("I <3 this", "I <3 this"),
        ("a <b", "a <b"),
        ("<noscript>open", "open"),
        ("x <= y", "x <= y"),
        ("<", "<"),
        ("</", "</"),
        ("<p", "<p"),
    ])
    func `a bare angle bracket is text`(html: String, text: String) {
        #expect(PlainText(html: html).text == text)
    }

    @Test(arguments: [
        ("Why I like List<Entry>", "Why I like List<Entry>"),
        ("<b>Bold</b> &amp; <i>new</i>", "Bold & new"),
        ("two\n lines", "two lines"),
        ("<p>a</p><p>b</p>", "a b"),
    ])
    func `a title is one line and keeps what is no mark-up`(html: String, text: String) {
        #expect(PlainText(title: Array(html.utf8)).text == text)
    }

    @Test(arguments: ["<!--", "<a \"", "<a b='", "<svg>", "<script>", "&", "&#", "<p", "<", "</x"])
    func `a text of one piece over and over takes linear time`(piece: String) {
        let html = Array(String(repeating: piece, count: 200_000).utf8)
        let elapsed = ContinuousClock().measure { _ = PlainText(html: html) }
        #expect(elapsed < .seconds(10))
    }

    @Test func `any bytes are read without trapping`() {
        var generator = SeededGenerator(seed: 2)
        let alphabet =
            Array("<>/!-&;#x\"'= apdivscript1\u{A0}é\u{2028}".utf8) + [0xFF, 0xE2, 0xC2, 0]
        for _ in 0..<5_000 {
            let length = Int.random(in: 0..<60, using: &generator)
            let bytes = (0..<length).compactMap { _ in alphabet.randomElement(using: &generator) }
            #expect(!PlainText(html: bytes).text.utf8.contains(0))
        }
    }
}
