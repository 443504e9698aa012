/// What each of eight bytes of text is, a byte each: `ByteKind` in bits that lie beside each other.
struct EightKinds {
    /// The highest bit of every byte.
    static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The kinds, the first of them lowest.
    let bits: UInt64

    /// Reads the kinds from an offset on.
    @inline(__always)
    init(at offset: Int, of kinds: RawSpan) {
        bits = kinds.eightBytes(at: offset)
    }

    /// How many of the first bytes are letters and digits.
    var run: Int {
        @inline(__always) get { others.trailingZeroBitCount >> 3 }
    }

    /// Whether a letter is among those.
    var hasLetter: Bool {
        @inline(__always) get { ownBits & Self.tops >> 1 != 0 }
    }

    /// Whether a digit is.
    var hasDigit: Bool {
        @inline(__always) get { ownBits & ~(ownBits << 1) & Self.tops != 0 }
    }

    /// Whether a small letter is.
    var hasSmallLetter: Bool {
        @inline(__always) get { ownBits & ~(ownBits << 1) & Self.tops >> 1 != 0 }
    }

    /// Which of those are capitals, each in one bit of its byte.
    var capitals: UInt64 {
        @inline(__always) get { ownBits & Self.tops >> 2 }
    }

    /// Whether the first byte is a capital.
    var startsWithCapital: Bool {
        @inline(__always) get { bits & 0xE0 == 0xE0 }
    }

    /// The bits of one byte of a kind.
    static func bits(of kind: ByteKind) -> UInt8 {
        switch kind {
        case .lower: 0xC0
        case .upper: 0xE0
        case .digit: 0x80
        default: 0
        }
    }

    // MARK: -

    /// Which bytes are neither letter nor digit.
    private var others: UInt64 {
        @inline(__always) get { ~bits & Self.tops }
    }

    /// The kinds of the first letters and digits, up to the first other byte.
    private var ownBits: UInt64 {
        @inline(__always) get { bits & (((others & (0 &- others)) &>> 7) &- 1) }
    }
}

extension RawSpan {
    /// Eight bytes from an offset on, the first of them lowest; there must be as many.
    @inlinable
    public func eightBytes(at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
