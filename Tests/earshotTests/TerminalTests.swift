import EarshotModel
import Testing

@testable import earshot

@Suite struct TerminalTests {
    @Test(arguments: [
        ("plain ä 日 😀", "plain ä 日 😀"), ("a\nb\tc\r", "a b c "),
        ("\u{1B}[31mred", "\\u{1b}[31mred"),
        ("\u{0}\u{7}\u{7F}", "\\u{0}\\u{7}\\u{7f}"), ("\u{9B}31m", "\\u{9b}31m"),
        ("a\u{202E}b", "a\\u{202e}b"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("\u{2028}x", " x"), ("\r\n", "  "), ("", ""),
    ])
    func `foreign text cannot change the terminal`(text: String, shown: String) {
        #expect(Terminal.escaped(text) == shown)
    }

    @Test func `nothing that a terminal obeys is left, whatever the text`() {
        for value in (0..<0x300).compactMap(Unicode.Scalar.init) {
            let shown = Terminal.escaped(String(Character(value)))
            #expect(
                shown.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
                }
            )
        }
    }
}

@Suite struct TextTableTests {
    @Test
    func `columns are as wide as their widest cell, numbers to the right, no blanks at the end`() {
        let table = TextTable(
            headings: ["NAME", "N"],
            rows: [["Mira", "7"], ["Al", "1200"], ["short"]],
            rightAligned: [1]
        )
        #expect(
            table.text == """
                NAME      N
                Mira      7
                Al     1200
                short

                """
        )
    }

    @Test func `a row with too many cells loses what has no heading, and none is no crash`() {
        #expect(TextTable(headings: ["A"], rows: [["1", "2"], []]).text == "A\n1\n\n")
        #expect(TextTable(headings: [], rows: [["1"]]).text == "\n\n")
    }
}

@Suite struct JudgementTableTests {
    private func judgement(_ parts: [EvidencePart]) -> Judgement {
        Judgement(
            label: .negative,
            score: -512,
            evidence: Evidence(parts: parts),
            nature: .complaint,
            natureReason: "negative_label",
            language: "und",
            isLanguageAssumed: true
        )
    }

    @Test func `every term stands with what changed it, and the sum at the end`() {
        let part = EvidencePart(
            span: TextSpan(field: .text, start: 0, end: 3),
            term: "bad\u{1B}",
            base: -2000,
            changes: [EvidenceChange(rule: "negation", span: nil, points: 2500)]
        )
        let text = JudgementTable(judgement([part])).text
        #expect(text.contains("bad\\u{1b}"))
        #expect(text.contains("lexicon   -2.000"))
        #expect(text.contains("negation  +2.500"))
        #expect(text.contains("=         +0.500"))
        #expect(
            text.contains(
                "negative, score -0.512 (-1 to 1); complaint (negative_label); read as English"
            )
        )
    }

    @Test func `no evidence is a sum of nothing`() {
        #expect(JudgementTable(judgement([])).text.contains("+0.000"))
    }
}
