/// Reads feeds: bytes in, entries out, whatever the bytes.
///
/// It has no state of its own; one parser may serve any number of threads.
public struct FeedParser: Sendable {
    /// How much is read at most.
    public let limits: ParsingLimits
    /// Whether entries keep their sanitised HTML (`html`, `summary`) beside the plain text.
    public let keepsMarkup: Bool

    /// Creates a parser.
    public init(limits: ParsingLimits = .standard, keepsMarkup: Bool = false) {
        self.limits = limits
        self.keepsMarkup = keepsMarkup
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
        switch DocumentStart(of: document) {
        case .empty: throw .empty
        case .html: throw .isHTML(feeds: FeedLink.links(inHTML: document, baseURL: baseURL))
        case .other(let root): throw .notAFeed(root: root)
        case .feed(at: let start, hasJunk: let hasJunk):
            let reader = FeedReader(limits: limits, keepsMarkup: keepsMarkup, baseURL: baseURL)
            if let name = encoding.guessed { reader.warn(.encodingGuessed(name)) }
            if hasJunk { reader.warn(.junkBefore) }
            return try read(XMLRepair(document, from: start, limits: limits), into: reader)
        }
    }

    private func read(_ repair: XMLRepair, into reader: FeedReader) throws(FeedError) -> ParsedFeed
    {
        guard let stream = XMLStream(reader: reader) else { throw .outOfMemory }
        var repair = repair
        while !reader.isFull, repair.fill() { stream.push(repair.output) }
        if !repair.isComplete, repair.stop == nil, !reader.isFull { reader.warn(.unclosed) }
        if repair.isMended { reader.warn(.mended) }
        if repair.isFlattened { reader.warn(.flattened(limit: limits.depth)) }
        let feed = reader.finished()
        guard let feed else { throw repair.stop ?? .notAFeed(root: nil) }
        guard let stop = repair.stop else { return feed }
        guard !feed.entries.isEmpty else { throw stop }
        var shortened = feed
        shortened.warnings.append(.stopped(stop))
        shortened.isTruncated = true
        return shortened
    }
}
