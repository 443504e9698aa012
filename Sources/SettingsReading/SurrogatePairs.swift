/// JSON writes a sign above the first plane as two escapes, `\ud83d\ude42`, which YAML refuses.
enum SurrogatePairs {
    /// The text with the sign itself in place of each such pair.
    static func joined(in text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var output: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if let sign = pair(at: rest) {
                output += Array(String(sign).utf8)
                rest = rest.dropFirst(12)
            } else {
                // What an escape begins belongs to it, so that \\ud83d is no half.
                let count = byte == UInt8(ascii: "\\") ? 2 : 1
                output += rest.prefix(count)
                rest = rest.dropFirst(count)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func pair(at bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard let high = escape(at: bytes), (0xD800...0xDBFF).contains(high),
            let low = escape(at: bytes.dropFirst(6)), (0xDC00...0xDFFF).contains(low)
        else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    /// The number of an escape of four digits that begins here.
    private static func escape(at bytes: ArraySlice<UInt8>) -> UInt32? {
        let digits = bytes.dropFirst(2).prefix(4)
        guard bytes.starts(with: Array("\\u".utf8)), digits.count == 4 else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
