public import EarshotModel

/// A hash of what people read in an entry, by which an edited entry is known.
///
/// It covers title, text and authors, and neither dates, links nor mark-up, which feeds change
/// without changing the entry.
public struct EntryFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// The hash in 32 hexadecimal digits, the same on every machine and in every version.
    public let description: String

    /// Computes the fingerprint of an entry.
    public init(of entry: Entry) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entry.title.utf8.count + entry.text.utf8.count + 64)
        func add(_ text: String?) {
            bytes.append(contentsOf: (text ?? "").utf8)
            // U+0000 never occurs in an entry, so that no two lists of fields look alike.
            bytes.append(0)
        }
        add(entry.title)
        add(entry.text)
        for author in entry.authors {
            add(author.name)
            add(author.url)
            add(author.email)
        }
        description = StableHash.hex(of: bytes)
    }
}
