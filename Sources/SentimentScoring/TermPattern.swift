import TextAnalysis

/// A term of a rule file as a sequence of pieces that words of a text are held against.
struct TermPattern: Hashable {
    /// What one word of the text must be.
    enum Piece: Hashable {
        /// This folded word and no other.
        case word([UInt8])
        /// A word that begins with these folded bytes; written with a final `*`.
        case stem([UInt8])
        /// A number; written `<n>`.
        case number
        /// Any word; written `<w>`.
        case any
    }

    /// The fewest bytes of a stem, below which it would hit words by accident.
    static let shortestStem = 3

    let pieces: [Piece]

    /// Reads a term; `nil` when it holds no word, or signs that words of a text never have.
    init?(_ term: String) {
        var pieces: [Piece] = []
        for part in term.split(separator: " ") {
            guard let more = Self.pieces(of: part) else { return nil }
            pieces += more
        }
        guard pieces.contains(where: { $0 != .any && $0 != .number }) else { return nil }
        self.pieces = pieces
    }

    /// Reads the term of a line; what is no term is a mistake of the line.
    init(_ term: String, of line: RuleLine) throws(RuleFileError) {
        guard let pattern = TermPattern(term) else { throw line.mistake(.notATerm(term)) }
        self = pattern
    }

    /// How many words of a text it covers.
    var count: Int { pieces.count }

    // MARK: -

    /// A word or stem of small ASCII letters, which needs no folding.
    private static func plainWord(_ part: Substring.UTF8View) -> Piece? {
        let isStem = part.last == UInt8(ascii: "*")
        let bytes = Array(isStem ? part.dropLast() : part)
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard bytes.count >= shortestStem, bytes.allSatisfy(letters.contains) else { return nil }
        return isStem ? .stem(bytes) : .word(bytes)
    }

    private static func pieces(of part: Substring) -> [Piece]? {
        switch part {
        case "<n>": return [.number]
        case "<w>": return [.any]
        default: break
        }
        if let word = plainWord(part.utf8) { return [word] }
        let whole = AnalysedText(String(part))
        if whole.words.count == 1, whole.words[0].kind == .emoji, whole.coversEverySign {
            let word = whole.words[0]
            return [.word(Array(whole.folded[word.foldedStart..<word.foldedEnd]))]
        }
        let isStem = part.last == "*"
        let text = AnalysedText(String(isStem ? part.dropLast() : part))
        guard !text.words.isEmpty, text.coversEverySign else { return nil }
        var pieces: [Piece] = text.words.map { word in
            .word(Array(text.folded[word.foldedStart..<word.foldedEnd]))
        }
        if isStem {
            guard case .word(let bytes)? = pieces.popLast(), bytes.count >= shortestStem else {
                return nil
            }
            pieces.append(.stem(bytes))
        }
        return pieces
    }
}

extension AnalysedText {
    /// Whether every byte belongs to a word or a tag, hyphens aside.
    fileprivate var coversEverySign: Bool {
        var end = 0
        for word in words {
            guard bytes[end..<word.start].allSatisfy({ $0 == UInt8(ascii: "-") }) else {
                return false
            }
            let isName = word.kind == .handle && folded[word.foldedStart] != UInt8(ascii: "#")
            guard word.kind != .address, !isName else { return false }
            end = word.end
        }
        return end == bytes.count
    }
}
