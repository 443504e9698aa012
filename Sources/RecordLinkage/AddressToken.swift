/// A piece of text between white space, brackets and quotation marks: a word or an address.
struct AddressToken {
    /// Where it lies in the unmasked text, without punctuation around it.
    let range: Range<Int>
    /// The number of its line.
    let line: Int
    /// Whether its line begins with `>`, as quoted mail does.
    let isInQuotedLine: Bool
    /// Whether a full stop, a question or an exclamation mark follows.
    var endsSentence = false
}

/// Cuts unmasked text into tokens; the work is linear in the text.
struct AddressTokenizer {
    private let bytes: [UInt8]
    private var tokens: [AddressToken] = []
    private var line = 0
    private var isInQuotedLine = false
    private var isLineEmpty = true

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The tokens of a text, in reading order.
    static func tokens(of text: UnmaskedText) -> [AddressToken] {
        var tokenizer = AddressTokenizer(text.bytes)
        tokenizer.scan()
        return tokenizer.tokens
    }

    private mutating func scan() {
        var index = 0
        var start = 0
        while index < bytes.count {
            let width = separatorWidth(at: index)
            if width == 0 {
                index += 1
                continue
            }
            finish(start..<index)
            noteSeparator(at: index)
            index += width
            start = index
        }
        finish(start..<bytes.count)
    }

    private mutating func noteSeparator(at index: Int) {
        switch bytes[index] {
        case 0x0A, 0x0D:
            line += 1
            isInQuotedLine = false
            isLineEmpty = true
        case UInt8(ascii: ">") where isLineEmpty: isInQuotedLine = true
        case 0x00...0x20: break
        default: isLineEmpty = false
        }
    }

    private mutating func finish(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        isLineEmpty = false
        var low = range.lowerBound
        var high = range.upperBound
        var endsSentence = false
        while high > low, Self.isPunctuation(bytes[high - 1]) {
            high -= 1
            if ".!?".utf8.contains(bytes[high]) { endsSentence = true }
        }
        while low < high, Self.isPunctuation(bytes[low]) { low += 1 }
        guard low < high else {
            if endsSentence, !tokens.isEmpty { tokens[tokens.count - 1].endsSentence = true }
            return
        }
        tokens.append(
            AddressToken(
                range: low..<high,
                line: line,
                isInQuotedLine: isInQuotedLine,
                endsSentence: endsSentence
            )
        )
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        ".:!?'*~".utf8.contains(byte)
    }

    /// How many bytes a sign that parts tokens has; 0 where there is none.
    private func separatorWidth(at index: Int) -> Int {
        switch bytes[index] {
        case 0x00...0x20, 0x7F: return 1
        case 0xC2: return [0xA0, 0xAB, 0xBB].contains(byte(index + 1)) ? 2 : 0
        case 0xE2: return isGeneralSeparator(at: index) ? 3 : 0
        case 0xE3: return byte(index + 1) == 0x80 && (0x80...0x91) ~= byte(index + 2) ? 3 : 0
        default: return "<>()[]{}\"`,;|".utf8.contains(bytes[index]) ? 1 : 0
        }
    }

    /// Spaces, quotation marks, the ellipsis and ends of lines in U+2000 to U+203F.
    private func isGeneralSeparator(at index: Int) -> Bool {
        guard byte(index + 1) == 0x80 else { return false }
        switch byte(index + 2) {
        case 0x80...0x8F, 0x98, 0x9A...0x9F, 0xA6, 0xA8, 0xA9, 0xB9, 0xBA: return true
        default: return false
        }
    }

    private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
}
