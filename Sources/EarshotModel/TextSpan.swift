/// Which part of an entry a span lies in.
public enum EntryField: String, Codable, Sendable {
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

    /// Creates a span; `start` must not exceed `end`.
    public init(field: EntryField, start: Int, end: Int) {
        precondition(start <= end, "a span ends before it starts")
        self.field = field
        self.start = start
        self.end = end
    }
}
