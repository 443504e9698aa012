import Testing
import TextAnalysis

/// What holds for every text, tried on texts by chance.
@Suite struct TextPropertyTests {
    /// Texts of hard pieces and texts of any scalars, the same for the same seed.
    private func texts(seed: UInt64) -> [String] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var scalars = String.UnicodeScalarView()
        for _ in 0..<200 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            if let scalar = Unicode.Scalar(UInt32(state >> 40) % 0x110000) {
                scalars.append(scalar)
            }
        }
        return [RandomText(seed: seed).text(scalars: 200), String(scalars)]
    }

    @Test(arguments: 0..<40)
    func `what is folded folds to itself and grows no more than elevenfold`(seed: UInt64) {
        for text in texts(seed: seed) {
            let folded = Folding.folded(text)
            #expect(Array(Folding.folded(folded).utf8) == Array(folded.utf8))
            #expect(folded.utf8.count <= text.utf8.count * 11)
        }
    }

    @Test(arguments: 0..<40)
    func `words cover every letter and digit and no white space`(seed: UInt64) {
        for text in texts(seed: seed) {
            let analysed = AnalysedText(text)
            var covered = [Bool](repeating: false, count: analysed.bytes.count)
            for word in analysed.words {
                for index in word.start..<word.end { covered[index] = true }
                let written = analysed.text(of: word)
                #expect(!written.unicodeScalars.contains { $0 == " " || $0 == "\n" })
            }
            var offset = 0
            for scalar in text.unicodeScalars {
                if scalar.properties.generalCategory == .decimalNumber
                    || scalar.properties.generalCategory == .lowercaseLetter
                {
                    #expect(covered[offset], "U+\(String(scalar.value, radix: 16)) in \(text)")
                }
                offset += UTF8.width(scalar)
            }
        }
    }

    @Test(arguments: 0..<40)
    func `the index sees the same words in a text and in those words`(seed: UInt64) {
        for text in texts(seed: seed) {
            let line = SearchWords.words(of: text)
            #expect(!line.hasPrefix(" ") && !line.hasSuffix(" ") && !line.contains("  "))
            #expect(Folding.folded(line) == line)
            let known = Set(line.split(separator: " "))
            for word in line.split(separator: " ") where !word.contains("'") {
                let again = SearchWords.words(of: String(word)).split(separator: " ")
                #expect(again.allSatisfy { known.contains($0) || word.contains($0) }, "\(word)")
            }
        }
    }

    @Test(arguments: 0..<40)
    func `a word between line breaks is cut as alone`(seed: UInt64) {
        for text in texts(seed: seed) {
            let analysed = AnalysedText(text)
            for word in analysed.words where word.kind == .word || word.kind == .emoji {
                let alone = AnalysedText("\n" + analysed.text(of: word) + "\n")
                #expect(alone.words.first?.gap == .sentence)
                #expect(alone.words.map(\.kind).contains(word.kind), "\(analysed.text(of: word))")
            }
        }
    }

    @Test(arguments: [
        ("so - good", [Word.Gap.sentence, .comma]), ("so--good", [.sentence, .comma]),
        ("so -good", [.sentence, .space]), ("so... good", [.sentence, .sentence]),
        ("U.S. law", [.sentence, .none, .space]), ("3.5 is", [.sentence, .space]),
        ("end.Start", [.sentence, .sentence]), ("a; b", [.sentence, .comma]),
        ("a\u{2028}b", [.sentence, .sentence]), ("a\u{85}b", [.sentence, .sentence]),
        ("a\u{200B}b", [.sentence, .none]), ("a • b", [.sentence, .comma]),
        ("良い。好き", [.sentence, .sentence]),
    ])
    func `what stands between words says how far they are apart`(text: String, gaps: [Word.Gap]) {
        #expect(AnalysedText(text).words.map(\.gap) == gaps)
    }
}
