import TextAnalysis

/// A text in which addresses stand plainly, with the way back to where each byte came from.
///
/// Full-width signs become ASCII; `(at)` and `[dot]` between letters become `@` and `.`, with the
/// spaces around them.
struct UnmaskedText {
    private(set) var bytes: [UInt8] = []
    /// The offset in the original text of each byte, and of the end.
    private(set) var origins: [Int] = []

    init(_ text: String, words: AddressWords) {
        let source = Array(text.utf8)
        bytes.reserveCapacity(source.count)
        origins.reserveCapacity(source.count + 1)
        var index = 0
        while index < source.count {
            if let mask = Mask(in: source, at: index, words: words), endsInLetter {
                while bytes.last == UInt8(ascii: " ") { dropLast() }
                append(mask.sign, from: index)
                index = mask.end
            } else if source[index] == 0xEF, index + 2 < source.count,
                let ascii = FullWidth.ascii(Self.threeBytes(source, at: index))
            {
                append(ascii, from: index)
                index += 3
            } else {
                append(source[index], from: index)
                index += 1
            }
        }
        origins.append(source.count)
    }

    /// A part as text.
    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private var endsInLetter: Bool {
        guard let last = bytes.last(where: { $0 != UInt8(ascii: " ") }) else { return false }
        return ASCII.isLetterOrDigit(last)
    }

    private mutating func append(_ byte: UInt8, from origin: Int) {
        bytes.append(byte)
        origins.append(origin)
    }

    private mutating func dropLast() {
        bytes.removeLast()
        origins.removeLast()
    }

    private static func threeBytes(_ source: [UInt8], at index: Int) -> UInt32 {
        UInt32(source[index] & 0x0F) << 12 | UInt32(source[index + 1] & 0x3F) << 6
            | UInt32(source[index + 2] & 0x3F)
    }
}

/// A word in brackets that stands for a sign of an address, with the spaces behind it.
private struct Mask {
    let sign: UInt8
    let end: Int

    private static let mostBytes = 16

    init?(in source: [UInt8], at start: Int, words: AddressWords) {
        guard let close = ASCII.closing(source[start]) else { return nil }
        let limit = min(source.count, start + Self.mostBytes + 2)
        guard let end = source[start + 1..<limit].firstIndex(of: close), end > start + 1 else {
            return nil
        }
        let inner = String(decoding: source[start + 1..<end], as: UTF8.self)
        let word = Folding.folded(String(inner.trimmingSpaces))
        if words.contains(word, as: .at) {
            sign = UInt8(ascii: "@")
        } else if words.contains(word, as: .dot) {
            sign = UInt8(ascii: ".")
        } else {
            return nil
        }
        let next = source[(end + 1)...].firstIndex { $0 != UInt8(ascii: " ") } ?? source.count
        guard next < source.count, ASCII.isLetterOrDigit(source[next]) else { return nil }
        self.end = next
    }
}

/// What ASCII bytes are.
enum ASCII {
    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The bracket that closes an opening one.
    static func closing(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "("): UInt8(ascii: ")")
        case UInt8(ascii: "["): UInt8(ascii: "]")
        case UInt8(ascii: "{"): UInt8(ascii: "}")
        case UInt8(ascii: "<"): UInt8(ascii: ">")
        default: nil
        }
    }
}
