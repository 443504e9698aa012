/// A feed that a web page names in its head.
public struct FeedLink: Hashable, Sendable {
    /// The absolute address, if the page's own address was known; as written, otherwise.
    public let address: String
    /// The title, when the page gives one.
    public let title: String?
    /// The media type.
    public let mediaType: String

    /// The feeds that a page names, in its order, each once.
    ///
    /// They are `link` elements with `rel="alternate"` and a feed's media type (the "RSS
    /// autodiscovery" convention, which HTML's "alternate" adopted).
    public static func links(inHTML page: [UInt8], baseURL: String?) -> [FeedLink] {
        var scanner = HTMLScanner(page)
        var base = baseURL
        var links: [FeedLink] = []
        while let token = scanner.next(), links.count < most {
            guard case .start(let tag) = token else { continue }
            if page.has("base", at: tag.name.lowerBound), tag.name.count == 4 {
                let address = scanner.attributes(of: tag)["href"]
                base = address.map { URIReference.resolved($0, against: baseURL) } ?? base
            } else if page.has("link", at: tag.name.lowerBound), tag.name.count == 4 {
                let found = link(of: scanner.attributes(of: tag), base: base)
                if let found, !links.contains(where: { $0.address == found.address }) {
                    links.append(found)
                }
            }
        }
        return links
    }

    private static func link(of attributes: [Attribute], base: String?) -> FeedLink? {
        let relations = attributes["rel"]?.lowercased().split(separator: " ") ?? []
        guard relations.contains("alternate") || relations.contains("feed"),
            let address = attributes["href"],
            let type = attributes["type"]?.lowercased().split(separator: ";").first.map(
                String.init
            ),
            mediaTypes.contains(type)
        else { return nil }
        return FeedLink(
            address: URIReference.resolved(address, against: base),
            title: attributes["title"],
            mediaType: type
        )
    }

    /// Nobody chooses among more.
    private static let most = 50
    private static let mediaTypes: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml",
        "application/feed+json", "text/xml", "application/xml",
    ]
}
