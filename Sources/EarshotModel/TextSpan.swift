/// Which part of an entry a span lies in.
public enum EntryField: String, CaseIterable, Codable, Sendable {
    /// The entry's title.
    case title
    /// The entry's text.
    case text
}

/// A range of UTF-8 bytes in the title or the text of one revision of an entry; the end is open.
public struct TextSpan: Hashable, Codable, Sendable {
    /// The part of the entry that the offsets count in.
    public let field: EntryField
    /// The offset of the first byte.
    public let start: Int
    /// The offset behind the last byte.
    public let end: Int

    /// Creates a span; `start` must not be negative nor exceed `end`.
    public init(field: EntryField, start: Int, end: Int) {
        precondition(0 <= start && start <= end, "a span ends before it starts")
        self.field = field
        self.start = start
        self.end = end
    }

    /// Reads a span, and throws when its offsets are impossible.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        field = try container.decode(EntryField.self, forKey: .field)
        start = try container.decode(Int.self, forKey: .start)
        end = try container.decode(Int.self, forKey: .end)
        guard 0 <= start, start <= end else {
            throw DecodingError.dataCorruptedError(
                forKey: .end,
                in: container,
                debugDescription: "no text lies between \(start) and \(end)"
            )
        }
    }

    private enum CodingKeys: String, CodingKey {
        case field, start, end
    }
}
