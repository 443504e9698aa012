import Testing

@testable import FeedParsing

@Suite struct XMLRepairTests {
    @Test(arguments: [
        "<a>b</a>", "<a b=\"c\" d='e'>f</a>", "<a/>", "<a><b/></a>", "<x:a xmlns:x=\"u\">é年😀</x:a>",
        "<a b=\"&#38;\">\n\t\r</a>", "<a>b > c</a>",
        "<a>\u{FEFF}x\u{F000}</a>",
    ])
    func `what is well-formed stays as it is`(document: String) {
        let repair = repaired(document)
        #expect(repair.text == document)
        #expect(!repair.isMended && repair.isComplete)
    }

    @Test(arguments: [
        ("<a>b & c</a>", "<a>b {&} c</a>"), ("<a>R&D;</a>", "<a>R{&}D;</a>"),
        ("<a>&nosuch;</a>", "<a>{&}nosuch;</a>"), ("<a>1 < 2</a>", "<a>1 {<} 2</a>"),
        ("<a><3</a>", "<a>{<}3</a>"), ("<a>a]]>b</a>", "<a>a]]>b</a>"),
        ("<a>x\u{0}\u{1}\u{B}y\u{FFFE}z\u{7F}</a>", "<a>xyz</a>"),
        ("<a b=c/d e>f</a>", "<a b=\"c/d\" e=\"e\">f</a>"),
        ("<a b=\"x<y&z\">f</a>", "<a b=\"x&#60;y&#38;z\">f</a>"),
        ("<a b=x\"y>f</a>", "<a b=\"x&#34;y\">f</a>"),
        ("<a 1=2 b=c>f</a>", "<a b=\"c\">f</a>"), ("<a><b><c>x</a>", "<a><b><c>x</c></b></a>"),
        ("<a><b>x</c></b></a>", "<a><b>x</b></a>"), ("<a><b>x</a></b>", "<a><b>x</b></a>"),
        ("<a>x<br>y</a>", "<a>x<br/>y</a>"), ("<a><br></br></a>", "<a><br></br></a>"),
        ("<a b='c'<d/></a>", "<a b='c'><d/></a>"), ("<a></></a>", "<a></a>"),
        ("<a>&#0;&#xFFFF;x</a>", "<a>x</a>"),
        ("<a><naïve>x</a>", "<a>{<}naïve>x</a>"),
        ("<a><item>x<item>y</item></a>", "<a><item>x</item><item>y</item></a>"),
        ("<a><b><b>x</b></b></a>", "<a><b><b>x</b></b></a>"),
    ])
    func `mistakes are mended`(document: String, mended: String) {
        let repair = repaired(document)
        #expect(repair.text == mended)
        #expect(repair.isComplete)
    }

    @Test(arguments: [
        ("<a>caf&eacute;&nbsp;&#8217;</a>", "<a>café\u{A0}’</a>"),
        ("<a>&lt;b&gt;</a>", "<a>{<}b></a>"), ("<a>&amp;amp;</a>", "<a>{&}amp;</a>"),
        ("<a>]]&gt;</a>", "<a>]]></a>"), ("<a>&lt;&#93;]>&lt;/a></a>", "<a>{<}]]>{<}/a></a>"),
        ("<a><![CDATA[<b> & ]] > c]]></a>", "<a>{<}b> {&} ]] > c</a>"),
        ("<a><![CDATA[x]]\u{1}><b>]]></a>", "<a>x]]>{<}b></a>"),
        ("<a>x<![CDATA[]]>y<![CDATA[z]]></a>", "<a>xyz</a>"),
        ("<a>&lt</a>", "<a>{&}lt</a>"), ("<a>&gt;&am;</a>", "<a>>{&}am;</a>"),
        ("<a b='&lt;&quot;&eacute;&amp;'/>", "<a b='&#60;&#34;é&#38;'/>"),
    ])
    func `references become characters, and sections their text`(
        document: String,
        text: String
    ) {
        #expect(repaired(document).text == text)
    }

    @Test(arguments: [
        "<a><!-- <b> --><?x y?><!DOCTYPE z>b</a>", "<a><!--x--->b</a>", "<a><!---->b</a>",
        "<a>b<!ENTITY c 'd'></a>",
        "<a>b</a><c/>", "<a>b</a> junk < & ]]>", "<a>b</a><!-- open", "<a\n>b</a\t>",
    ])
    func `comments, instructions, declarations and what follows the document are left out`(
        document: String
    ) {
        #expect(repaired(document).text.filter { !$0.isWhitespace } == "<a>b</a>")
    }

    @Test(arguments: [
        "<a>b", "<a", "<a b", "<a b=", "<a b='c", "<a>b<", "<a>b</", "<a>b</a", "<a><!-- ",
        "<a><![CDATA[ x", "<a><?x", "<a>&am", "<a>&", "<",
    ])
    func `a document that is cut is not complete, and no limit is to blame`(document: String) {
        let repair = repaired(document)
        #expect(!repair.isComplete && !repair.isShortened && !repair.isFlattened)
    }

    @Test(arguments: [9, 16, 17, 18, 40])
    func `a tag longer than the limit loses what stands behind it`(tagBytes: Int) {
        var limits = ParsingLimits.standard
        limits.tagBytes = tagBytes
        let repair = repaired("<a><b>x</b><c d='eeee'/></a>", limits: limits)
        #expect(repair.isShortened == (tagBytes < 12))
        #expect(repair.text == "<a><b>x</b><c\(tagBytes < 12 ? "" : " d='eeee'")/></a>")
    }

