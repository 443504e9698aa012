/// Cuts a text into words in one pass from left to right.
///
/// Runs of ASCII letters and digits take the short way of two table look-ups a byte; everything
/// else is looked at scalar by scalar.
struct WordScanner {
    /// Folded words may grow elevenfold (U+FDFA), and their offsets must fit 32 bits.
    private static let longestText = 256 << 20

    let ascii = ASCIITable.standard
    let table = ScalarTable.standard

    var folded: [UInt8] = []
    var words: [Word] = []
    /// The offset of the next byte to look at.
    var position = 0
    /// What has stood since the last word.
    var gap = Word.Gap.sentence

    /// Prepares for a text of that many bytes.
    init(expecting count: Int) {
        folded.reserveCapacity(count)
        words.reserveCapacity(count / 5)
    }

    /// Reads the text from the current position to its end.
    mutating func scan(_ text: borrowing Span<UInt8>) {
        let end = min(text.count, Self.longestText)
        while position < end {
            let byte = text[position]
            let kind = ascii.kinds[Int(byte)]
            if !kind.isDisjoint(with: .alphanumeric) {
                scanWord(text)
            } else if byte == 0x20 {
                position += 1
                raise(to: .space)
            } else if kind == .foreign {
                scanScalar(text)
            } else {
                scanSign(byte, text)
            }
        }
    }

    /// Remembers the strongest thing that stands between two words.
    @inline(__always)
    mutating func raise(to other: Word.Gap) {
        if gap < other { gap = other }
    }

    /// Ends a word that began at `start`, and whose folded form began at `foldedStart`.
    mutating func add(from start: Int, foldedFrom: Int, kind: Word.Kind, shape: Word.Shape) {
        words.append(
            Word(
                text: start..<position,
                folded: foldedFrom..<folded.count,
                kind: kind,
                shape: shape,
                gap: gap
            )
        )
        gap = .none
    }

    /// Whether the last word ends where the scanner stands.
    var touchesWord: Bool { words.last.map { $0.end == position } ?? false }

    /// What is known of the scalar that starts at `index`, and the offset behind it.
    func scalar(at index: Int, _ text: borrowing Span<UInt8>) -> (scalar: FoldedScalar, end: Int) {
        let (value, end) = UTF8Scalars.scalar(at: index, in: text)
        return (table[value], end)
    }

    /// Whether a letter or a digit starts at `index`.
    func startsWord(at index: Int, _ text: borrowing Span<UInt8>) -> Bool {
        guard index < text.count else { return false }
        let role = scalar(at: index, text).scalar.role
        return role == .letter || role == .digit
    }
}

// MARK: - Scalars outside ASCII

extension WordScanner {
    private mutating func scanScalar(_ text: borrowing Span<UInt8>) {
        let (scalar, end) = scalar(at: position, text)
        switch scalar.role {
        case .letter, .digit: scanWord(text)
        case .spacelessLetter: scanSpacelessRun(text)
        case .emoji: scanEmoji(text)
        case .regionalIndicator: scanFlag(text)
        case let role:
            position = end
            meet(role)
        }
    }

    /// Takes note of a scalar that belongs to no word.
    mutating func meet(_ role: ScalarRole) {
        switch role {
        case .space: raise(to: .space)
        case .lineBreak, .sentenceEnd: raise(to: .sentence)
        case .clausePunctuation: raise(to: .comma)
        case .exclamation:
            raise(to: .sentence)
            if !words.isEmpty { words[words.count - 1].addExclamation() }
        case .question:
            raise(to: .sentence)
            if !words.isEmpty { words[words.count - 1].addQuestion() }
        default: break
        }
    }

    /// Reads letters of scripts without spaces as one word.
    private mutating func scanSpacelessRun(_ text: borrowing Span<UInt8>) {
        let start = position
        let foldedStart = folded.count
        while position < text.count {
            let (scalar, end) = scalar(at: position, text)
            guard scalar.role == .spacelessLetter || scalar.role == .mark else { break }
            Folding.append(scalar, to: &folded)
            position = end
        }
        add(from: start, foldedFrom: foldedStart, kind: .word, shape: .other)
    }
}
