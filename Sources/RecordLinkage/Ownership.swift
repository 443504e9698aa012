/// Whose an address in a text is, by the words beside it.
enum Ownership {
    /// The author says that it is the author's own.
    case claimed
    /// It belongs to somebody whom the author quotes, thanks or calls.
    case quoted
    /// Nobody says.
    case open

    /// Looks at the words before and behind a token in its own line and sentence.
    init(of index: Int, in tokens: TextTokens, words: AddressWords) {
        let neighbours = Neighbours(tokens: tokens, words: words)
        if tokens.isInQuotation(index) || neighbours.follows(index, .quoteAfter) {
            self = .quoted
        } else if let before = neighbours.kindBefore(index) {
            self = before == .quoteBefore ? .quoted : .claimed
        } else {
            self = neighbours.follows(index, .claimAfter) ? .claimed : .open
        }
    }
}

/// The words around a token.
private struct Neighbours {
    let tokens: TextTokens
    let words: AddressWords

    /// How far back words reach: "thanks to @a, @b and @c" names a handful of people, not a crowd.
    private static let reach = 16

    /// The kind of the nearest words before a token, over other addresses and words that mean
    /// nothing: in "thanks to @a and @b" the thanks reach both.
    func kindBefore(_ index: Int) -> AddressWords.Kind? {
        for end in stride(from: index - 1, through: max(0, index - Self.reach), by: -1) {
            guard tokens.isSameLine(end, index), !tokens.tokens[end].endsSentence else {
                return nil
            }
            if let kind = kindEnding(at: end) { return kind }
            guard tokens.form(end) != .word || words.contains(tokens.folded(end), as: .filler)
            else { return nil }
        }
        return nil
    }

    /// Whether words of a kind stand right behind a token.
    func follows(_ index: Int, _ kind: AddressWords.Kind) -> Bool {
        guard !tokens.tokens[index].endsSentence else { return false }
        var phrase = ""
        for next in tokens.tokens.indices.dropFirst(index + 1).prefix(words.longest) {
            guard tokens.isSameLine(index, next) else { return false }
            phrase += phrase.isEmpty ? tokens.folded(next) : " " + tokens.folded(next)
            if words.contains(phrase, as: kind) { return true }
            if tokens.tokens[next].endsSentence { return false }
        }
        return false
    }

    /// The kind of the longest words that end at a token: "posting as" claims, "as" alone quotes.
    private func kindEnding(at end: Int) -> AddressWords.Kind? {
        var longest: AddressWords.Kind?
        var phrase = ""
        for start in stride(from: end, through: max(0, end - words.longest + 1), by: -1) {
            guard tokens.isSameLine(start, end),
                start == end || !tokens.tokens[start].endsSentence
            else { break }
            phrase = phrase.isEmpty ? tokens.folded(start) : tokens.folded(start) + " " + phrase
            for kind in [AddressWords.Kind.quoteBefore, .claimBefore]
            where words.contains(phrase, as: kind) {
                longest = kind
                break
            }
        }
        return longest
    }
}
