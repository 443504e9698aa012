public import Foundation

/// The feeds of a file, each with its line, and the lines that could not be used.
public struct FeedList: Hashable, Sendable {
    /// One feed and where it stands.
    public struct Row: Hashable, Sendable {
        /// The feed.
        public let feed: ListedFeed
        /// The line, from 1; `nil` when nobody knows.
        public let line: Int?
    }

    /// The feeds, in the file's order.
    public let rows: [Row]
    /// What is wrong with the other lines.
    public let mistakes: [SettingsMistake]
}

extension FeedsFile {
    /// Reads a file: OPML, YAML, or plain text with an address a line.
    ///
    /// Of OPML, which other programs write, every line that can be used is given beside the
    /// mistakes in others; a file that people write for us is taken as a whole, or throws.
    public static func list(contentsOf url: URL) throws(SettingsError) -> FeedList {
        let bytes = try FileText.bytes(url)
        if let list = OPMLFile.read(bytes, file: url.path) {
            guard list.rows.isEmpty, list.mistakes.isEmpty else { return list }
            throw SettingsError(file: url.path, "there is no feed in it")
        }
        let rows = try read(contentsOf: url).map { FeedList.Row(feed: $0, line: nil) }
        return FeedList(rows: rows, mistakes: [])
    }
}
