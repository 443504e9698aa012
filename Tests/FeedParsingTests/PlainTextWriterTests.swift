import Testing

@testable import FeedParsing

@Suite struct PlainTextWriterTests {
    @Test(arguments: [
        ("a b", "a b"), (" a  b ", "a b"), ("a \n b", "a b"), ("a\tb\r\nc", "a b c"), ("", ""),
        ("   ", ""), ("a &amp; b", "a & b"), ("a &amp;&amp; b", "a && b"), ("a & b &", "a & b &"),
        ("a\u{A0}\u{A0}b", "a b"), ("“a” — b…", "“a” — b…"), ("a\u{2028}b", "a\nb"),
        ("long words, sixteen bytes and more", "long words, sixteen bytes and more"),
        ("ends in a blank ", "ends in a blank"), ("one  two   three    four", "one two three four"),
    ])
    func `white space is one blank between words`(text: String, plain: String) {
        var writer = PlainTextWriter(capacity: 0)
        writer.write(text: Array(text.utf8), 0..<text.utf8.count, resolvesReferences: true)
        #expect(writer.finished() == plain)
    }

    @Test func `lines count where there is no mark-up, and never in one line`() {
        let text = Array("a\nb\n\n c".utf8)
        var writer = PlainTextWriter(capacity: 0)
        writer.keepsLines = true
        writer.write(text: text, 0..<text.count, resolvesReferences: false)
        #expect(writer.finished() == "a\nb\nc")
        writer = PlainTextWriter(capacity: 0)
        writer.isOneLine = true
        writer.keepsLines = true
        writer.write(text: text, 0..<text.count, resolvesReferences: false)
        #expect(writer.finished() == "a b c")
    }

    @Test func `references stay where they are none`() {
        let text = Array("a &amp; b".utf8)
        var writer = PlainTextWriter(capacity: 0)
        writer.write(text: text, 0..<text.count, resolvesReferences: false)
        #expect(writer.finished() == "a &amp; b")
    }

    @Test func `what is written in parts is one text`() {
        var writer = PlainTextWriter(capacity: 0)
        for part in ["<p>a", "</p> <p", ">b", "</p>"] {
            writer.write(html: Array(part.utf8), keepsUnknownTags: false)
        }
        #expect(writer.finished() == "a\n<p>b")
    }

    @Test(arguments: [
        "wörter mit ümlauten und ein paar mehr", "日本語のテキストと、句読点。", "emoji 😀 and “quotes”",
        "tab\tand  blanks \u{AD}soft", "a &lt;b&gt; &nbsp; c &#8217; d",
    ])
    func `a text reads the same wherever a piece of it begins`(text: String) {
        let bytes = Array(text.utf8)
        let whole = plain(bytes, [0..<bytes.count])
        for cut in bytes.indices where bytes[cut] == 0x20 {
            #expect(plain(bytes, [0..<cut, cut..<bytes.count]) == whole)
        }
    }

    private func plain(_ bytes: [UInt8], _ parts: [Range<Int>]) -> String {
        var writer = PlainTextWriter(capacity: bytes.count)
        for part in parts { writer.write(text: bytes, part, resolvesReferences: true) }
        return writer.finished()
    }
}
