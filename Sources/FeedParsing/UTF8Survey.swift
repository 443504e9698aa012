/// How far bytes are UTF-8 (RFC 3629, section 4).
struct UTF8Survey {
    /// The well-formed sequences of more than one byte.
    private(set) var sequences = 0
    /// The bytes that belong to no well-formed sequence.
    private(set) var invalid = 0

    /// Counts in one pass; ASCII costs an eighth of a step a byte.
    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { raw in
            var index = 0
            while index < raw.count {
                index = Self.asciiEnd(in: raw, from: index)
                guard index < raw.count else { return }
                let length = Self.sequenceLength(in: raw, at: index)
                if length == 0 {
                    invalid += 1
                    index += 1
                } else {
                    sequences += 1
                    index += length
                }
            }
        }
    }

    /// Whether the bytes cannot be meant in a declared encoding, because they are UTF-8.
    ///
    /// Western text is never UTF-8 by accident; other encodings may be, for a few characters.
    func contradicts(_ charset: Charset) -> Bool {
        switch charset {
        case .utf8: invalid > 0
        case .windows1252: invalid == 0 && sequences > 0
        case .iconv(let name):
            name.hasPrefix("UTF-") || (invalid == 0 && sequences >= Self.tooManyForAccident)
        }
    }

    /// The end of the ASCII bytes from here on.
    private static func asciiEnd(in raw: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= raw.count,
            raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
            index += 8
        }
        while index < raw.count, raw[index] < 0x80 { index += 1 }
        return index
    }

    /// The length of the sequence of several bytes that begins here; 0 when none does.
    private static func sequenceLength(in raw: UnsafeRawBufferPointer, at index: Int) -> Int {
        let lead = raw[index]
        let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
        guard length > 0, index + length <= raw.count else { return 0 }
        let second = raw[index + 1]
        let allowed: ClosedRange<UInt8> =
            switch lead {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        guard allowed.contains(second) else { return 0 }
        for offset in 2..<max(length, 2) where raw[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }

    private static let tooManyForAccident = 8
}
