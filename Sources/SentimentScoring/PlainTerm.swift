/// Reads terms of small ASCII letters and digits where they stand in a rule file.
enum PlainTerm {
    /// One word of a term, and where the next begins.
    struct Piece {
        enum Kind {
            case word, stem, number, any
        }

        let kind: Kind
        let range: Range<Int>
        let next: Int
    }

    /// Where the term of a line stands; `nil` where it holds other signs, or the line is no term,
    /// a tab and one more field.
    static func range(in bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        var end = line.lowerBound
        while end < line.upperBound, bytes[end] != UInt8(ascii: "\t") { end += 1 }
        guard end > line.lowerBound, end < line.upperBound else { return nil }
        for index in (end + 1)..<line.upperBound where bytes[index] == UInt8(ascii: "\t") {
            return nil
        }
        var hasWord = false
        var index = line.lowerBound
        while index < end {
            let piece = piece(in: bytes, index..<end)
            switch piece.kind {
            case .number, .any: break
            case .stem:
                guard piece.range.count >= TermPattern.shortestStem else { return nil }
                hasWord = true
            case .word: hasWord = true
            }
            let isMark = piece.kind == .number || piece.kind == .any
            guard isMark || isPlainWord(bytes, piece.range) else { return nil }
            index = piece.next
        }
        return hasWord ? line.lowerBound..<end : nil
    }

    /// The first word of a term.
    static func piece(in bytes: Span<UInt8>, _ term: Range<Int>) -> Piece {
        var end = term.lowerBound
        while end < term.upperBound, bytes[end] != UInt8(ascii: " ") { end += 1 }
        let word = term.lowerBound..<end
        let next = end + 1
        if word.count == 3, bytes[word.lowerBound] == UInt8(ascii: "<"),
            bytes[end - 1] == UInt8(ascii: ">")
        {
            switch bytes[word.lowerBound + 1] {
            case UInt8(ascii: "n"): return Piece(kind: .number, range: word, next: next)
            case UInt8(ascii: "w"): return Piece(kind: .any, range: word, next: next)
            default: break
            }
        }
        if word.count > 1, bytes[end - 1] == UInt8(ascii: "*") {
            return Piece(kind: .stem, range: word.lowerBound..<(end - 1), next: next)
        }
        return Piece(kind: .word, range: word, next: next)
    }

    /// Whether a word is one word to the word scanner too: letters and digits, perhaps with
    /// apostrophes between them.
    private static func isPlainWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        for index in range {
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                continue
            case UInt8(ascii: "'"):
                let isInside = index > range.lowerBound && index + 1 < range.upperBound
                guard isInside, bytes[index + 1] != UInt8(ascii: "'") else { return false }
            default: return false
            }
        }
        return true
    }
}
