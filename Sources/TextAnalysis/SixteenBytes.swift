/// Sixteen bytes of text, looked at in one step instead of sixteen.
///
/// Sums and masks do it; comparing vectors is slow in Swift. Each byte of a sum answers in its own
/// highest bit, and its other bits are noise.
struct SixteenBytes {
    typealias Bytes = SIMD2<UInt64>

    /// How many they are.
    static let count = 16

    /// The bytes as they are written, eight in a number.
    private(set) var written = Bytes()

    /// Creates sixteen zeros.
    init() {}

    /// Reads them from an offset on; there must be as many.
    @inline(__always)
    init(at offset: Int, of bytes: RawSpan) {
        written = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Bytes.self)
    }

    /// The bytes with small ASCII letters, and what each of them is, as `EightKinds` reads it.
    var smallAndKinds: (small: Bytes, kinds: Bytes) {
        @inline(__always) get {
            let low = written & 0x7F7F_7F7F_7F7F_7F7F
            let isASCII = ~written & 0x8080_8080_8080_8080
            // What is at least "A" but not above "Z", and so on.
            let capitals =
                ((low &+ 0x3F3F_3F3F_3F3F_3F3F) ^ (low &+ 0x2525_2525_2525_2525)) & isASCII
            let lowSmall = low | capitals &>> 2
            let letters =
                ((lowSmall &+ 0x1F1F_1F1F_1F1F_1F1F) ^ (lowSmall &+ 0x0505_0505_0505_0505))
                & isASCII
            let digits =
                ((low &+ 0x5050_5050_5050_5050) ^ (low &+ 0x4646_4646_4646_4646)) & isASCII
            let kinds = letters | digits | letters &>> 1 | capitals &>> 2
            return (written | capitals &>> 2, kinds)
        }
    }

    /// Whether all are ASCII.
    var areASCII: Bool { (written.x | written.y) & EightKinds.tops == 0 }

    /// Takes the bits of other bytes in.
    @inline(__always)
    mutating func formUnion(_ other: SixteenBytes) { written |= other.written }
}

extension MutableRawSpan {
    /// Writes sixteen bytes to a place that has room for them.
    @inline(__always)
    mutating func store(_ bytes: SixteenBytes.Bytes, at offset: Int) {
        storeBytes(of: bytes, toByteOffset: offset, as: SixteenBytes.Bytes.self)
    }
}
