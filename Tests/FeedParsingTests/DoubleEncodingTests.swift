import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct DoubleEncodingTests {
    @Test(arguments: [
        "…", "café — “quoted” and ‘so’", "Größe", "年", "Łódź", "100 €", "Привет", "😀 fine",
        "ends in é",
    ])
    func `text that was encoded twice is read as it was meant`(text: String) {
        let damaged = text.utf8.reduce(into: "") { damaged, byte in
            damaged.unicodeScalars.append(Windows1252.scalar(of: byte) ?? Unicode.Scalar(byte))
        }
        #expect(damaged != text)
        #expect(DoubleEncoding.undone(Array(damaged.utf8)) == Array(text.utf8))
    }

    @Test(arguments: [
        "", "plain", "café", "Â", "Ã", "naïve Ââ", "É. Ü", "“smart”", "年月", "â€¦ but also …",
        "Ã© é", "Ã",
        "a\u{A0}b", "¡Olé!", "œuvre", "3 €",
    ])
    func `text that is as it should be stays`(text: String) {
        #expect(DoubleEncoding.undone(Array(text.utf8)) == Array(text.utf8))
    }

    @Test func `a damaged description is read as it was meant, in text and in mark-up`() throws {
        let entry = try #require(
            try parse(
                rss(
                    "<item><description>It&#226;&#8364;&#8482;s &lt;b&gt;here&lt;/b&gt;</description></item>"
                ),
                keepsMarkup: true
            ).entries.first
        )
        #expect(entry.text == "It’s here")
        #expect(entry.html == "It’s <b>here</b>")
    }

    @Test func `any text gives well-formed text`() {
        var generator = SeededGenerator(seed: 51)
        for _ in 0..<3000 {
            let scalars = (0..<Int.random(in: 0..<12, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0x70..<0x120, using: &generator))
            }
            let text = Array(scalars.map { String($0) }.joined().utf8)
            #expect(UTF8Survey(DoubleEncoding.undone(text)).invalid == 0)
        }
    }
}
