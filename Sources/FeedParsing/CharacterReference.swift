/// What begins with an ampersand: `&amp;`, `&#8217;`, `&eacute;`, or just an ampersand.
struct CharacterReference {
    /// What it stands for.
    enum Meaning: Equatable {
        /// One character.
        case scalar(Unicode.Scalar)
        /// A character that no text may hold; it is dropped.
        case nothing
        /// The ampersand itself, which is ordinary text.
        case text
    }

    let meaning: Meaning
    /// How many bytes it takes, at least 1.
    let length: Int

    /// Reads the reference at the position of an ampersand.
    ///
    /// Surrogates written as two references are joined, as are the numbers 128 to 159, which
    /// always mean windows-1252, as in HTML.
    init(in bytes: [UInt8], at position: Int, before end: Int) {
        let end = min(end, bytes.count)
        if position + 1 < end, bytes[position + 1] == UInt8(ascii: "#") {
            self.init(numberIn: bytes, at: position, before: end)
        } else {
            self.init(nameIn: bytes, at: position, before: end)
        }
    }

    private init(nameIn bytes: [UInt8], at position: Int, before end: Int) {
        var index = position + 1
        var key: UInt64 = 0
        while index < end, index - position <= HTMLEntity.longestName,
            bytes[index].isASCIILetter || bytes[index].isASCIIDigit
        {
            key = key << 8 | UInt64(bytes[index])
            index += 1
        }
        guard index < end, bytes[index] == UInt8(ascii: ";"), index > position + 1,
            let scalar = HTMLEntity.scalar(named: key)
        else {
            meaning = .text
            length = 1
            return
        }
        meaning = .scalar(scalar)
        length = index + 1 - position
    }

    private init(numberIn bytes: [UInt8], at position: Int, before end: Int) {
        guard let first = Self.number(in: bytes, at: position, before: end) else {
            meaning = .text
            length = 1
            return
        }
        if (0xD800..<0xDC00).contains(first.value),
            let second = Self.number(in: bytes, at: first.end, before: end),
            (0xDC00..<0xE000).contains(second.value)
        {
            let value = 0x10000 + (first.value - 0xD800) << 10 + (second.value - 0xDC00)
            meaning = Unicode.Scalar(value).map(Meaning.scalar) ?? .nothing
            length = second.end - position
        } else {
            meaning = Self.meaning(of: first.value)
            length = first.end - position
        }
    }

    private static func number(
        in bytes: [UInt8],
        at position: Int,
        before end: Int
    ) -> (value: UInt32, end: Int)? {
        guard position + 2 < end, bytes[position] == UInt8(ascii: "&"),
            bytes[position + 1] == UInt8(ascii: "#")
        else { return nil }
        let isHexadecimal = bytes[position + 2].asciiLowercased == UInt8(ascii: "x")
        let start = position + (isHexadecimal ? 3 : 2)
        var index = start
        var value: UInt32 = 0
        while index < end, let digit = bytes[index].hexadecimalValue, isHexadecimal || digit < 10 {
            value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x110000)
            index += 1
        }
        guard index > start else { return nil }
        if index < end, bytes[index] == UInt8(ascii: ";") { index += 1 }
        return (value, index)
    }

    private static func meaning(of value: UInt32) -> Meaning {
        switch value {
        case 0x09, 0x0A: .scalar(Unicode.Scalar(UInt8(value)))
        case 0x0D: .scalar("\n")
        case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF: .nothing
        case 0x80..<0xA0:
            Windows1252.scalar(of: UInt8(truncatingIfNeeded: value)).map(Meaning.scalar) ?? .nothing
        default: Unicode.Scalar(value).map(Meaning.scalar) ?? .nothing
        }
    }
}
