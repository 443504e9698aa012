/// Who wrote an entry, as the feed says.
public struct EntryAuthor: Hashable, Codable, Sendable {
    /// The name.
    public let name: String?
    /// The address of the person's page.
    public let url: String?
    /// The e-mail address.
    public let email: String?

    /// Creates an author; every part may be missing.
    public init(name: String? = nil, url: String? = nil, email: String? = nil) {
        self.name = name
        self.url = url
        self.email = email
    }

    /// Whether nothing at all is known.
    public var isEmpty: Bool { name == nil && url == nil && email == nil }
}

/// A file that belongs to an entry.
public struct EntryAttachment: Hashable, Sendable {
    /// The absolute address.
    public let url: String
    /// The media type, when the feed names one.
    public let mediaType: String?
    /// The size in bytes, when the feed names a possible one.
    public let size: Int?

    /// Creates an attachment.
    public init(url: String, mediaType: String? = nil, size: Int? = nil) {
        self.url = url
        self.mediaType = mediaType
        self.size = size
    }
}

/// How many stars an entry gives, as a review does.
public struct EntryRating: Hashable, Sendable {
    /// The stars, or the points.
    public let value: Double
    /// The fewest that can be given, when the feed says so.
    public let lowest: Double?
    /// The most that can be given, when it is known.
    public let highest: Double?

    /// Creates a rating.
    public init(value: Double, lowest: Double?, highest: Double?) {
        self.value = value
        self.lowest = lowest
        self.highest = highest
    }
}

/// Who published a story that a feed only relays, as lists of headlines say.
public struct EntryOutlet: Hashable, Sendable {
    /// The outlet's name.
    public let name: String
    /// The absolute address of its site or of its own feed.
    public let url: String

    /// Creates an outlet.
    public init(name: String, url: String) {
        self.name = name
        self.url = url
    }
}

/// One text of a feed: a blog article, a review, a forum contribution, a headline.
public struct Entry: Hashable, Sendable {
    /// What identifies the entry within its feed: `guid:…`, `link:…` or `hash:…`.
    public var identity: String
    /// The feed's own identifier (`guid`, `id`, `rdf:about`), when it has one.
    public var guid: String?
    /// The absolute address of the entry's page.
    public var link: String?
    /// The link that the feed gives in its place to count readers, when it names both.
    public var countingLink: String?
    /// The absolute address of the page elsewhere that the entry is about.
    public var externalLink: String?
    /// The title as plain text; empty when the feed has none.
    public var title: String
    /// The content as plain text with paragraphs on lines of their own.
    public var text: String
    /// The content as the feed gave it, when it was HTML.
    public var html: String?
    /// The summary as the feed gave it, when it also had a content.
    public var summary: String?
    /// Everyone who wrote it, in the feed's order.
    public var authors: [EntryAuthor]
    /// When it was published, as the feed claims.
    public var published: Instant?
    /// When it was last changed, as the feed claims.
    public var updated: Instant?
    /// The language as a BCP 47 tag, when the entry or the feed names one.
    public var language: String?
    /// The categories.
    public var tags: [String]
    /// The attached files.
    public var attachments: [EntryAttachment]
    /// The stars that it gives, when it is a review.
    public var rating: EntryRating?
    /// Who published it, when the feed relays it.
    public var outlet: EntryOutlet?

    /// Creates an entry; what is not given is missing.
    public init(
        identity: String,
        guid: String? = nil,
        link: String? = nil,
        title: String = "",
        text: String = "",
        html: String? = nil,
        summary: String? = nil,
        authors: [EntryAuthor] = [],
        published: Instant? = nil,
        updated: Instant? = nil,
        language: String? = nil,
        tags: [String] = [],
        attachments: [EntryAttachment] = []
    ) {
        self.identity = identity
        self.guid = guid
        self.link = link
        self.title = title
        self.text = text
        self.html = html
        self.summary = summary
        self.authors = authors
        self.published = published
        self.updated = updated
        self.language = language
        self.tags = tags
        self.attachments = attachments
        rating = nil
        outlet = nil
    }
}

/// Why the text of a stored entry is gone.
public enum TextRemoval: String, CaseIterable, Codable, Sendable {
    /// Its author was erased.
    case erased
    /// It was older than the company keeps the texts of strangers.
    case expired
}

/// The identity of a stored entry.
public typealias EntryID = RecordID<Entry>
