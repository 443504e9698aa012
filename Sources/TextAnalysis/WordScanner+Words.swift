/// How capitals and digits are spread over the word being read.
struct Spelling {
    /// The kinds of all its ASCII letters and digits, and what others were like.
    var kinds: ByteKind = []
    /// How many capitals it has.
    var capitals = 0
    /// Whether its first letter is a capital.
    var startsWithCapital = false

    var shape: Word.Shape {
        if capitals == 0 { return kinds.contains(.lower) ? .lower : .other }
        if kinds.contains(.lower) {
            return capitals == 1 && startsWithCapital ? .capitalised : .other
        }
        if kinds.contains(.foreign) { return .other }
        return capitals == 1 ? (startsWithCapital ? .capitalised : .other) : .upper
    }

    /// Takes note of one more letter or digit.
    @inline(__always)
    mutating func add(_ kind: ByteKind) {
        if kind == .upper {
            if kinds.isEmpty { startsWithCapital = true }
            capitals &+= 1
        }
        kinds.formUnion(kind)
    }
}

extension ByteKind {
    /// The kind that a letter or digit outside ASCII counts as; `foreign` for one without case.
    init(_ scalar: FoldedScalar) {
        self =
            if scalar.role == .digit {
                .digit
            } else if scalar.isUppercase {
                .upper
            } else if scalar.isLowercase {
                .lower
            } else {
                .foreign
            }
    }
}

extension Spelling {
    /// Takes note of the letters and digits that come first among eight bytes.
    @inline(__always)
    mutating func add(_ eight: EightKinds) {
        if eight.capitals != 0 {
            if kinds.isEmpty { startsWithCapital = eight.startsWithCapital }
            capitals &+= eight.capitals.nonzeroBitCount
            kinds.formUnion(.upper)
        }
        if eight.hasSmallLetter { kinds.formUnion(.lower) }
        if eight.hasDigit { kinds.formUnion(.digit) }
    }

    /// Takes note of ASCII letters and digits from an offset on, and gives the offset behind them.
    @inline(__always)
    mutating func addRun(from start: Int, of kinds: RawSpan) -> Int {
        var end = start
        var run = 0
        repeat {
            let eight = EightKinds(at: end, of: kinds)
            run = eight.run
            add(eight)
            end &+= run
        } while run == 8
        return end
    }
}

extension WordScanner {
    /// Reads a word or a number, and the address that it may turn out to begin.
    mutating func scanWord(_ text: borrowing Span<UInt8>) {
        let start = position
        var foreign: Int?
        var spelling = Spelling()
        var run = start
        repeat {
            position = spelling.addRun(from: position, of: kinds.span.bytes)
        } while readOddScalar(text, &spelling, from: start, run: &run, &foreign)
        if foreign != nil { copy(run..<position) }
        let form = foreign.map { $0..<formEnd } ?? start..<position
        if mayBeAddress(text), isAddress(from: start, folded: form, text) { return }
        let kind: Word.Kind = spelling.kinds == .digit ? .number : .word
        if kind == .number { traits.insert(.numbers) }
        add(from: start, folded: form, kind: kind, shape: spelling.shape)
    }

    /// Whether the sign behind a word is one with which an address goes on.
    @inline(__always)
    private func mayBeAddress(_ text: borrowing Span<UInt8>) -> Bool {
        guard position < text.count else { return false }
        switch text[position] {
        case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "@"): return true
        default: return false
        }
    }

    /// Appends bytes of the text with small letters to the folded form of a word.
    private mutating func copy(_ range: Range<Int>) {
        for index in range { append(folded[index]) }
    }

    /// Reads one scalar that is no ASCII letter or digit; false when the word ends before it.
    @inline(__always)
    private mutating func readOddScalar(
        _ text: borrowing Span<UInt8>,
        _ spelling: inout Spelling,
        from start: Int,
        run: inout Int,
        _ foreign: inout Int?
    ) -> Bool {
        guard position < text.count else { return false }
        let byte = text[position]
        switch byte {
        case 0x20: return false
        case UInt8(ascii: "'"):
            guard startsWord(at: position + 1, text) else { return false }
        case UInt8(ascii: "."), UInt8(ascii: ","):
            guard isNumberSign(text) else { return false }
        case 0x80...:
            return readForeignScalar(text, &spelling, from: start, run: &run, &foreign)
        default: return false
        }
        position += 1
        if foreign != nil { copy(run..<position) }
        run = position
        return true
    }

    /// Reads one scalar outside ASCII; false when the word ends before it.
    private mutating func readForeignScalar(
        _ text: borrowing Span<UInt8>,
        _ spelling: inout Spelling,
        from start: Int,
        run: inout Int,
        _ foreign: inout Int?
    ) -> Bool {
        let (scalar, end) = scalar(at: position, text)
        switch scalar.role {
        case .letter, .digit: spelling.add(ByteKind(scalar))
        case .mark: break
        case .invisible where startsWord(at: end, text): break
        case .joint where startsWord(at: end, text): break
        default: return false
        }
        if foreign == nil {
            foreign = formEnd
            run = start
        }
        copy(run..<position)
        append(scalar)
        position = end
        run = end
        return true
    }

    /// Whether a point or a comma stands between two digits.
    private func isNumberSign(_ text: borrowing Span<UInt8>) -> Bool {
        position > 0 && position + 1 < text.count
            && ByteKind(text[position - 1]) == .digit
            && ByteKind(text[position + 1]) == .digit
    }
}
