import TextAnalysis

extension Token {
    /// Looks up what a word is to the rules: names and addresses nothing, a tag what its word is.
    mutating func lookUp(_ word: Word, in folded: Span<UInt8>, _ rules: LanguageRules) {
        switch word.kind {
        case .number, .emoji:
            keys = rules.words.keys(of: folded, from: word.foldedStart, to: word.foldedEnd)
        case .word:
            lookUp(word.foldedStart..<word.foldedEnd, in: folded, rules)
        case .handle:
            let isTag =
                word.foldedStart < word.foldedEnd
                && folded[word.foldedStart] == UInt8(ascii: "#")
            guard isTag else { return }
            lookUp((word.foldedStart + 1)..<word.foldedEnd, in: folded, rules)
        case .address:
            return
        }
    }

    // MARK: -

    private mutating func lookUp(
        _ range: Range<Int>,
        in folded: Span<UInt8>,
        _ rules: LanguageRules
    ) {
        keys = rules.words.keys(of: folded, from: range.lowerBound, to: range.upperBound)
        isStretched = Self.isStretched(range, in: folded)
        guard isStretched || !rules.affixes.isEmpty else { return }
        guard keys.isEmpty || !rules.trie.role(of: keys).isTerm else { return }
        let bytes = range.map { folded[$0] }
        let form = rules.affixes.known(bytes[...]) { bytes in
            rules.trie.role(of: rules.words.keys(of: bytes.span, from: 0, to: bytes.count))
        }
        guard let form else { return }
        let found = rules.words.keys(of: form.bytes.span, from: 0, to: form.bytes.count)
        if keys.isEmpty {
            keys = found
        } else {
            keys.base = found.exact != 0 ? found.exact : found.stem
        }
        affixFactor = form.factor
        isTurned = form.isTurned
    }

    /// Whether a letter stands three times in a row.
    private static func isStretched(_ range: Range<Int>, in folded: Span<UInt8>) -> Bool {
        var run = 1
        var last: UInt8 = 0
        for index in range {
            let byte = folded[index]
            run = byte == last && byte < 0x80 ? run + 1 : 1
            if run == 3, byte > UInt8(ascii: "9") { return true }
            last = byte
        }
        return false
    }
}
