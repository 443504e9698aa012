import CLibPQ

/// Texts as an array of C strings that ends with a null, all in one block of memory.
struct CStrings {
    private var bytes: [CChar] = []
    /// Where each text begins; −1 for one that is NULL.
    private var offsets: [Int] = []

    init(_ texts: [String]) {
        for text in texts { append(text) }
    }

    /// How many there are.
    var count: Int { offsets.count }

    mutating func append(_ text: String?) {
        guard let text else { return offsets.append(-1) }
        offsets.append(bytes.count)
        bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
        bytes.append(0)
    }

    /// Calls the body with the pointers, which are valid until it returns.
    func withPointers<Value>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
    ) -> Value {
        bytes.withUnsafeBufferPointer { bytes in
            var pointers = offsets.map { offset in
                offset < 0 ? nil : bytes.baseAddress?.advanced(by: offset)
            }
            pointers.append(nil)
            return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
        }
    }
}

/// Arguments in PostgreSQL's text form, as libpq takes them.
struct PostgreSQLArguments {
    private var texts = CStrings([])

    init(_ values: [SQLValue]) {
        for value in values { texts.append(value.postgreSQLText) }
    }

    /// How many there are.
    var count: Int32 { Int32(texts.count) }

    /// Calls the body with the pointers, which are valid until it returns.
    func withPointers<Value>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
    ) -> Value {
        texts.withPointers(body)
    }
}

/// One row in the text form of COPY (PostgreSQL 15 manual, COPY, "Text Format").
struct CopyLine {
    /// The line with its end.
    private(set) var bytes: [CChar] = []

    init(_ row: [SQLValue]) {
        for (index, value) in row.enumerated() {
            if index > 0 { append(UInt8(ascii: "\t")) }
            guard let text = value.postgreSQLText else {
                append(UInt8(ascii: "\\"))
                append(UInt8(ascii: "N"))
                continue
            }
            for byte in text.utf8 { append(escaped: byte) }
        }
        append(UInt8(ascii: "\n"))
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\\"): pair("\\")
        case UInt8(ascii: "\t"): pair("t")
        case UInt8(ascii: "\n"): pair("n")
        case UInt8(ascii: "\r"): pair("r")
        default: append(byte)
        }
    }

    private mutating func pair(_ letter: Unicode.Scalar) {
        append(UInt8(ascii: "\\"))
        append(UInt8(ascii: letter))
    }

    private mutating func append(_ byte: UInt8) {
        bytes.append(CChar(bitPattern: byte))
    }
}

/// One row of an answer, valid as long as this object.
final class PostgreSQLRow: RowReading {
    private let result: PostgreSQLResult
    private let index: Int32

    init(_ result: PostgreSQLResult, _ index: Int32) {
        self.result = result
        self.index = index
    }

    func value(at column: Int) -> SQLValue {
        let column = Int32(column)
        guard column < result.width, let text = result.text(index, column) else { return .null }
        switch result.type(column) {
        case PostgreSQLType.bool: return .bool(text == "t")
        case PostgreSQLType.bytea: return .bytes(Hexadecimal.bytes(text.dropFirst(2)))
        case PostgreSQLType.int2, PostgreSQLType.int4, PostgreSQLType.int8,
            PostgreSQLType.numeric:
            return Int64(text).map(SQLValue.int) ?? .text(text)
        default: return .text(text)
        }
    }
}

/// The object ids of the types that our statements answer (`pg_type.dat`).
private enum PostgreSQLType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    /// What `SUM` of whole numbers gives.
    static let numeric: Oid = 1700
}

extension SQLValue {
    /// The value as PostgreSQL reads it; `nil` for NULL.
    fileprivate var postgreSQLText: String? {
        switch self {
        case .null: nil
        case .int(let value): String(value)
        case .text(let value): value
        case .bytes(let value): "\\x" + Hexadecimal.text(value)
        case .bool(let value): value ? "t" : "f"
        }
    }
}

/// Bytes as pairs of hexadecimal digits.
private enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        }
        return String(decoding: output, as: UTF8.self)
    }

    static func bytes(_ text: Substring) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            let value = digit >= UInt8(ascii: "a") ? digit - UInt8(ascii: "a") + 10 : digit & 15
            if let first = high {
                output.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return output
    }
}
