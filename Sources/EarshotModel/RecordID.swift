/// The identity of a stored record of one kind; ids of different kinds do not mix.
///
/// On the wire it is a decimal string, because JSON readers lose integers beyond 2^53.
public struct RecordID<Record>: Hashable, Comparable, Sendable, RawRepresentable {
    /// The id as the store keeps it.
    public let rawValue: Int64

    /// Creates the id with that stored value.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Reads a decimal id; `nil` when the text is not a positive number in its one usual spelling.
    public init?(_ text: some StringProtocol) {
        guard let first = text.utf8.first, (0x31...0x39).contains(first), let value = Int64(text)
        else { return nil }
        rawValue = value
    }

    /// Whether the left id was made before the right one.
    public static func < (left: RecordID, right: RecordID) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension RecordID: CustomStringConvertible {
    /// The id in decimal digits.
    public var description: String { String(rawValue) }
}

extension RecordID: Codable {
    /// Reads the id from a decimal string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = RecordID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\"\(text)\" is not an id"
            )
        }
        self = id
    }

    /// Writes the id as a decimal string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
