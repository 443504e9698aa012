public import EarshotModel

extension Entry {
    /// The identity of an entry that no feed lists, because somebody wrote it down or a file has
    /// it: its link, else its guid, else its text and its author.
    ///
    /// Two spellings of one address are one identity; so is one text by one author, wherever it
    /// comes from.
    public var writtenIdentity: String {
        if let link { return "link:\(LinkIdentity.normalised(link))" }
        if let guid { return "guid:\(guid)" }
        let author = authors.first
        let parts = [title, text, author?.name ?? "", author?.url ?? "", author?.email ?? ""]
        return "hash:" + StableHash.hex(of: Array(parts.joined(separator: "\0").utf8))
    }

    /// The form of an absolute link in which two spellings of one address are equal: without the
    /// parameters that only track readers.
    public static func normalLink(_ link: String) -> String {
        LinkIdentity.normalised(link)
    }
}
