public import EarshotModel

/// How far a key may be trusted, by where it was seen: anyone can type somebody else's address.
public enum IdentifierTrust: String, CaseIterable, Codable, Sendable {
    /// The entry's own address lies under the handle: the site itself says who wrote it.
    case verified
    /// The feed says that it is the author's.
    case asserted
    /// The author claims it in the text.
    case claimed
    /// The entry or the author's page lies somewhere below the customer's page.
    case hosted
    /// It stands in the text, and nobody says whose it is.
    case named
    /// It is the address of an office, which several people may use.
    case office
}

/// A key that a mention shows, in its normal form and as it was written.
public struct FoundIdentifier: Hashable, Sendable {
    /// Where a key was seen.
    public enum Place: Hashable, Sendable {
        /// The author's name in the feed.
        case authorName
        /// The author's e-mail address in the feed.
        case authorEmail
        /// The author's page in the feed.
        case authorPage
        /// The address of the entry itself.
        case entryLink
        /// The entry's title or text.
        case span(TextSpan)
    }

    /// The key.
    public let identifier: Identifier
    /// The key as the mention has it.
    public let raw: String
    /// How far it may be trusted.
    public let trust: IdentifierTrust
    /// Where it was seen.
    public let place: Place

    /// Creates a found key.
    public init(identifier: Identifier, raw: String, trust: IdentifierTrust, place: Place) {
        self.identifier = identifier
        self.raw = raw
        self.trust = trust
        self.place = place
    }

    /// The code of the comparison, such as `email.asserted`.
    public var factor: String { "\(identifier.kind.rawValue).\(trust.rawValue)" }
}
