/// A hash of 128 bits that is the same on every machine and in every version.
///
/// It is MurmurHash3 (x64, 128 bits, seed 0) by Austin Appleby. It tells texts apart that differ by
/// accident; it does not withstand somebody who builds two texts with one hash on purpose.
struct StableHash {
    /// The hash in 32 hexadecimal digits.
    static func hex(of bytes: [UInt8]) -> String {
        let (high, low) = hash(of: bytes)
        return digits(high) + digits(low)
    }

    private static func hash(of bytes: [UInt8]) -> (UInt64, UInt64) {
        var first: UInt64 = 0
        var second: UInt64 = 0
        let blocks = bytes.count / 16
        bytes.withUnsafeBytes { raw in
            for block in 0..<blocks {
                first ^= mixedFirst(word(raw, block * 16))
                first = rotated(first, 27) &+ second
                first = first &* 5 &+ 0x52DC_E729
                second ^= mixedSecond(word(raw, block * 16 + 8))
                second = rotated(second, 31) &+ first
                second = second &* 5 &+ 0x3849_5AB5
            }
        }
        let tail = bytes[(blocks * 16)...]
        second ^= mixedSecond(packed(tail.dropFirst(8)))
        first ^= mixedFirst(packed(tail.prefix(8)))
        first ^= UInt64(bytes.count)
        second ^= UInt64(bytes.count)
        first &+= second
        second &+= first
        first = finished(first)
        second = finished(second)
        first &+= second
        second &+= first
        return (first, second)
    }

    private static func word(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    private static func packed(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func mixedFirst(_ word: UInt64) -> UInt64 {
        rotated(word &* firstFactor, 31) &* secondFactor
    }

    private static func mixedSecond(_ word: UInt64) -> UInt64 {
        rotated(word &* secondFactor, 33) &* firstFactor
    }

    private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
        word << bits | word >> (64 - bits)
    }

    private static func finished(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ word >> 33) &* 0xFF51_AFD7_ED55_8CCD
        word = (word ^ word >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return word ^ word >> 33
    }

    private static func digits(_ word: UInt64) -> String {
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }

    private static let firstFactor: UInt64 = 0x87C3_7B91_1142_53D5
    private static let secondFactor: UInt64 = 0x4CF5_AD43_2745_937F
}
