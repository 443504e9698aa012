/// Cuts a text into words in one pass from left to right.
///
/// Words of ASCII letters and digits take the short way of eight bytes at once; everything else is
/// looked at scalar by scalar. Its places stay from text to text.
@usableFromInline
struct WordScanner: Sendable {
    /// Folded words may grow elevenfold (U+FDFA), and their offsets must fit 32 bits.
    private static let longestText = 256 << 20

    /// For so many words place is made at once.
    private static let wordsAtOnce = 64

    /// The text as it is written, and behind it what no longer counts.
    private(set) var written: [UInt8] = []
    /// The text with small ASCII letters, then the folded form of each word that has others, then
    /// what no longer counts.
    ///
    /// A word of ASCII alone folds to the bytes that stand at its own offsets.
    @usableFromInline private(set) var folded: [UInt8] = []
    /// What each byte of the text is, as `EightKinds` reads it.
    private(set) var kinds: [UInt8] = []
    /// How many bytes the text has.
    private(set) var count = 0
    /// Where the next folded form begins.
    private(set) var formEnd = 0
    @usableFromInline var words: [Word] = []
    /// The offset of the next byte to look at.
    var position = 0
    /// What has stood since the last word.
    var gap = Word.Gap.sentence
    /// Where the last word ends.
    private var lastEnd = -1
    /// What stands in the text at all.
    @usableFromInline var traits: AnalysedText.Traits = []
    /// How many points stand directly between a word and a letter or digit.
    @usableFromInline var innerPoints = 0

    /// Reads a text from its begin to its end, in the place of the one before.
    mutating func scan(_ text: borrowing Span<UInt8>) {
        words.removeAll(keepingCapacity: true)
        (position, gap, lastEnd, traits, innerPoints) = (0, .sentence, -1, [], 0)
        copy(text)
        cut(text)
    }

    private mutating func cut(_ text: borrowing Span<UInt8>) {
        let end = min(text.count, Self.longestText)
        while true {
            readPlainWords(before: end)
            guard position < end else { return }
            let byte = text[position]
            // Only for want of place does a space stop them.
            if byte == 0x20 { continue }
            if !ByteKind(byte).isDisjoint(with: .alphanumeric) {
                scanWord(text)
            } else if byte < 0x80 {
                scanSign(byte, text)
            } else {
                scanScalar(text)
            }
        }
    }

    private mutating func readPlainWords(before end: Int) {
        var plain = PlainWords(from: position, behind: gap, lastEnd)
        Self.read(&plain, &folded, &kinds, before: end, into: &words)
        (position, gap, lastEnd) = (plain.position, plain.gap, plain.lastEnd)
        if plain.holdNumbers { traits.insert(.numbers) }
    }

    /// Reads plain words into their place; what is not changed is only lent, lest it be copied.
    private static func read(
        _ plain: inout PlainWords,
        _ folded: inout [UInt8],
        _ kinds: inout [UInt8],
        before end: Int,
        into words: inout [Word]
    ) {
        let (small, kinds) = (folded.span.bytes, kinds.span.bytes)
        words.append(addingCapacity: wordsAtOnce) { words in
            plain.read(small, kinds, before: end, into: &words)
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
        guard traits.contains(.foreign), range.contains(where: { text[$0] >= 0x80 }) else {
            return range
        }
        let start = formEnd
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, next) = scalar(at: index, text)
            append(scalar)
            index = next
        }
        return start..<formEnd
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

// MARK: - Copies

extension WordScanner {
    /// Copies the text, and once more with its ASCII letters made small.
    private mutating func copy(_ text: borrowing Span<UInt8>) {
        count = text.count
        formEnd = count + AnalysedText.padding
        makeRoom()
        let isASCII =
            count < SixteenBytes.count
            ? copyShort(text) : Self.copy(text, to: &written, small: &folded, &kinds)
        if !isASCII { traits.insert(.foreign) }
    }

    /// Copies a text of at least sixteen bytes; whether it is of ASCII alone.
    private static func copy(
        _ text: borrowing Span<UInt8>,
        to written: inout [UInt8],
        small: inout [UInt8],
        _ kinds: inout [UInt8]
    ) -> Bool {
        var writtenSpan = written.mutableSpan
        var smallSpan = small.mutableSpan
        var kindsSpan = kinds.mutableSpan
        var written = writtenSpan.mutableBytes
        var small = smallSpan.mutableBytes
        var kinds = kindsSpan.mutableBytes
        var all = SixteenBytes()
        let last = text.count &- SixteenBytes.count
        var offset = 0
        while offset < text.count {
            // The last step reaches back over bytes that were copied before.
            let place = min(offset, last)
            let some = SixteenBytes(at: place, of: text.bytes)
            let (smallBytes, itsKinds) = some.smallAndKinds
            written.store(some.written, at: place)
            small.store(smallBytes, at: place)
            kinds.store(itsKinds, at: place)
            all.formUnion(some)
            offset &+= SixteenBytes.count
        }
        // Where the text ends no word goes on.
        small.store(SixteenBytes().written, at: text.count)
        kinds.store(SixteenBytes().written, at: text.count)
        return all.areASCII
    }

    /// The same for a shorter text.
    private mutating func copyShort(_ text: borrowing Span<UInt8>) -> Bool {
        var isASCII = true
        for index in 0..<text.count {
            let byte = text[index]
            let kind = ByteKind(byte)
            written[index] = byte
            folded[index] = kind == .upper ? byte | 0x20 : byte
            kinds[index] = EightKinds.bits(of: kind)
            if byte >= 0x80 { isASCII = false }
        }
        for index in count..<formEnd { (folded[index], kinds[index]) = (0, 0) }
        return isASCII
    }

    /// Appends a scalar to the folded form of a word.
    @inline(__always)
    mutating func append(_ scalar: FoldedScalar) {
        scalar.forEachByte { append($0) }
    }

    /// Appends a byte to the folded form of a word.
    mutating func append(_ byte: UInt8) {
        folded[formEnd] = byte
        formEnd += 1
        makeRoom()
    }

    /// Sees to it that the text has its place, and the next folded byte and the padding.
    @inline(__always)
    private mutating func makeRoom() {
        if kinds.count < count + AnalysedText.padding {
            written.grow(to: count + AnalysedText.padding)
            kinds.grow(to: count + AnalysedText.padding)
        }
        let end = formEnd + 1 + AnalysedText.padding
        if folded.count < end { folded.grow(to: end + end / 8) }
    }
}

extension [UInt8] {
    /// Appends zeros.
    fileprivate mutating func grow(to count: Int) {
        append(contentsOf: repeatElement(0, count: count - self.count))
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
            if role == .clausePunctuation { traits.insert(.quotes) }
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
            traits.insert(.exclamations)
            if !words.isEmpty { words[words.count - 1].signs.addExclamation() }
        case .question:
            raise(to: .sentence)
            traits.insert(.questions)
            if !words.isEmpty { words[words.count - 1].signs.addQuestion() }
        default: break
        }
    }

    /// Reads letters of scripts without spaces as one word.
    private mutating func scanSpacelessRun(_ text: borrowing Span<UInt8>) {
        let start = position
        let foldedStart = formEnd
        while position < text.count {
            let (scalar, end) = scalar(at: position, text)
            guard scalar.role == .spacelessLetter || scalar.role == .mark else { break }
            append(scalar)
            position = end
        }
        add(from: start, folded: foldedStart..<formEnd, kind: .word)
    }
}
