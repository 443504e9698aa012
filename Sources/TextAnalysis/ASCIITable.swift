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

/// Kind and small letter of each byte, so that plain text costs two look-ups a byte.
struct ASCIITable {
    static let standard = ASCIITable()

    /// The kind of each byte.
    let kinds: [ByteKind]
    /// Each byte with capital ASCII letters made small.
    let folded: [UInt8]

    private init() {
        kinds = (UInt8.min...UInt8.max).map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
            case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
            case 0x80...: .foreign
            default: []
            }
        }
        folded = zip(UInt8.min...UInt8.max, kinds).map { byte, kind in
            kind == .upper ? byte | 0x20 : byte
        }
    }
}
