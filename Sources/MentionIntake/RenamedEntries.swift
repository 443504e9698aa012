import EarshotModel
import FeedParsing
import RecordStorage

/// Recognises entries whose feed changed their identifiers, so that they are no news.
///
/// An entry is one that the store has when both were published at the same moment and stand at the
/// same link, and either nothing else in the feed stands there or the text is the same. An entry
/// that the feed still lists under its own identifier is never another one.
struct RenamedEntries {
    private var candidates: [AlikeEntry]
    private let shared: Set<String>

    /// Takes what the store has, and what the feed lists now.
    init(_ candidates: [AlikeEntry], listed entries: [Entry]) {
        let identities = Set(entries.map(\.identity))
        self.candidates = candidates.filter { !identities.contains($0.identity) }
        var links: Set<String> = []
        shared = Set(
            entries.compactMap { Self.place($0.link) }.filter { !links.insert($0).inserted }
        )
    }

    /// The identity under which the store has the entry; each is given once.
    mutating func identity(of entry: Entry, hash: String) -> String? {
        let place = Self.place(entry.link)
        let isAlone = place.map { !shared.contains($0) } ?? false
        // What has neither link nor date could be the same words said twice.
        guard place != nil || entry.published != nil else { return nil }
        let index = candidates.firstIndex { known in
            known.published == entry.published && Self.place(known.link) == place
                && (isAlone && known.published != nil || known.contentHash == hash)
        }
        return index.map { candidates.remove(at: $0).identity }
    }

    private static func place(_ link: String?) -> String? {
        link.map(Entry.normalLink)
    }
}
