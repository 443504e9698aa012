/// How far the copy of one table has come; kept in the target as JSON.
struct CopyProgress: Codable, Hashable {
    /// The key of the last row copied; empty before the first.
    var key: [KeyPart] = []
    var rows = 0
    var isDone = false

    /// One column of a key.
    enum KeyPart: Codable, Hashable {
        case number(Int64)
        case text(String)
        case bytes([UInt8])
    }

    /// The most rows of one page.
    static let pageSize = 4000
    /// The bytes of text after which a page ends, so that long texts do not fill the memory.
    static let pageBytes = 8 << 20

    func advanced(by page: [[SQLValue]], of table: TableShape) -> CopyProgress {
        var next = self
        next.rows += page.count
        next.isDone = page.isEmpty
        if let last = page.last {
            next.key = table.key.map { column in
                switch last[table.columns.firstIndex(of: column) ?? 0] {
                case .int(let value): .number(value)
                case .bool(let value): .number(value ? 1 : 0)
                case .text(let value): .text(value)
                case .bytes(let value): .bytes(value)
                case .null: .text("")
                }
            }
        }
        return next
    }

    var arguments: [SQLValue] {
        key.map { part in
            switch part {
            case .number(let value): .int(value)
            case .text(let value): .text(value)
            case .bytes(let value): .bytes(value)
            }
        }
    }
}
