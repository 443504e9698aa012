import Testing

@testable import TextAnalysis

@Suite struct WordScannerTests {
    private func words(_ bytes: [UInt8]) -> [Word] {
        var scanner = WordScanner()
        scanner.scan(bytes.span)
        return scanner.words
    }

    @Test(arguments: 0..<30)
    func `any bytes are cut without a trap, whole or broken`(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        for _ in 0..<20 {
            let bytes: [UInt8] = (0..<200).map { _ in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8(truncatingIfNeeded: state >> 40)
            }
            let words = words(bytes)
            #expect(words.allSatisfy { $0.start < $0.end && $0.end <= bytes.count })
            #expect(zip(words, words.dropFirst()).allSatisfy { $0.end <= $1.start })
        }
    }

    @Test(arguments: 0..<30)
    func `a text cut off anywhere gives words that lie in it`(seed: UInt64) {
        let bytes = Array(RandomText(seed: seed).text(scalars: 60).utf8)
        for count in bytes.indices {
            let words = words(Array(bytes[..<count]))
            #expect(words.allSatisfy { $0.start < $0.end && $0.end <= count })
        }
    }

    @Test(arguments: 0..<30)
    func `words before a line break are the same whatever follows it`(seed: UInt64) {
        let first = RandomText(seed: seed).text(scalars: 40)
        let second = RandomText(seed: seed &+ 99).text(scalars: 40)
        let alone = AnalysedText(first + "\n").words
        let both = AnalysedText(first + "\n" + second).words
        #expect(Array(both.prefix(alone.count)).map(\.start) == alone.map(\.start))
        #expect(Array(both.prefix(alone.count)).map(\.end) == alone.map(\.end))
    }

    @Test(arguments: 0..<30)
    func `the same text is cut the same, and each word alone folds as in the text`(seed: UInt64) {
        let text = RandomText(seed: seed).text(scalars: 120)
        let (first, second) = (AnalysedText(text), AnalysedText(text))
        #expect(first.words == second.words)
        for word in first.words where word.kind == .word || word.kind == .number {
            let folded = first.foldedText(of: word)
            #expect(Folding.folded(folded) == folded)
            #expect(folded == Folding.folded(first.text(of: word)))
        }
    }

    @Test func `a word of another text gives no text`() {
        let long = AnalysedText("one two three")
        let short = AnalysedText("x")
        #expect(short.text(of: long.words[2]) == "")
        #expect(short.foldedText(of: long.words[2]) == "")
    }

    @Test(arguments: [
        ("a@b.example c", ["a@b.example", "c"]), ("x+y.z@mail.example", ["x+y.z@mail.example"]),
        ("one two@three.example", ["one", "two@three.example"]),
        ("a@b@c.example", ["a", "b@c.example"]),
        ("@@ada", ["@ada"]), ("##tag", ["#tag"]), ("a#b", ["a", "b"]), ("@ada.", ["@ada"]),
        ("@ada.example.org!", ["@ada.example.org"]), ("(@ada)", ["@ada"]), ("@_", []),
        ("www.", ["www"]), ("http://", ["http"]), ("ftp://a.example", ["ftp://a.example"]),
        ("HTTPS://A.EXAMPLE/B", ["HTTPS://A.EXAMPLE/B"]), ("xhttp://a", ["xhttp", "a"]),
    ])
    func `handles and addresses begin and end where people mean them to`(
        text: String,
        expected: [String]
    ) {
        let analysed = AnalysedText(text)
        #expect(analysed.words.map { analysed.text(of: $0) } == expected)
    }

    @Test(arguments: [
        ("👨‍👩‍👧‍👦", 1), ("👍🏽👎🏿", 2), ("🇸🇪🇳", 2), ("❤️❤", 2), ("😀\u{200D}a", 2), ("\u{200D}😀", 1),
        ("😀\u{FE0F}\u{FE0F}", 1), ("1️⃣", 1), (":):(", 2), (":-):", 1), ("^_^ ^^", 2),
        ("<33", 1), (":/ ://", 1),
    ])
    func `pictures and emoticons are counted one by one`(text: String, count: Int) {
        #expect(AnalysedText(text).words.count == count)
    }

    @Test(.timeLimit(.minutes(2)), arguments: ["a", "!", "\u{301}", "@", "👩\u{200D}"])
    func `a megabyte of one piece is cut in linear time`(piece: String) {
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        let analysed = AnalysedText(text)
        #expect(analysed.words.last.map { $0.end <= text.utf8.count } ?? true)
    }
}
