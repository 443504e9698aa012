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
            let tag = (word.foldedStart + 1)..<word.foldedEnd
            lookUp(tag, in: folded, rules)
            if keys.isEmpty { keys = Self.opinion(within: tag, in: folded, rules) }
        case .address:
            return
        }
    }

    /// The shortest part of a tag's written-together words that is looked for.
    private static let shortestPart = 4
    /// Longer tags are no words written together.
    private static let longestTag = 48

    // MARK: -

    /// The longest opinion that ends or else begins a tag: "#massivefail", "#happyflight".
    private static func opinion(
        within tag: Range<Int>,
        in folded: Span<UInt8>,
        _ rules: LanguageRules
    ) -> WordTable.Keys {
        guard tag.count > shortestPart, tag.count <= longestTag else { return .none }
        let last = tag.upperBound - shortestPart
        let parts =
            (tag.lowerBound...last).map { $0..<tag.upperBound }
            + (tag.lowerBound...last).reversed().map { tag.lowerBound..<($0 + shortestPart) }
        for part in parts {
            let exact = rules.words.keys(
                of: folded,
                from: part.lowerBound,
                to: part.upperBound
            ).exact
            if rules.trie.meaning(of: exact)?.opinion != nil {
                return WordTable.Keys(exact: exact)
            }
        }
        return .none
    }

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
        let form = rules.affixes.known(bytes[...]) { form in
            let bytes = form.bytes
            let keys = rules.words.keys(of: bytes.span, from: 0, to: bytes.count)
            guard form.isPartOfCompound else { return rules.trie.role(of: keys) }
            return (rules.trie.isOpinion(keys), false)
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
