/// One brand in one entry: where it stands and why it counts.
public struct Mention: Hashable, Sendable {
    /// The identity of a stored mention.
    public typealias ID = RecordID<Mention>

    /// The brand that is mentioned.
    public let brand: Brand.ID
    /// Where its names stand, in order; empty when the feed is about the brand.
    public let spans: [TextSpan]
    /// Why this is a mention, in words for staff.
    public let reason: String

    /// Creates a mention.
    public init(brand: Brand.ID, spans: [TextSpan], reason: String) {
        self.brand = brand
        self.spans = spans
        self.reason = reason
    }
}

/// Where a mention stands on its way through triage.
public enum TriageState: String, CaseIterable, Codable, Sendable {
    /// Stored and not yet judged.
    case new
    /// Waiting for eyes.
    case queued
    /// Part of a case.
    case inCase = "in_case"
    /// Kept without an answer; on the screen "No answer needed".
    case noted
    /// Put aside with a reason.
    case dismissed
    /// A copy of a story that follows its first telling.
    case clustered
    /// The text is gone or no longer names the brand.
    case withdrawn
}

/// Why staff put a mention aside.
public enum DismissalReason: String, CaseIterable, Codable, Sendable {
    /// Somebody else of the same name.
    case notOurs = "not_ours"
    /// Advertising or abuse.
    case spam
    /// Our own publication.
    case ownContent = "own_content"
    /// Already handled elsewhere.
    case duplicate
}
