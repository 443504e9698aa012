/// Undoes the commonest damage to text: UTF-8 that somebody read as windows-1252 and encoded again,
/// so that "…" became "â€¦".
enum DoubleEncoding {
    /// The text as it was meant; the text itself where only one of its characters speaks against
    /// it.
    ///
    /// Accented words do not look like damage: every character beyond ASCII would have to be a byte
    /// of a well-formed sequence.
    static func undone(_ text: [UInt8]) -> [UInt8] {
        guard let first = text.firstNonASCII, var result = meant(text, from: first) else {
            return text
        }
        result.insert(contentsOf: text[..<first], at: 0)
        return result
    }

    /// What stands from here on; `nil` at the first character that is no damage.
    private static func meant(_ text: [UInt8], from start: Int) -> [UInt8]? {
        var result: [UInt8] = []
        var position = start
        var missing = 0
        while position < text.count {
            guard let (byte, length) = byte(in: text, at: position) else { return nil }
            if missing > 0 {
                guard byte & 0xC0 == 0x80 else { return nil }
                missing -= 1
            } else if byte >= 0x80 {
                missing = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1
                guard (0xC2..<0xF5).contains(byte) else { return nil }
            }
            result.append(byte)
            position += length
        }
        return missing == 0 && UTF8Survey(result).invalid == 0 ? result : nil
    }

    /// The byte of windows-1252 that the next character stands for; `nil` when it is in none.
    private static func byte(in text: [UInt8], at position: Int) -> (UInt8, length: Int)? {
        let lead = text[position]
        switch lead {
        case 0..<0x80: return (lead, 1)
        case 0xC2, 0xC3:
            guard position + 1 < text.count else { return nil }
            return (lead << 6 | text[position + 1] & 0x3F, 2)
        case 0xC5, 0xC6, 0xCB, 0xE2:
            let length = lead == 0xE2 ? 3 : 2
            guard position + length <= text.count else { return nil }
            let character = text[position..<(position + length)]
            guard let byte = upper.first(where: { character.elementsEqual($0.character) })?.byte
            else {
                return nil
            }
            return (byte, length)
        default: return nil
        }
    }

    /// The characters of 0x80 to 0x9F that Unicode has elsewhere.
    private static let upper: [(byte: UInt8, character: [UInt8])] = (0x80..<0xA0).compactMap {
        byte in
        Windows1252.scalar(of: byte).map { (byte, Array(String($0).utf8)) }
    }
}
