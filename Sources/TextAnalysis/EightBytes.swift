/// Eight bytes of text, looked at in one step instead of eight.
///
/// Each byte answers in its own highest bit. ASCII letters must be small; bytes of other scalars
/// are neither letter nor digit.
struct EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    /// The highest bit of every byte.
    static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Which bytes are small letters.
    let letters: UInt64
    /// Which are digits.
    let digits: UInt64

    /// Looks at eight bytes, the first of them lowest.
    @inline(__always)
    init(_ bytes: UInt64) {
        let low = bytes & ~Self.tops
        let isASCII = ~bytes & Self.tops
        letters = Self.atLeast(0x61, low) & ~Self.atLeast(0x7B, low) & isASCII
        digits = Self.atLeast(0x30, low) & ~Self.atLeast(0x3A, low) & isASCII
    }

    /// Eight bytes with capital ASCII letters made small.
    @inline(__always)
    static func lowered(_ bytes: UInt64) -> UInt64 {
        let low = bytes & ~tops
        let capitals = atLeast(0x41, low) & ~atLeast(0x5B, low) & ~bytes & tops
        return bytes | capitals >> 2
    }

    /// Which bytes, all below 0x80, are at least so much; other bits than the highest are noise.
    @inline(__always)
    private static func atLeast(_ least: UInt64, _ bytes: UInt64) -> UInt64 {
        bytes &+ (0x80 &- least) &* ones
    }
}

extension RawSpan {
    /// Eight bytes from an offset on, the first of them lowest; there must be as many.
    @inlinable
    public func eightBytes(at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
