public import EarshotModel
public import Foundation

/// A feed as a file lists it.
public struct ListedFeed: Hashable, Sendable {
    /// The address.
    public let address: String
    /// The kind of place.
    public let kind: FeedKind
    /// A name to read.
    public let title: String?
    /// The language of its entries.
    public let language: String?
    /// The name of the brand that every entry is about.
    public let about: String?
}

/// Reads a list of feeds: YAML as `Feeds/README.md` tells, or plain text with an address a line.
public enum FeedsFile {
    /// Reads a file.
    public static func read(contentsOf url: URL) throws(SettingsError) -> [ListedFeed] {
        try read(FileText.read(url), file: url.path)
    }

    /// Reads the text of a file; the name stands in errors.
    public static func read(_ text: String, file: String) throws(SettingsError) -> [ListedFeed] {
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let content = lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        if !content.isEmpty, content.allSatisfy(isAddress) {
            return content.map { plain($0) }
        }
        let yaml = YAMLText(text, file: file)
        let root = yaml.mapping
        root.allow("feeds")
        let feeds = root.mappings("feeds").compactMap(feed)
        try yaml.finish()
        return feeds
    }

    private static func isAddress(_ line: String) -> Bool {
        ["http://", "https://", "file:"].contains { line.hasPrefix($0) }
            && !line.contains(where: \.isWhitespace)
    }

    private static func plain(_ address: String) -> ListedFeed {
        ListedFeed(address: address, kind: .blog, title: nil, language: nil, about: nil)
    }

    private static func feed(_ row: YAMLMapping) -> ListedFeed? {
        row.allow("address", "kind", "title", "language", "about")
        guard let address = row.string("address") else {
            row.report("a feed needs an address", "address")
            return nil
        }
        return ListedFeed(
            address: address,
            kind: row.word("kind", FeedKind.self) ?? .blog,
            title: row.string("title"),
            language: row.string("language"),
            about: row.string("about")
        )
    }
}
