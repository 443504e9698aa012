import Foundation

/// A JSON value of any shape, as the API answers it.
enum JSONValue: Codable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value):
            if let whole = Int64(exactly: value) {
                try container.encode(whole)
            } else {
                try container.encode(value)
            }
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    /// The value at a path of keys such as `owner.name`; `null` when there is none.
    subscript(path: String) -> JSONValue {
        path.split(separator: ".").reduce(self) { value, key in
            guard case .object(let members) = value else { return .null }
            return members[String(key)] ?? .null
        }
    }

    /// The values of a list; none for anything else.
    var elements: [JSONValue] {
        guard case .list(let values) = self else { return [] }
        return values
    }

    /// The value as a cell of a table, with foreign characters still in it.
    var cell: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "yes" : "no"
        case .number(let value): Int64(exactly: value).map(String.init) ?? String(value)
        case .text(let value): value
        case .list(let values): values.map(\.cell).joined(separator: ", ")
        case .object(let members):
            members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.cell)" }
                .joined(separator: ", ")
        }
    }
}
