public import EarshotModel

/// What a mention shows of its author, for the linker to find the customer.
public struct LinkQuery: Hashable, Sendable {
    /// The author, as the feed says.
    public let author: EntryAuthor?
    /// The address of the entry.
    public let link: String?
    /// The title as plain text.
    public let title: String
    /// The text as plain text.
    public let text: String
    /// The language as a BCP 47 tag, when known.
    public let language: String?

    /// Creates a query.
    public init(
        author: EntryAuthor?,
        link: String?,
        title: String,
        text: String,
        language: String? = nil
    ) {
        self.author = author
        self.link = link
        self.title = title
        self.text = text
        self.language = language
    }

    /// Creates the query of an entry; with several authors nobody is meant, so none is taken.
    public init(_ entry: Entry) {
        self.init(
            author: entry.authors.count == 1 ? entry.authors.first : nil,
            link: entry.link,
            title: entry.title,
            text: entry.text,
            language: entry.language
        )
    }
}
