/// One scalar as matching and word cutting see it: its role and its folded form.
///
/// Eight bytes: a form of up to six bytes stands in the value itself, a longer one in a pool.
public struct FoldedScalar: Sendable {
    /// The lowest byte is role and case, the next the number of folded bytes, then the bytes.
    @usableFromInline let packed: UInt64

    /// How many UTF-8 bytes the folded form has; 0 for what folding takes out.
    @inlinable public var count: Int { Int(packed >> 8 & 0xFF) }

    /// Whether it is a letter, a digit or a mark, so that a word goes on with it.
    public var isWordPart: Bool {
        switch role {
        case .letter, .spacelessLetter, .mark, .digit: true
        default: false
        }
    }

    /// Whether it is a letter of a script written without spaces, so that words may meet there.
    public var isSpaceless: Bool { role == .spacelessLetter }

    /// Whether it belongs to the letter before it.
    public var isMark: Bool { role == .mark }

    /// Whether it is a mark that folding took off, which belongs to the letter before it.
    public var isFoldedMark: Bool { role == .mark && count == 0 }

    /// Whether nobody sees it, so that what stands beside it are neighbours.
    public var isInvisible: Bool { role == .invisible }

    /// Hands the bytes of the folded form out, one after another.
    @inlinable
    public func forEachByte(_ body: (UInt8) -> Void) {
        if count <= 6 {
            var rest = packed >> 16
            for _ in 0..<count {
                body(UInt8(truncatingIfNeeded: rest))
                rest >>= 8
            }
        } else {
            for byte in longForm { body(byte) }
        }
    }

    /// The folded form when it has more than six bytes.
    @usableFromInline var longForm: [UInt8] {
        Unicode.Scalar(UInt32(truncatingIfNeeded: packed >> 16)).map(Self.foldedForm) ?? []
    }

    /// Looks a scalar up; constant time for the alphabets, logarithmic for what is rare.
    public init(_ scalar: UInt32) {
        self = ScalarTable.standard[scalar]
    }
}

extension FoldedScalar {
    var role: ScalarRole { ScalarRole(rawValue: UInt8(packed & 0x1F)) ?? .other }
    var isLowercase: Bool { packed & 0x20 != 0 }
    var isUppercase: Bool { packed & 0x40 != 0 }

    /// Works the value out from Unicode's properties and the folding map.
    init(computing value: UInt32) {
        guard let scalar = Unicode.Scalar(value) else {
            packed = 0
            return
        }
        var head = UInt64(ScalarRole(of: scalar).rawValue)
        if scalar.properties.isLowercase { head |= 0x20 }
        if scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter {
            head |= 0x40
        }
        let form = Self.foldedForm(of: scalar)
        var body: UInt64 = 0
        if form.count <= 6 {
            for byte in form.reversed() { body = body << 8 | UInt64(byte) }
        } else {
            body = UInt64(value)
        }
        packed = head | UInt64(min(form.count, 255)) << 8 | body << 16
    }

    private static func foldedForm(of scalar: Unicode.Scalar) -> [UInt8] {
        switch scalar.value {
        case 0x09...0x0D: return [0x20]
        case 0x41...0x5A: return [UInt8(scalar.value) | 0x20]
        case 0..<0x80: return [UInt8(scalar.value)]
        case 0xE0000...0xE0FFF: return []
        default: break
        }
        if let form = FoldingMap.standard.folded(scalar.value) { return Array(form) }
        var form: [UInt8] = []
        for part in jamo(of: scalar.value) ?? [scalar.value] {
            UTF8Scalars.append(part, to: &form)
        }
        return form
    }

    /// The letters of a Hangul syllable (The Unicode Standard, section 3.12).
    private static func jamo(of value: UInt32) -> [UInt32]? {
        guard (0xAC00...0xD7A3).contains(value) else { return nil }
        let index = value - 0xAC00
        let leading = 0x1100 + index / 588
        let vowel = 0x1161 + index % 588 / 28
        let trailing = index % 28
        return trailing == 0 ? [leading, vowel] : [leading, vowel, 0x11A7 + trailing]
    }
}
