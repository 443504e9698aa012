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

extension WordScanner {
    /// Reads a word or a number, and the address that it may turn out to begin.
    mutating func scanWord(_ text: borrowing Span<UInt8>) {
        let start = position
        let foldedStart = folded.count
        var spelling = Spelling()
        repeat {
            readPlainRun(text, &spelling)
        } while readOddScalar(text, &spelling)
        if position < text.count, isAddress(from: start, foldedFrom: foldedStart, text) { return }
        let kind: Word.Kind = spelling.kinds == .digit ? .number : .word
        add(from: start, foldedFrom: foldedStart, kind: kind, shape: spelling.shape)
    }

    /// Reads ASCII letters and digits.
    @inline(__always)
    private mutating func readPlainRun(_ text: borrowing Span<UInt8>, _ spelling: inout Spelling) {
        var index = position
        while index < text.count {
            let byte = text[index]
            let kind = ascii.kinds[Int(byte)]
            if kind.isDisjoint(with: .alphanumeric) { break }
            folded.append(ascii.folded[Int(byte)])
            spelling.add(kind)
            index += 1
        }
        position = index
    }

    /// Reads one scalar that is no ASCII letter or digit; false when the word ends before it.
    private mutating func readOddScalar(
        _ text: borrowing Span<UInt8>,
        _ spelling: inout Spelling
    ) -> Bool {
        guard position < text.count else { return false }
        let byte = text[position]
        switch byte {
        case UInt8(ascii: "'"): return readJoint(FoldedScalar(UInt32(byte)), position + 1, text)
        case UInt8(ascii: "."), UInt8(ascii: ","): return readNumberSign(byte, text)
        case 0x80...: break
        default: return false
        }
        let (scalar, end) = scalar(at: position, text)
        switch scalar.role {
        case .letter, .digit: spelling.add(ByteKind(scalar))
        case .mark: break
        case .invisible where startsWord(at: end, text): break
        case .joint: return readJoint(scalar, end, text)
        default: return false
        }
        Folding.append(scalar, to: &folded)
        position = end
        return true
    }

    /// Reads an apostrophe or a middle dot with a letter or digit on both sides.
    private mutating func readJoint(
        _ scalar: FoldedScalar,
        _ end: Int,
        _ text: borrowing Span<UInt8>
    ) -> Bool {
        guard startsWord(at: end, text) else { return false }
        Folding.append(scalar, to: &folded)
        position = end
        return true
    }

    /// Reads a point or a comma between two digits.
    private mutating func readNumberSign(_ byte: UInt8, _ text: borrowing Span<UInt8>) -> Bool {
        guard position > 0, position + 1 < text.count,
            ascii.kinds[Int(text[position - 1])] == .digit,
            ascii.kinds[Int(text[position + 1])] == .digit
        else { return false }
        folded.append(byte)
        position += 1
        return true
    }
}
