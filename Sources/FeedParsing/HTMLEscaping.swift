/// Text as HTML.
extension Array<UInt8> {
    /// The bytes with `<`, `>`, `&` and `"` as references.
    var escaped: [UInt8] {
        var result: [UInt8] = []
        withUnsafeBufferPointer { result.append(escaping: $0) }
        return result
    }

    /// Whether there is nothing but white space.
    var isBlank: Bool { allSatisfy(\.isASCIISpace) }

    /// Appends text with `<`, `>`, `&` and `"` as references.
    mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "\""): append("&quot;")
            default: append(byte)
            }
        }
    }
}
