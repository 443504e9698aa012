/// What was odd about a feed that could be read nonetheless.
public enum FeedWarning: Hashable, Sendable, CustomStringConvertible {
    /// Something that is no markup stood before the feed.
    case junkBefore
    /// The document ended before its elements were closed; complete entries are kept.
    case unclosed
    /// The markup had mistakes that were mended.
    case mended
    /// Elements stood deeper inside one another than the limit; their text is kept.
    case flattened(limit: Int)
    /// More entries than the limit; the rest is left out.
    case entriesLeftOut(limit: Int)
    /// A field was longer than the limit and was cut.
    case fieldCut(limit: Int)
    /// A tag was longer than the limit; what stood behind it in the tag is left out.
    case tagShortened(limit: Int)
    /// The bytes were not in the encoding that the document or the server named.
    case encodingGuessed(String)

    /// One sentence that says what was odd.
    public var description: String {
        switch self {
        case .junkBefore: "something stands before the feed; it was skipped"
        case .unclosed: "the document ends too early; its complete entries are used"
        case .mended: "the markup has mistakes; they were mended"
        case .flattened(let limit): "more than \(limit) elements stand inside one another"
        case .entriesLeftOut(let limit): "only the first \(limit) entries were read"
        case .fieldCut(let limit): "a field was cut after \(limit) bytes"
        case .tagShortened(let limit): "of a tag only the first \(limit) bytes were read"
        case .encodingGuessed(let name): "the bytes were read as \(name), not as declared"
        }
    }
}
