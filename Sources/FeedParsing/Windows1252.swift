/// The encoding that undeclared and wrongly declared Western European text turns out to be in.
///
/// The web reads ISO 8859-1 and US-ASCII as it too (WHATWG Encoding, "windows-1252").
enum Windows1252 {
    /// The character of a byte; `nil` for the five bytes without one.
    static func scalar(of byte: UInt8) -> Unicode.Scalar? {
        guard byte &- 0x80 < 0x20 else { return Unicode.Scalar(byte) }
        let value = upper[Int(byte &- 0x80)]
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    /// The text as UTF-8; bytes without a character are dropped.
    static func decoded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.underestimatedCount * 9 / 8)
        for byte in bytes {
            if byte < 0x80 {
                result.append(byte)
            } else if let scalar = scalar(of: byte) {
                result.append(scalar: scalar)
            }
        }
        return result
    }

    /// The characters of 0x80 to 0x9F; 0 where there is none.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]
}
