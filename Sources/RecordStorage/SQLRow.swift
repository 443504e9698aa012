import EarshotModel

/// Reads the columns of one row from left to right, each as the type that the record wants.
struct SQLRow {
    private let columns: any RowReading
    private var position = 0

    init(_ columns: any RowReading) {
        self.columns = columns
    }

    mutating func int() throws -> Int64 {
        guard let value = try optionalInt() else { throw mismatch("a number") }
        return value
    }

    mutating func optionalInt() throws -> Int64? {
        switch next() {
        case .null: nil
        case .int(let value): value
        case .bool(let value): value ? 1 : 0
        default: throw mismatch("a number")
        }
    }

    mutating func count() throws -> Int {
        Int(try int())
    }

    mutating func bool() throws -> Bool {
        try int() != 0
    }

    mutating func text() throws -> String {
        guard let value = try optionalText() else { throw mismatch("a text") }
        return value
    }

    mutating func optionalText() throws -> String? {
        switch next() {
        case .null: nil
        case .text(let value): value
        default: throw mismatch("a text")
        }
    }

    mutating func bytes() throws -> [UInt8] {
        guard let value = try optionalBytes() else { throw mismatch("bytes") }
        return value
    }

    mutating func optionalBytes() throws -> [UInt8]? {
        switch next() {
        case .null: nil
        case .bytes(let value): value
        default: throw mismatch("bytes")
        }
    }

    mutating func instant() throws -> Instant {
        Instant(milliseconds: try int())
    }

    mutating func optionalInstant() throws -> Instant? {
        try optionalInt().map(Instant.init(milliseconds:))
    }

    mutating func id<Record>() throws -> RecordID<Record> {
        RecordID(rawValue: try int())
    }

    mutating func optionalID<Record>() throws -> RecordID<Record>? {
        try optionalInt().map(RecordID.init(rawValue:))
    }

    mutating func word<Word: RawRepresentable>() throws -> Word where Word.RawValue == String {
        guard let word: Word = try optionalWord() else { throw mismatch("a \(Word.self)") }
        return word
    }

    mutating func optionalWord<Word: RawRepresentable>() throws -> Word?
    where Word.RawValue == String {
        guard let text = try optionalText() else { return nil }
        guard let word = Word(rawValue: text) else { throw mismatch("a \(Word.self)") }
        return word
    }

    private mutating func next() -> SQLValue {
        defer { position += 1 }
        return columns.value(at: position)
    }

    private func mismatch(_ expected: String) -> StoreError {
        StoreError.unreadable("column \(position) is not \(expected)")
    }
}
