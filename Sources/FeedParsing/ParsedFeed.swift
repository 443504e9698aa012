public import EarshotModel

/// What a feed's bytes say: the feed's own facts, and its entries in the feed's order.
public struct ParsedFeed: Hashable, Sendable {
    /// The format.
    public var format: FeedFormat
    /// The title as plain text; empty when the feed has none.
    public var title: String
    /// What the feed is about, as plain text.
    public var description: String?
    /// The absolute address of the site.
    public var homepage: String?
    /// The address that the feed gives as its own.
    public var address: String?
    /// The language as a BCP 47 tag.
    public var language: String?
    /// Who writes the feed.
    public var authors: [EntryAuthor]
    /// The WebSub hubs that announce new entries.
    public var hubs: [String]
    /// How often it wants to be polled.
    public var hints: FeedHints
    /// The complete entries.
    public var entries: [Entry]
    /// By what the entries are told apart.
    public var identity: IdentityUse
    /// What was odd, in the order it was met, each once.
    public var warnings: [FeedWarning]
    /// Whether something was left out: the document was cut or a limit was met.
    public var isTruncated: Bool

    /// Creates a feed without any fact.
    public init(format: FeedFormat) {
        self.format = format
        title = ""
        authors = []
        hubs = []
        hints = FeedHints()
        entries = []
        identity = .guid
        warnings = []
        isTruncated = false
    }
}
