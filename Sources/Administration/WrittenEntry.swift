public import EarshotModel

/// A text that no feed brings: somebody writes it down, or a file has it.
public struct WrittenEntry: Hashable, Sendable {
    /// What identifies it where it stands; used where there is no link.
    public var id: String?
    /// The address of its page.
    public var link: String?
    /// Its title.
    public var title: String?
    /// What it says.
    public var text: String
    /// Who wrote it.
    public var author: EntryAuthor
    /// Its language as a BCP 47 tag.
    public var language: String?
    /// When it was published; now, when nobody knows.
    public var published: Instant?

    /// Creates a text; what is not given is missing.
    public init(
        id: String? = nil,
        link: String? = nil,
        title: String? = nil,
        text: String,
        author: EntryAuthor = EntryAuthor(),
        language: String? = nil,
        published: Instant? = nil
    ) {
        self.id = id
        self.link = link
        self.title = title
        self.text = text
        self.author = author
        self.language = language
        self.published = published
    }
}