    @Test func `what stands too deep loses its tags and keeps its text`() {
        var limits = ParsingLimits.standard
        limits.depth = 2
        let repair = repaired("<a><b><c>x<d/></c>y</b>z</a>", limits: limits)
        #expect(repair.text == "<a><b>x<d/>y</b>z</a>")
        #expect(repair.isFlattened)
    }

    @Test func `attributes and namespaces beyond the limit are dropped`() {
        let many = (0..<400).map { " a\($0)='x'" }.joined()
        #expect(repaired("<a\(many)/>").text.ranges(of: "='x'").count == 256)
        let spaces = (0..<200).map { " xmlns:a\($0)='x'" }.joined()
        #expect(repaired("<a\(spaces)><b\(spaces)/></a>").text.ranges(of: "xmlns:").count == 256)
    }

    @Test func `a long document comes in pieces`() {
        let text = String(repeating: "<b>&lt;text&gt; more</b>", count: 20_000)
        var repair = XMLRepair(Array("<a>\(text)</a>".utf8), from: 0, limits: .standard)
        var pieces = 0
        var longest = 0
        while repair.fill() {
            pieces += 1
            longest = max(longest, repair.output.count + repair.texts.count)
        }
        #expect(pieces > 10 && longest < 1 << 16)
        #expect(repair.isComplete)
    }

    @Test func `a long text comes in runs, and none of it is lost`() {
        let text = String(repeating: "é&amp;", count: 100_000)
        let repair = repaired("<a>\(text)</a>")
        #expect(repair.text == "<a>" + String(repeating: "é{&}", count: 100_000) + "</a>")
    }

    @Test func `the end is the end, however often it is asked for`() {
        var repair = XMLRepair(Array("<a/>".utf8), from: 0, limits: .standard)
        let fills = (0..<3).map { _ in repair.fill() }
        #expect(fills == [true, false, false])
        #expect(repair.output.isEmpty)
    }

    /// Whatever comes in, what goes out is balanced and holds no bare `&`.
    @Test func `any bytes come out as balanced mark-up`() {
        var generator = SeededGenerator(seed: 3)
        let pieces = [
            "<", ">", "/", "a", "b", "item", "<a>", "</a>", "<b c=", "'", "\"", "&", "#", ";", "lt",
            "]", "]]>",
            "<![CDATA[", "<!--", "-->", "<?", "?>", "\u{1}", "\u{FFFF}", "é", " ", "=", "<item>",
            "&#93;",
        ]
        for _ in 0..<4000 {
            let count = Int.random(in: 0..<40, using: &generator)
            let noise = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }
                .joined()
            let repair = repaired("<rss>\(noise)</rss>")
            #expect(isBalanced(repair.text, mayBeOpen: !repair.isComplete), "\(noise)")
        }
    }

    private struct Repaired {
        let text: String
        let isMended: Bool
        let isComplete: Bool
        let isFlattened: Bool
        let isShortened: Bool
    }

    private func repaired(_ document: String, limits: ParsingLimits = .standard) -> Repaired {
        var repair = XMLRepair(Array(document.utf8), from: 0, limits: limits)
        var output: [UInt8] = []
        while repair.fill() { output += Self.joined(repair) }
        return Repaired(
            text: String(decoding: output, as: UTF8.self),
            isMended: repair.isMended,
            isComplete: repair.isComplete,
            isFlattened: repair.isFlattened,
            isShortened: repair.isShortened
        )
    }

    /// The mark-up of a piece with each run of text in the place of its mark, `<` and `&` in
    /// braces.
    private static func joined(_ repair: XMLRepair) -> [UInt8] {
        var result: [UInt8] = []
        var run = 0
        var isTag = false
        var quote: UInt8?
        for byte in repair.output {
            if isTag {
                if byte == quote {
                    quote = nil
                } else if quote == nil {
                    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
                    if byte == UInt8(ascii: ">") { isTag = false }
                }
                result.append(byte)
            } else if byte == UInt8(ascii: "<") {
                isTag = true
                result.append(byte)
            } else {
                let start = run == 0 ? 0 : repair.textEnds[run - 1]
                for byte in repair.texts[start..<repair.textEnds[run]] {
                    let isSpecial = byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&")
                    result += isSpecial ? [UInt8(ascii: "{"), byte, UInt8(ascii: "}")] : [byte]
                }
                run += 1
            }
        }
        #expect(run == repair.textEnds.count)
        return result
    }

    private func isBalanced(_ text: String, mayBeOpen: Bool) -> Bool {
        let bytes = Array(text.utf8)
        var depth = 0
        var index = 0
        while index < bytes.count {
            if bytes.has("{<}", at: index) || bytes.has("{&}", at: index) {
                index += 3
            } else if bytes[index] == UInt8(ascii: "<") {
                guard let end = bytes.index(of: UInt8(ascii: ">"), from: index) else {
                    return mayBeOpen
                }
                if bytes.has("</", at: index) {
                    depth -= 1
                } else if bytes[end - 1] != UInt8(ascii: "/") {
                    depth += 1
                }
                index = end + 1
            } else {
                if bytes[index] == UInt8(ascii: "&"), !bytes.has("&#", at: index) { return false }
                index += 1
            }
        }
        return depth == 0 || (mayBeOpen && depth > 0)
    }
}
