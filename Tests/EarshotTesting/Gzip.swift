/// Gzip streams (RFC 1952) made by hand, the honest and the hostile.
public enum Gzip {
    /// The bytes as a whole gzip stream, stored without being made smaller.
    public static func stored(_ bytes: [UInt8]) -> [UInt8] {
        precondition(bytes.count <= 0xffff, "one stored block holds no more")
        let length = UInt16(bytes.count)
        return header + [0x01] + little(length) + little(~length) + bytes
            + little(checksum(of: bytes)) + little(UInt32(bytes.count))
    }

    /// The beginning of a stream that never ends; `bombPiece` goes on for ever.
    ///
    /// One block of fixed codes (RFC 1951, 3.2.6): some letters, and then copies of the last.
    public static let bombStart: [UInt8] = {
        var bits = BitWriter()
        bits.append(0b010, count: 3)
        // Five bytes of 8 bits and five of 9 (144 to 255) make the copies begin at a byte's edge.
        for _ in 0..<5 { bits.append(reversing: 0x190, count: 9) }
        for _ in 0..<5 { bits.append(reversing: 0x30 + 0x61, count: 8) }
        return header + bits.bytes
    }()

    /// A piece of 13 KiB that unfolds to two megabytes: copies of 258 bytes, 13 bits each.
    public static let bombPiece: [UInt8] = {
        var bits = BitWriter()
        for _ in 0..<8 {
            bits.append(reversing: 0b1100_0101, count: 8)
            bits.append(0, count: 5)
        }
        return Array(repeatElement(bits.bytes, count: 1024).joined())
    }()

    /// A small body that unfolds to twice as many megabytes as it has pieces, and then breaks off.
    public static func bomb(pieces: Int) -> [UInt8] {
        bombStart + Array(repeatElement(bombPiece, count: pieces).joined())
    }

    // MARK: -

    private static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func checksum(of bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
                sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0)
            }
        }
    }

    /// Packs bits into bytes, the lowest bit first.
    private struct BitWriter {
        var bytes: [UInt8] = []
        private var free = 0

        /// Appends a number, its lowest bit first.
        mutating func append(_ number: Int, count: Int) {
            for position in 0..<count { append(bit: number >> position & 1) }
        }

        /// Appends a Huffman code, its highest bit first.
        mutating func append(reversing code: Int, count: Int) {
            for position in (0..<count).reversed() { append(bit: code >> position & 1) }
        }

        private mutating func append(bit: Int) {
            if free == 0 {
                bytes.append(0)
                free = 8
            }
            bytes[bytes.count - 1] |= UInt8(bit << (8 - free))
            free -= 1
        }
    }
}
