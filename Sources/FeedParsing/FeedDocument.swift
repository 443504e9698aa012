import EarshotModel
public import Foundation

/// A feed as a JSON Feed 1.1 document (https://www.jsonfeed.org/version/1.1/).
///
/// An author's e-mail address stands in `_email`, a review's stars in `_rating`, since JSON Feed
/// has no members for them. `url` is the entry's link as the feed gives it; where that only counts
/// readers, `_original_url` is the publisher's own.
public struct FeedDocument: Encodable, Sendable {
    private let feed: ParsedFeed
    private var standInTitle: String?

    /// Creates the document of a feed that was parsed with its mark-up.
    public init(_ feed: ParsedFeed) {
        self.feed = feed
    }

    /// The document in UTF-8, its members in alphabetical order.
    ///
    /// - Throws: what Foundation's encoder throws, which is nothing for text and whole numbers.
    public func json() throws -> Data {
        try Self.encoder.encode(self)
    }

    /// Gives the same document piece by piece, so that nobody must hold all of it.
    ///
    /// - Throws: as `json` does, and what `take` throws.
    public func write(to take: (Data) throws -> Void) throws {
        guard !feed.entries.isEmpty else { return try take(json()) }
        var head = feed
        head.entries = []
        var frame = FeedDocument(head)
        frame.standInTitle = title
        let shell = try frame.json()
        // The only empty list: every other is left out when there is nothing in it.
        guard let gap = shell.range(of: Data("[\n\n  ]".utf8)) else { return try take(json()) }
        try take(shell[..<gap.lowerBound] + Data("[".utf8))
        var separator = "\n    "
        let encoder = Self.encoder
        for entry in feed.entries {
            let lines = try encoder.encode(DocumentEntry(entry)).split(separator: Self.lineFeed)
            try take(Data(separator.utf8) + Data(lines.joined(separator: "\n    ".utf8)))
            separator = ",\n    "
        }
        try take(Data("\n  ]".utf8) + shell[gap.upperBound...])
    }

    private static let lineFeed = UInt8(ascii: "\n")

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// Writes the members of JSON Feed.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("https://jsonfeed.org/version/1.1", forKey: .version)
        try container.encode(title, forKey: .title)
        try container.encodeIfPresent(feed.homepage, forKey: .homePage)
        try container.encodeIfPresent(feed.address, forKey: .feedAddress)
        try container.encodeIfPresent(feed.description, forKey: .description)
        try container.encodeIfPresent(feed.language, forKey: .language)
        if !feed.authors.isEmpty {
            try container.encode(feed.authors.map(Person.init), forKey: .authors)
        }
        if !feed.hubs.isEmpty { try container.encode(feed.hubs.map(Hub.init), forKey: .hubs) }
        try container.encode(feed.entries.map(DocumentEntry.init), forKey: .entries)
        if !feed.warnings.isEmpty {
            try container.encode(feed.warnings.map(\.description), forKey: .warnings)
        }
    }

    /// JSON Feed demands a title: that of the first entry stands in where the feed has none.
    private var title: String {
        if let standInTitle { return standInTitle }
        return feed.title.isEmpty ? feed.entries.first?.title ?? "" : feed.title
    }

    private enum Key: String, CodingKey {
        case version, title, description, language, authors, hubs
        case homePage = "home_page_url"
        case feedAddress = "feed_url"
        case entries = "items"
        case warnings = "_warnings"
    }

    private struct Person: Encodable {
        let name: String?
        let url: String?
        let email: String?

        init(_ author: EntryAuthor) {
            name = author.name
            url = author.url
            email = author.email
        }

        enum CodingKeys: String, CodingKey {
            case name, url
            case email = "_email"
        }
    }

    private struct Hub: Encodable {
        let type = "WebSub"
        let url: String

        init(_ url: String) {
            self.url = url
        }
    }

    private struct Attachment: Encodable {
        let url: String
        let mediaType: String
        let size: Int?

        /// JSON Feed demands a media type; where the feed names none, it is some bytes.
        init(_ attachment: EntryAttachment) {
            url = attachment.url
            mediaType = attachment.mediaType ?? "application/octet-stream"
            size = attachment.size
        }

        enum CodingKeys: String, CodingKey {
            case url
            case mediaType = "mime_type"
            case size = "size_in_bytes"
        }
    }

    private struct Rating: Encodable {
        let value: Double
        let min: Double?
        let max: Double?

        init(_ rating: EntryRating) {
            value = rating.value
            min = rating.lowest
            max = rating.highest
        }
    }

    private struct DocumentEntry: Encodable {
        let id: String
        let url: String?
        let originalURL: String?
        let externalURL: String?
        let title: String?
        let html: String?
        let text: String?
        let summary: String?
        let published: String?
        let updated: String?
        let language: String?
        let authors: [Person]?
        let tags: [String]?
        let attachments: [Attachment]?
        let rating: Rating?

        init(_ entry: Entry) {
            id = entry.guid ?? entry.link ?? entry.identity
            url = entry.countingLink ?? entry.link
            originalURL = entry.countingLink == nil ? nil : entry.link
            externalURL = entry.externalLink
            rating = entry.rating.map(Rating.init)
            title = entry.title.isEmpty ? nil : entry.title
            html = entry.html
            text = entry.html == nil ? entry.text : nil
            summary = entry.summary
            published = entry.published?.rfc3339
            updated = entry.updated?.rfc3339
            language = entry.language
            authors = entry.authors.isEmpty ? nil : entry.authors.map(Person.init)
            tags = entry.tags.isEmpty ? nil : entry.tags
            attachments = entry.attachments.isEmpty ? nil : entry.attachments.map(Attachment.init)
        }

        enum CodingKeys: String, CodingKey {
            case id, url, title, summary, language, authors, tags, attachments
            case originalURL = "_original_url"
            case externalURL = "external_url"
            case rating = "_rating"
            case html = "content_html"
            case text = "content_text"
            case published = "date_published"
            case updated = "date_modified"
        }
    }
}
