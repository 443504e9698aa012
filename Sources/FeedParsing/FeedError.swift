/// Why bytes gave no feed at all.
public enum FeedError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There was nothing but white space.
    case empty
    /// A web page, with the feeds it names in its head.
    case isHTML(feeds: [FeedLink])
    /// Something else; the name of its outermost element, when it has one.
    case notAFeed(root: String?)
    /// The parser could not be created: the machine is out of memory.
    case outOfMemory

    /// One sentence that says what is wrong.
    public var description: String {
        switch self {
        case .empty:
            "the document is empty"
        case .isHTML(let feeds):
            if let first = feeds.first {
                "this is a web page, not a feed; its feed is \(first.address)"
            } else {
                "this is a web page, not a feed, and it names none"
            }
        case .notAFeed(let root?):
            "this is no feed: its outermost element is <\(root)>"
        case .notAFeed(nil):
            "this is no feed: no RSS, Atom or JSON Feed begins anywhere in it"
        case .outOfMemory:
            "there was no memory for the parser"
        }
    }
}
