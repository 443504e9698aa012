import EarshotModel
import TextAnalysis

/// What the rules ask of a text.
extension Reading {
    /// The sentence that an opinion stands in.
    func sentence(of hit: Hit) -> Sentence {
        sentences[hit.sentence]
    }

    /// The clause that a word stands in; logarithmic in the number of clauses.
    func clauseNumber(at position: Int) -> Int {
        Self.last(of: clauseStarts.count - 1) { clauseStarts[$0] <= position }
    }

    /// The sentence that a word stands in; logarithmic in the number of sentences.
    func sentenceNumber(at position: Int) -> Int {
        Self.last(of: sentences.count) { sentences[$0].words.lowerBound <= position }
    }

    /// The last of so many numbers from 0 on of which something holds that holds of the first ones.
    private static func last(of count: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if holds(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// The term of an opinion as the lexicon has it, or a rating as it is written.
    func term(of hit: Hit) -> String {
        guard hit.opinion == Hit.noOpinion else {
            return book.term(ofOpinion: Int(hit.opinion))
        }
        let span = hit.span
        return String(decoding: bytes(of: span.field)[span.start..<span.end], as: UTF8.self)
    }

    /// Whether two opinions are of one term.
    func haveOneTerm(_ hit: Hit, _ other: Hit) -> Bool {
        guard hit.opinion != Hit.noOpinion, other.opinion != Hit.noOpinion else {
            return term(of: hit) == term(of: other)
        }
        return hit.opinion == other.opinion
            || book.haveOneTerm(Int(hit.opinion), Int(other.opinion))
    }

    /// An opinion as the evidence keeps it, with what changed its value.
    func part(of hit: Hit, _ changes: [EvidenceChange]) -> EvidencePart {
        EvidencePart(
            span: hit.span,
            term: term(of: hit),
            base: hit.base,
            kind: hit.kind,
            changes: changes
        )
    }

    /// Whether an opinion begins in a range of words; logarithmic in the number of opinions.
    func hasHit(in range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        let index = firstHit(from: range.lowerBound)
        return index < hits.count && hits[index].first < range.upperBound
    }

    /// The first and the last opinion of a range of words.
    func outerHits(in range: Range<Int>) -> (first: Hit, last: Hit)? {
        guard hasHit(in: range) else { return nil }
        return (hits[firstHit(from: range.lowerBound)], hits[firstHit(from: range.upperBound) - 1])
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
        guard book.nameLeads.isEmpty, token.shape == .capitalised,
            token.end - token.start >= Self.shortestSubject, index + 1 < tokens.count
        else { return false }
        let next = tokens[index + 1]
        return next.gap == .space && next.shape == .lower && isKnown(next)
    }

    /// Whether a word looks like a name that is not the brand's: a capital within a sentence.
    ///
    /// In a script without capitals any word that no list holds might be one, and most are not.
    func isOtherName(at index: Int) -> Bool {
        let token = tokens[index]
        guard !token.isBrand, !isKnown(token) else { return false }
        if token.kind == .handle { return true }
        guard token.kind == .word else { return false }
        if isOtherScript, isPlain(token) { return token.shape != .lower }
        guard token.gap < .comma else { return token.gap == .sentence && isSubject(at: index) }
        if !book.nameLeads.isEmpty {
            guard index > 0, book.nameLeads.contains(fact(of: tokens[index - 1]).keys.exact) else {
                return false
            }
        }
        let isMixed = token.shape == .other && isPlain(token) && token.end - token.start > 3
        return token.shape == .capitalised || isMixed
    }
}
