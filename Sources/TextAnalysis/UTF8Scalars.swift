/// Reads and writes single scalars of valid UTF-8; total on any bytes all the same.
public enum UTF8Scalars {
    /// The scalar that starts at a byte of the text, and the offset behind it.
    ///
    /// A byte that starts no scalar, or whose scalar is cut off, reads as U+FFFD of one byte.
    /// `index` must lie in the text.
    @inlinable
    public static func scalar(
        at index: Int,
        in text: borrowing Span<UInt8>
    ) -> (value: UInt32, end: Int) {
        let first = UInt32(text[index])
        if first < 0x80 { return (first, index + 1) }
        if first >= 0xC2, first < 0xE0, index + 1 < text.count {
            return ((first & 0x1F) << 6 | UInt32(text[index + 1]) & 0x3F, index + 2)
        }
        if first >= 0xE0, first < 0xF0, index + 2 < text.count {
            let middle = (UInt32(text[index + 1]) & 0x3F) << 6
            return ((first & 0x0F) << 12 | middle | UInt32(text[index + 2]) & 0x3F, index + 3)
        }
        if first >= 0xF0, first < 0xF5, index + 3 < text.count {
            let upper = (UInt32(text[index + 1]) & 0x3F) << 12
            let middle = (UInt32(text[index + 2]) & 0x3F) << 6
            let lower = UInt32(text[index + 3]) & 0x3F
            return ((first & 0x07) << 18 | upper | middle | lower, index + 4)
        }
        return (0xFFFD, index + 1)
    }

    /// The offset at which the scalar starts that ends before `end`.
    ///
    /// `end` must be above 0 and at most the text's length.
    @inlinable
    public static func start(before end: Int, in text: borrowing Span<UInt8>) -> Int {
        var start = end - 1
        let lowest = max(0, end - 4)
        while start > lowest, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    /// Appends a scalar in UTF-8; what is no scalar is left out.
    static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar), let encoded = UTF8.encode(scalar) else { return }
        bytes.append(contentsOf: encoded)
    }
}
