/// Reads plain words one after another: ASCII letters and digits, with a space between them.
///
/// Most of a text is such words. Nothing but a few numbers changes while they are read.
struct PlainWords {
    /// The offset of the next byte to look at.
    private(set) var position: Int
    /// What has stood since the last word.
    private(set) var gap: Word.Gap
    /// Where the last word ends.
    private(set) var lastEnd: Int
    /// Whether a number was among them.
    private(set) var holdNumbers = false

    /// Begins where somebody else stopped.
    init(from position: Int, behind gap: Word.Gap, _ lastEnd: Int) {
        (self.position, self.gap, self.lastEnd) = (position, gap, lastEnd)
    }

    /// Reads on until something else comes or there is no more place for words.
    ///
    /// `small` is the text with small ASCII letters and `kinds` what each byte is; zeros follow
    /// both.
    @inline(__always)
    mutating func read(
        _ small: RawSpan,
        _ kinds: RawSpan,
        before end: Int,
        into words: inout OutputSpan<Word>
    ) {
        while position < end, !words.isFull {
            let eight = EightKinds(at: position, of: kinds)
            let run = eight.run
            if run == 0 {
                guard small.unsafeLoad(fromByteOffset: position, as: UInt8.self) == 0x20 else {
                    return
                }
                pass()
                continue
            }
            let word =
                run < 8
                ? PlainWord(eight, from: position, in: small)
                : PlainWord(longerFrom: position, in: small, kinds)
            guard word.isWhole else { return }
            add(word, to: &words)
        }
    }

    /// Passes over a space.
    @inline(__always)
    private mutating func pass() {
        position &+= 1
        if gap == .none { gap = .space }
    }

    /// Ends a word, and takes the space behind it along.
    @inline(__always)
    private mutating func add(_ word: PlainWord, to words: inout OutputSpan<Word>) {
        let range = Range(uncheckedBounds: (position, word.end))
        words.append(
            Word(text: range, folded: range, kind: word.kind, shape: word.shape, gap: gap)
        )
        if word.kind == .number { holdNumbers = true }
        lastEnd = word.end
        let isSpace = word.next == 0x20
        position = isSpace ? word.end &+ 1 : word.end
        gap = isSpace ? .space : .none
    }
}

/// A run of ASCII letters and digits, and what stands behind it.
private struct PlainWord {
    /// The offset behind it.
    let end: Int
    let kind: Word.Kind
    let shape: Word.Shape
    /// The bytes behind it.
    let behind: UInt64

    /// A run of up to seven.
    @inline(__always)
    init(_ eight: EightKinds, from start: Int, in small: RawSpan) {
        end = start &+ eight.run
        behind = small.eightBytes(at: end)
        let isWord = eight.hasLetter
        kind = isWord ? .word : .number
        if eight.capitals == 0 {
            shape = isWord ? .lower : .other
        } else {
            var spelling = Spelling()
            spelling.add(eight)
            shape = spelling.shape
        }
    }

    /// A longer run.
    @inline(never)
    init(longerFrom start: Int, in small: RawSpan, _ kinds: RawSpan) {
        var spelling = Spelling()
        end = spelling.addRun(from: start, of: kinds)
        behind = small.eightBytes(at: end)
        kind = spelling.kinds == .digit ? .number : .word
        shape = spelling.shape
    }

    /// The byte behind it.
    var next: UInt8 {
        @inline(__always) get { UInt8(truncatingIfNeeded: behind) }
    }

    /// Whether certainly nothing belongs to it that stands behind it.
    var isWhole: Bool {
        @inline(__always) get { next == 0x20 || isEnded }
    }

    private var isEnded: Bool {
        switch next {
        case UInt8(ascii: "'"), UInt8(ascii: ":"), UInt8(ascii: "@"), 0x80...: return false
        case UInt8(ascii: "."), UInt8(ascii: ","):
            // Only a space behind the sign tells that neither number nor address goes on.
            return UInt8(truncatingIfNeeded: behind >> 8) == 0x20
        default: return true
        }
    }
}
