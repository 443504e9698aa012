import EarshotModel

/// Gives the entries of one feed their identities.
enum EntryIdentity {
    /// Sets the identity of every entry: its guid, else its link, else its text.
    ///
    /// Where entries with different links have one guid, the link is added for all of them; where
    /// entries still have one identity and different titles, a hash of the title is added. So every
    /// one survives, and their order does not matter.
    static func assign(to entries: inout [Entry]) {
        for index in entries.indices { entries[index].identity = identity(of: entries[index]) }
        tellApart(&entries) { entry in
            entry.guid == nil ? "" : " link:\(entry.link.map(LinkIdentity.normalised) ?? "")"
        }
        tellApart(&entries) { " hash:\(StableHash.hex(of: headline(of: $0)))" }
    }

    private static func identity(of entry: Entry) -> String {
        if let guid = entry.guid { return "guid:\(guid)" }
        if let link = entry.link { return "link:\(LinkIdentity.normalised(link))" }
        return "hash:" + StableHash.hex(of: Array(entry.title.utf8) + [0] + Array(entry.text.utf8))
    }

    /// The title; and the date where there is no title, as in scripting.com's notes, or nothing but
    /// the site's address for an identity, as in nixos.org's news.
    private static func headline(of entry: Entry) -> [UInt8] {
        guard entry.guid == nil || entry.title.isEmpty, let published = entry.published else {
            return Array(entry.title.utf8)
        }
        return Array("\(entry.title) \(published.rawValue)".utf8)
    }

    /// Adds the suffix to all entries whose identity stands for more than one of them.
    private static func tellApart(_ entries: inout [Entry], by suffix: (Entry) -> String) {
        var listed: Set<String> = []
        let repeated = Set(entries.map(\.identity).filter { !listed.insert($0).inserted })
        guard !repeated.isEmpty else { return }
        var suffixes: [String: Set<String>] = [:]
        for entry in entries where repeated.contains(entry.identity) {
            suffixes[entry.identity, default: []].insert(suffix(entry))
        }
        for index in entries.indices {
            let identity = entries[index].identity
            guard let known = suffixes[identity], known.count > 1 else { continue }
            entries[index].identity = identity + suffix(entries[index])
        }
    }
}
