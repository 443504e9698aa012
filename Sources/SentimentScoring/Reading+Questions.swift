import TextAnalysis

/// What the rules ask of a text.
extension Reading {
    /// Whether most words with capitals are written in nothing else.
    var isShouted: Bool { shoutedWords * 2 > spokenWords }

    /// The sentence that an opinion stands in.
    func sentence(of hit: Hit) -> Sentence {
        sentences[tokens[hit.first].sentence]
    }

    /// Whether an opinion begins in a range of words; logarithmic in the number of opinions.
    func hasHit(in range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        let index = firstHit(from: range.lowerBound)
        return index < hits.count && hits[index].first < range.upperBound
    }

    /// The first and the last opinion of a range of words.
    func outerHits(in range: Range<Int>) -> [Hit] {
        guard hasHit(in: range) else { return [] }
        return [hits[firstHit(from: range.lowerBound)], hits[firstHit(from: range.upperBound) - 1]]
    }

    /// The opinion that ends directly before a word.
    func hit(endingAt position: Int) -> Hit? {
        let index = firstHit(from: position)
        guard index > 0, hits[index - 1].end == position else { return nil }
        return hits[index - 1]
    }

    /// Whether no opinion follows a hit in its sentence.
    func isLastHit(_ hit: Hit, of sentence: Range<Int>) -> Bool {
        !hasHit(in: hit.end..<max(sentence.upperBound, hit.end))
    }

    /// The index of the first opinion that begins at a word or behind it.
    private func firstHit(from position: Int) -> Int {
        var low = 0
        var high = hits.count
        while low < high {
            let middle = (low + high) / 2
            if hits[middle].first < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Reading {
    /// The fewest bytes of a name that begins a sentence.
    private static let shortestSubject = 5

    /// Whether a word that begins its sentence with a capital looks like a name: long, unknown,
    /// and with a word of the lists behind it.
    private func isSubject(at index: Int) -> Bool {
        let token = tokens[index]
        guard nameLeads.isEmpty, token.shape == .capitalised,
            token.end - token.start >= Self.shortestSubject, index + 1 < tokens.count
        else { return false }
        let next = tokens[index + 1]
        return next.gap == .space && next.shape == .lower && !next.keys.isEmpty
    }

    /// Whether a word looks like a name that is not the brand's: a capital within a sentence.
    func isOtherName(at index: Int) -> Bool {
        let token = tokens[index]
        guard !token.isBrand, token.keys.isEmpty else { return false }
        if token.kind == .handle { return true }
        guard token.kind == .word else { return false }
        if isOtherScript, token.isASCII { return token.shape != .lower }
        guard token.gap < .comma else { return token.gap == .sentence && isSubject(at: index) }
        if !nameLeads.isEmpty {
            guard index > 0, nameLeads.contains(tokens[index - 1].keys.exact) else { return false }
        }
        return token.shape == .capitalised || (token.shape == .other && token.end - token.start > 3)
    }
}
