/// What kind of place a feed comes from; it decides what is expected of us there.
public enum FeedKind: String, CaseIterable, Codable, Sendable {
    /// A blog or a personal site.
    case blog
    /// A site where customers rate and review.
    case review
    /// A forum or a question-and-answer site.
    case forum
    /// A newspaper, a magazine or a wire service.
    case news
    /// A social network.
    case social
    /// A channel of our own.
    case own
}

/// An address that is polled for entries.
public struct Feed: Hashable, Sendable {
    /// The identity of a feed.
    public typealias ID = RecordID<Feed>

    /// The feed's identity.
    public let id: ID
    /// The address as it was configured.
    public let configuredAddress: String
    /// The address that is polled now, after permanent redirects.
    public let address: String
    /// The kind of place.
    public let kind: FeedKind
    /// The name that people read; the feed's own title until staff choose another.
    public let title: String
    /// The language of its entries as a BCP 47 tag, when known.
    public let language: String?
    /// The brand that every entry is about, for reviews and forums of one brand.
    public let about: Brand.ID?
    /// How much its mentions weigh for the operator, from 0 to 100; the queue shows them earlier.
    public let weight: Int

    /// Creates a feed.
    public init(
        id: ID,
        configuredAddress: String,
        address: String,
        kind: FeedKind,
        title: String,
        language: String? = nil,
        about: Brand.ID? = nil,
        weight: Int = 0
    ) {
        self.id = id
        self.configuredAddress = configuredAddress
        self.address = address
        self.kind = kind
        self.title = title
        self.language = language
        self.about = about
        let range = QueueRank.influences
        self.weight = min(max(weight, range.lowerBound), range.upperBound)
    }

    /// How the address of a feed begins that nobody polls: people and files bring its entries.
    public static let unpolledScheme = "hand:"

    /// The name of a feed that has none yet: its address, as far as everybody may read it.
    public static func placeholderTitle(of address: String) -> String {
        MaskedAddress(address).description
    }

    /// Whether neither staff nor the feed itself gave a name yet.
    public var isUntitled: Bool { title == Self.placeholderTitle(of: configuredAddress) }
}

/// The state of a feed's polls, in the order an operator worries about it.
public enum FeedState: String, CaseIterable, Codable, Sendable {
    /// Never polled so far.
    case new
    /// The last poll brought entries or "not modified".
    case ok
    /// The last poll failed; it is tried again.
    case error
    /// The server said 410 Gone; it is not polled any more.
    case gone
    /// Staff switched it off.
    case paused
}
