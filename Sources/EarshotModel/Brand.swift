/// A name that Earshot listens for: the company's own, or a rival's.
public struct Brand: Hashable, Codable, Sendable {
    /// The identity of a brand.
    public typealias ID = RecordID<Brand>

    /// The brand's identity.
    public let id: ID
    /// The name that people read.
    public let name: String
    /// Further spellings that mean this brand.
    public let aliases: [String]
    /// Whether the brand is ours; a rival's mentions never open a case.
    public let isOwn: Bool

    /// Creates a brand.
    public init(id: ID, name: String, aliases: [String] = [], isOwn: Bool = true) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.isOwn = isOwn
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, aliases
        case isOwn = "is_own"
    }
}
