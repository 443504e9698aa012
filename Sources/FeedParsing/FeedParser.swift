public import EarshotModel

/// Reads feeds: bytes in, entries out, whatever the bytes.
///
/// It has no state of its own; one parser may serve any number of threads.
public struct FeedParser: Sendable {
    /// How much is read at most.
    public let limits: ParsingLimits
    /// Whether entries keep their sanitised HTML (`html`, `summary`) beside the plain text.
    public let keepsMarkup: Bool
    /// Whether mark-up is read at all; where it is not, texts stay as the feed wrote them.
    public let readsMarkup: Bool
    /// By what the entries are told apart; `nil` leaves it to what they have.
    public let identity: IdentityRule?

    /// Creates a parser.
    public init(
        limits: ParsingLimits = .standard,
        keepsMarkup: Bool = false,
        readsMarkup: Bool = true,
        identity: IdentityRule? = nil
    ) {
        self.identity = identity
        self.limits = limits
        self.keepsMarkup = keepsMarkup
        self.readsMarkup = readsMarkup
    }

    /// Reads a feed.
    ///
    /// - Parameters:
    ///   - bytes: the document in any encoding.
    ///   - contentType: the server's Content-Type header, whose charset counts.
    ///   - baseURL: the absolute address it came from, for relative links.
    /// - Returns: the feed with its complete entries, also where the document is damaged or cut.
    /// - Throws: why it is no feed at all.
    /// - Complexity: linear in the number of bytes.
    public func parse(
        _ bytes: [UInt8],
        contentType: String? = nil,
        baseURL: String? = nil
    ) throws(FeedError) -> ParsedFeed {
        let encoding = FeedEncoding(bytes, contentType: contentType)
        let document = encoding.bytes
        if let start = JSONFeed.start(in: document) {
            let reader = makeReader(baseURL: baseURL, encoding)
            var json = JSONFeed(document, from: start, reader: reader)
            if let feed = json.feed() { return feed }
        }
        switch DocumentStart(of: document) {
        case .empty: throw .empty
        case .html: throw .isHTML(feeds: FeedLink.links(inHTML: document, baseURL: baseURL))
        case .other(let root): throw .notAFeed(root: root)
        case .feed(at: let start, hasJunk: let hasJunk):
            let reader = makeReader(baseURL: baseURL, encoding)
            if hasJunk { reader.warn(.junkBefore) }
            return try read(XMLRepair(document, from: start, limits: limits), into: reader)
        }
    }

    private func makeReader(baseURL: String?, _ encoding: FeedEncoding) -> FeedReader {
        let reader = FeedReader(limits: limits, keepsMarkup: keepsMarkup, baseURL: baseURL)
        reader.readsMarkup = readsMarkup
        reader.identityRule = identity
        if let name = encoding.guessed { reader.warn(.encodingGuessed(name)) }
        return reader
    }

    private func read(_ repair: XMLRepair, into reader: FeedReader) throws(FeedError) -> ParsedFeed
    {
        guard let stream = XMLStream(reader: reader) else { throw .outOfMemory }
        var repair = repair
        while !reader.isFull, repair.fill() { stream.push(repair) }
        if !repair.isComplete, !reader.isFull { reader.warn(.unclosed) }
        if repair.isMended { reader.warn(.mended) }
        if repair.isShortened { reader.warn(.tagShortened(limit: limits.tagBytes)) }
        if repair.isFlattened { reader.warn(.flattened(limit: limits.depth)) }
        let feed = reader.finished()
        guard let feed else { throw .notAFeed(root: nil) }
        return feed
    }
}
