/// Cuts a text into words in one pass from left to right.
///
/// Runs of ASCII letters and digits take the short way of two table look-ups a byte; everything
/// else is looked at scalar by scalar.
struct WordScanner {
    /// Folded words may grow elevenfold (U+FDFA), and their offsets must fit 32 bits.
    private static let longestText = 256 << 20

    private static let padding = [UInt8](repeating: 0, count: AnalysedText.padding)

    /// The text with small ASCII letters, then the folded form of each word that has others.
    ///
    /// A word of ASCII alone folds to the bytes that stand at its own offsets.
    var folded: [UInt8] = []
    var words: [Word] = []
    /// The offset of the next byte to look at.
    var position = 0
    /// What has stood since the last word.
    var gap = Word.Gap.sentence
    /// Where the last word ends.
    private var lastEnd = -1
    /// Whether the text has no scalar outside ASCII.
    private(set) var isASCII = true
    /// Whether a quotation mark or a `>` may stand in the text.
    var mayQuote = false

    /// Forgets the text before, and keeps its place for the next.
    mutating func begin() {
        folded.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        (position, gap, lastEnd, mayQuote) = (0, .sentence, -1, false)
    }

    /// Reads a text from its begin to its end.
    mutating func scan(_ text: borrowing Span<UInt8>) {
        fold(text)
        cut(text)
        folded.append(contentsOf: Self.padding)
    }

    /// Copies the text with its ASCII letters made small.
    private mutating func fold(_ text: borrowing Span<UInt8>) {
        text.withUnsafeBufferPointer { folded.append(contentsOf: $0) }
        folded.append(contentsOf: Self.padding)
        var bytes = folded.mutableSpan
        var small = bytes.mutableBytes
        var all: UInt64 = 0
        for offset in stride(from: 0, to: text.count, by: 8) {
            let eight = small.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            small.storeBytes(of: EightBytes.lowered(eight), toByteOffset: offset, as: UInt64.self)
            all |= eight
        }
        isASCII = all & EightBytes.tops == 0
    }

    private mutating func cut(_ text: borrowing Span<UInt8>) {
        let end = min(text.count, Self.longestText)
        while position < end {
            let byte = text[position]
            if byte == 0x20 {
                position += 1
                raise(to: .space)
            } else if scanPlainWord(text) {
                continue
            } else if byte >= 0x80 {
                scanScalar(text)
            } else if ByteKind(byte).isDisjoint(with: .alphanumeric) {
                scanSign(byte, text)
            } else {
                scanWord(text)
            }
        }
    }

    /// Remembers the strongest thing that stands between two words.
    @inline(__always)
    mutating func raise(to other: Word.Gap) {
        if gap < other { gap = other }
    }

    /// Ends a word that began at `start`, with its folded form.
    @inline(__always)
    mutating func add(
        from start: Int,
        folded: Range<Int>,
        kind: Word.Kind,
        shape: Word.Shape = .other
    ) {
        words.append(
            Word(text: start..<position, folded: folded, kind: kind, shape: shape, gap: gap)
        )
        gap = .none
        lastEnd = position
    }

    /// Whether the last word ends where the scanner stands.
    var touchesWord: Bool { lastEnd == position }

    /// Where the folded form of some of the text stands; appended where it is not of ASCII alone.
    mutating func foldedForm(of range: Range<Int>, _ text: borrowing Span<UInt8>) -> Range<Int> {
        guard !isASCII, range.contains(where: { text[$0] >= 0x80 }) else { return range }
        let start = folded.count
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, next) = scalar(at: index, text)
            Folding.append(scalar, to: &folded)
            index = next
        }
        return start..<folded.count
    }

    /// What is known of the scalar that starts at `index`, and the offset behind it.
    func scalar(at index: Int, _ text: borrowing Span<UInt8>) -> (scalar: FoldedScalar, end: Int) {
        let (value, end) = UTF8Scalars.scalar(at: index, in: text)
        return (FoldedScalar(value), end)
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
            if role == .clausePunctuation { mayQuote = true }
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
        add(from: start, folded: foldedStart..<folded.count, kind: .word)
    }
}
