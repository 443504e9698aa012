public import EarshotModel

/// What is the same for one story in whatever feed it is listed: its page, its title and its date.
///
/// Contributions to one discussion stand at one page, under one title; their dates tell them apart,
/// and without dates their texts.
public struct StoryKey: Hashable, Sendable, CustomStringConvertible {
    /// The key in 32 hexadecimal digits, the same on every machine and in every version.
    public let description: String

    /// The key of an entry; `nil` without a page, which alone is not enough and yet must be there.
    public init?(of entry: Entry) {
        guard let link = entry.link else { return nil }
        // In seconds: RSS tells no more, where Atom tells thousandths.
        let moment = entry.published.map { "\($0.rawValue / 1000)" } ?? entry.text
        let words = entry.title.isEmpty ? entry.text : entry.title
        let parts = [LinkIdentity.normalised(link), words, moment]
        // U+0000 never occurs in an entry, so that no two lists of parts look alike.
        description = StableHash.hex(of: Array(parts.joined(separator: "\0").utf8))
    }
}
