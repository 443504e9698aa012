public import EarshotModel
import MentionDetection

/// What would become of an entry that comes now.
public struct EntryPreview: Hashable, Sendable {
    /// How an entry stands to what is stored.
    public enum Standing: String, Hashable, Sendable {
        /// Its feed never listed it before.
        case new
        /// It is known, and its text is another now.
        case changed
        /// It is known as it is.
        case known
    }

    /// The entry.
    public let entry: Entry
    /// Whether it is new.
    public let standing: Standing
    /// The mentions that would be stored; of a known entry those that are found in it now.
    public let mentions: [Mention]
}

extension EntryIntake {
    /// What would become of entries if a feed listed them now; nothing is written.
    public func preview(_ entries: [Entry], from feed: Feed) async throws -> [EntryPreview] {
        guard let rules = try await rules.current() else { throw IntakeError.noRules }
        let fresh = try await news(among: entries, of: feed).fresh
        let news = Dictionary(fresh.map { ($0.entry.identity, $0) }) { first, _ in first }
        return entries.map { entry in
            let standing: EntryPreview.Standing =
                switch news[entry.identity] {
                case nil: .known
                case let found?: found.known == nil ? .new : .changed
                }
            return EntryPreview(
                entry: entry,
                standing: standing,
                mentions: rules.detector.mentions(in: entry, of: feed.about)
            )
        }
    }
}
