/// What a byte of text is to the word scanner, as a set of bits.
struct ByteKind: OptionSet {
    let rawValue: UInt8

    /// A small ASCII letter.
    static let lower = ByteKind(rawValue: 1)
    /// A capital ASCII letter.
    static let upper = ByteKind(rawValue: 2)
    /// An ASCII digit.
    static let digit = ByteKind(rawValue: 4)
    /// A byte of a scalar outside ASCII.
    static let foreign = ByteKind(rawValue: 8)

    static let letter: ByteKind = [.lower, .upper]
    static let alphanumeric: ByteKind = [.lower, .upper, .digit]
}

extension ByteKind {
    /// The kind of a byte, worked out without a table.
    @inline(__always)
    init(_ byte: UInt8) {
        if (byte | 0x20) &- UInt8(ascii: "a") < 26 {
            self = byte & 0x20 == 0 ? .upper : .lower
        } else if byte &- UInt8(ascii: "0") < 10 {
            self = .digit
        } else {
            self = byte >= 0x80 ? .foreign : []
        }
    }
}
