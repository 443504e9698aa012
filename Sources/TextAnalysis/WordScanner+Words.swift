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
    /// Takes note of so many of eight bytes, as they are written and with small letters.
    @inline(__always)
    mutating func add(_ eight: EightBytes, written: UInt64, small: UInt64, before end: UInt64) {
        let letters = eight.letters & end
        let capitals = (written ^ small) & end
        if capitals != 0 {
            if kinds.isEmpty, capitals & 0xFF != 0 { startsWithCapital = true }
            self.capitals &+= capitals.nonzeroBitCount
            kinds.formUnion(.upper)
        }
        if letters & ~(capitals << 2) != 0 { kinds.formUnion(.lower) }
        if eight.digits & end != 0 { kinds.formUnion(.digit) }
    }
}

extension WordScanner {
    /// Reads a word of up to seven ASCII letters and digits, the short way that most words take;
    /// false where none stands here or more may belong to it.
    @inline(__always)
    mutating func scanPlainWord(_ text: borrowing Span<UInt8>) -> Bool {
        let start = position
        let small = folded.span.bytes.eightBytes(at: start)
        let eight = EightBytes(small)
        let others = ~(eight.letters | eight.digits) & EightBytes.tops
        let length = others.trailingZeroBitCount >> 3
        guard length > 0, length < 8 else { return false }
        guard Self.endsPlainWord(small >> (UInt64(length) &* 8)) else { return false }
        let before = (others & (0 &- others)) &- 1
        let letters = eight.letters & before
        var shape: Word.Shape = letters == 0 ? .other : .lower
        let written = Self.eightBytes(at: start, of: text)
        if (written ^ small) & before != 0 {
            var spelling = Spelling()
            spelling.add(eight, written: written, small: small, before: before)
            shape = spelling.shape
        }
        position = start &+ length
        add(
            from: start,
            folded: start..<position,
            kind: letters == 0 ? .number : .word,
            shape: shape
        )
        return true
    }

    /// Whether a word ends before these bytes, zeros where the text ended or they are not known,
    /// without a further look.
    @inline(__always)
    private static func endsPlainWord(_ behind: UInt64) -> Bool {
        switch UInt8(truncatingIfNeeded: behind) {
        case UInt8(ascii: "'"), UInt8(ascii: ":"), UInt8(ascii: "@"), 0x80...: return false
        case UInt8(ascii: "."), UInt8(ascii: ","):
            // Only a space behind the sign tells that neither number nor address goes on.
            return UInt8(truncatingIfNeeded: behind >> 8) == 0x20
        default: return true
        }
    }

    /// Reads a word or a number, and the address that it may turn out to begin.
    mutating func scanWord(_ text: borrowing Span<UInt8>) {
        let start = position
        var foreign: Int?
        var spelling = Spelling()
        var run = start
        repeat {
            position = plainRunEnd(text, &spelling)
        } while readOddScalar(text, &spelling, from: start, run: &run, &foreign)
        if foreign != nil { copy(run..<position) }
        let form = foreign.map { $0..<folded.count } ?? start..<position
        if mayBeAddress(text), isAddress(from: start, folded: form, text) { return }
        let kind: Word.Kind = spelling.kinds == .digit ? .number : .word
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
        for index in range { folded.append(folded[index]) }
    }

    /// Where the ASCII letters and digits end that begin here.
    @inline(__always)
    private func plainRunEnd(_ text: borrowing Span<UInt8>, _ spelling: inout Spelling) -> Int {
        let bytes = folded.span.bytes
        var index = position
        while index < text.count {
            let small = bytes.eightBytes(at: index)
            let eight = EightBytes(small)
            let others = ~(eight.letters | eight.digits) & EightBytes.tops
            // All bits below the first byte that is something else.
            let end = (others & (0 &- others)) &- 1
            let written = Self.eightBytes(at: index, of: text)
            spelling.add(eight, written: written, small: small, before: end)
            index += others == 0 ? 8 : others.trailingZeroBitCount >> 3
            if others != 0 { break }
        }
        return index
    }

    /// Eight bytes of the text, with zeros behind its end.
    @inline(__always)
    private static func eightBytes(at index: Int, of text: borrowing Span<UInt8>) -> UInt64 {
        if index + 8 <= text.count { return text.bytes.eightBytes(at: index) }
        return (index..<text.count).reversed().reduce(0) { $0 << 8 | UInt64(text[$1]) }
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
            foreign = folded.count
            run = start
        }
        copy(run..<position)
        Folding.append(scalar, to: &folded)
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
