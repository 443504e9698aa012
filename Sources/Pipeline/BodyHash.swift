/// A fingerprint of a body, to skip parsing what was parsed before: FNV-1a over eight-byte words.
struct BodyHash: CustomStringConvertible {
    let description: String

    init(of body: [UInt8]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        body.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 8 <= bytes.count {
                hash =
                    (hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                    &* 0x0000_0100_0000_01B3
                hash ^= hash >> 29
                offset += 8
            }
            for byte in bytes[offset...] { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        description = String(hash, radix: 16) + "-\(body.count)"
    }
}
