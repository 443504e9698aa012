/// The name of an element with a canonical prefix, whatever prefix the document chose.
struct ElementName: Hashable {
    /// The canonical prefix of the namespace; empty for RSS's own elements.
    let prefix: String
    /// The local name in small letters, because `pubdate` and `PubDate` occur.
    let local: String

    /// Prefix and local name as the vocabularies write them: `dc:creator`, or `title`.
    var text: String { prefix.isEmpty ? local : "\(prefix):\(local)" }

    /// Creates a name from what the document wrote.
    ///
    /// A namespace that is missing or unknown counts as what its prefix usually means, because
    /// prefixes without a declaration are common.
    init(local: String, prefix: String?, namespace: String?) {
        self.local = local.lowercased()
        if let namespace, let known = Self.prefixes[Self.normalised(namespace)] {
            self.prefix = known
        } else {
            self.prefix = prefix?.lowercased() ?? ""
        }
    }

    /// Namespaces differ from what was meant by case and by what stands at the end.
    private static func normalised(_ namespace: String) -> String {
        var name = namespace.lowercased()[...]
        if name.hasPrefix("https:") { name = "http:" + name.dropFirst(6) }
        while let last = name.last, last == "/" || last == "#" || last == " " { name.removeLast() }
        return String(name.drop { $0 == " " })
    }

    private static let prefixes: [String: String] = [
        "http://purl.org/rss/1.0": "",
        "http://purl.org/net/rss1.1": "",
        "http://purl.org/rss/1.0/modules/rss091": "",
        "http://my.netscape.com/rdf/simple/0.9": "",
        "http://channel.netscape.com/rdf/simple/0.9": "",
        "http://backend.userland.com/rss": "",
        "http://backend.userland.com/rss2": "",
        "http://blogs.law.harvard.edu/tech/rss": "",
        "http://www.w3.org/2005/atom": "atom",
        "http://purl.org/atom/ns": "atom",
        "http://purl.org/echo": "atom",
        "http://purl.org/pie": "atom",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
        "http://www.w3.org/1999/xhtml": "xhtml",
        "http://purl.org/dc/elements/1.0": "dc",
        "http://purl.org/dc/elements/1.1": "dc",
        "http://purl.org/dc/terms": "dcterms",
        "http://purl.org/rss/1.0/modules/content": "content",
        "http://purl.org/rss/1.0/modules/syndication": "sy",
        "http://search.yahoo.com/mrss": "media",
        "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
        "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
        "http://itunes.apple.com/rss": "im",
        "http://schemas.google.com/g/2005": "gd",
        "http://letterboxd.com": "letterboxd",
        "http://podcastindex.org/namespace/1.0": "podcast",
        "http://purl.org/syndication/thread/1.0": "thr",
        "http://purl.org/rss/1.0/modules/slash": "slash",
        "http://www.georss.org/georss": "georss",
        "http://wellformedweb.org/commentapi": "wfw",
        "http://purl.org/metadata/dublin_core": "dc",
    ]
}
