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
    /// How much its mentions weigh, from 0 to 100; 0 when the file does not say.
    public let weight: Int
    /// How much of its texts it gives; to be learned when missing.
    public let extent: EntryExtent?

    /// Creates a feed of a list.
    public init(
        address: String,
        kind: FeedKind,
        title: String? = nil,
        language: String? = nil,
        about: String? = nil,
        weight: Int = 0,
        extent: EntryExtent? = nil
    ) {
        self.address = address
        self.kind = kind
        self.title = title
        self.language = language
        self.about = about
        self.weight = weight
        self.extent = extent
    }
}

/// Reads a list of feeds: YAML as `Feeds/README.md` tells, or plain text with an address a line.
public enum FeedsFile {
    /// Reads a file.
    public static func read(contentsOf url: URL) throws(SettingsError) -> [ListedFeed] {
        try read(FileText.read(url), file: url.path)
    }

    /// Reads the text of a file; the name stands in errors.
    public static func read(_ text: String, file: String) throws(SettingsError) -> [ListedFeed] {
        let lines = zip(1..., text.split(omittingEmptySubsequences: false) { $0.isNewline })
            .map { (number: $0, text: $1.trimmingCharacters(in: .whitespaces)) }
            .filter { !$0.text.isEmpty && !$0.text.hasPrefix("#") }
        if let first = lines.first, isAddress(first.text) {
            return try plain(lines, file: file)
        }
        let yaml = YAMLText(text, file: file)
        let root = yaml.mapping
        root.allow(["feeds"])
        let feeds = root.mappings("feeds").compactMap(feed)
        try yaml.finish()
        guard !feeds.isEmpty else {
            throw SettingsError(
                file: file,
                "there is no feed in it; write \"feeds: [{address: …}]\", or an address a line"
            )
        }
        return feeds
    }

    /// Whether a text begins as an address does, and is one word.
    static func isAddress(_ line: String) -> Bool {
        let start = line.prefix(8).lowercased()
        return ["http://", "https://", "file:"].contains { start.hasPrefix($0) }
            && !line.contains(where: \.isWhitespace)
    }

    private static func plain(_ lines: [(number: Int, text: String)], file: String)
        throws(SettingsError) -> [ListedFeed]
    {
        let mistakes = lines.filter { !isAddress($0.text) }.map { line in
            SettingsMistake(
                file: file,
                line: line.number,
                key: "",
                sentence: "\"\(line.text)\" is no address; write one that begins with https://"
            )
        }
        guard mistakes.isEmpty else { throw SettingsError(mistakes) }
        return lines.map { line in
            ListedFeed(
                address: line.text,
                kind: .blog,
                title: nil,
                language: nil,
                about: nil,
                weight: 0
            )
        }
    }

    private static func feed(_ row: YAMLMapping) -> ListedFeed? {
        row.allow(["address", "kind", "title", "language", "about", "weight", "extent"])
        guard let address = row.string("address") else {
            row.report("a feed needs an address", "address")
            return nil
        }
        return ListedFeed(
            address: address,
            kind: row.word("kind", FeedKind.self) ?? .blog,
            title: row.string("title"),
            language: row.string("language"),
            about: row.string("about"),
            weight: row.int("weight", in: 0...100) ?? 0,
            extent: row.word("extent", EntryExtent.self)
        )
    }
}
