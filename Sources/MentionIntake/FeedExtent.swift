import EarshotModel

/// How much of its texts a feed gives: what staff set, else what its entries show.
///
/// It is learned anew from what the feed lists, so that a feed that changes its habit is read as it
/// is now. In a feed that gives texts, an entry without one is a post that is all title; in one
/// that gives none it is a headline.
struct FeedExtent {
    private let chosen: EntryExtent?
    private let givesTitlesOnly: Bool
    private let givesBeginningsOnly: Bool

    /// With fewer entries a feed shows no habit, and its kind must do.
    private static let fewest = 3

    /// What stands where a text goes on elsewhere.
    private static let cuts = ["…", "...", "[…]", "[...]", "(…)", "(...)"]

    init(of entries: [Entry], kind: FeedKind, chosen: EntryExtent?) {
        self.chosen = chosen
        if entries.count < Self.fewest {
            givesTitlesOnly = kind == .news
            givesBeginningsOnly = kind == .news || kind == .blog
        } else {
            givesTitlesOnly = entries.count(where: Self.isBare) * 2 >= entries.count
            givesBeginningsOnly = entries.count(where: Self.isCut) * 2 >= entries.count
        }
    }

    /// How much of one entry there is.
    func extent(of entry: Entry) -> EntryExtent {
        if let chosen { return chosen }
        if Self.isBare(entry) { return givesTitlesOnly ? .headline : .full }
        return givesBeginningsOnly && Self.isCut(entry) ? .excerpt : .full
    }

    // MARK: -

    /// Whether there is nothing but the title, said once or twice.
    private static func isBare(_ entry: Entry) -> Bool {
        let text = entry.text.trimmed
        return !entry.title.isEmpty && (text.isEmpty || text == entry.title.trimmed)
    }

    private static func isCut(_ entry: Entry) -> Bool {
        let text = entry.text.trimmed
        return cuts.contains { text.hasSuffix($0) }
    }
}

extension String {
    fileprivate var trimmed: Substring {
        var rest = self[...]
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest.drop { $0.isWhitespace }
    }
}
