import EarshotModel

/// Gives the entries of one feed their identities.
enum EntryIdentity {
    /// Sets the identity of every entry: its guid, else its link, else its text.
    ///
    /// Where entries with different links have one guid, the link is added for all of them, so that
    /// every one survives and their order does not matter.
    static func assign(to entries: inout [Entry]) {
        let shared = sharedGuids(of: entries)
        for index in entries.indices {
            entries[index].identity = identity(of: entries[index], shared: shared)
        }
    }

    private static func identity(of entry: Entry, shared: Set<String>) -> String {
        guard let guid = entry.guid else {
            return entry.link.map { "link:\(LinkIdentity.normalised($0))" }
                ?? textIdentity(of: entry)
        }
        guard shared.contains(guid) else { return "guid:\(guid)" }
        return "guid:\(guid) link:\(entry.link.map(LinkIdentity.normalised) ?? "")"
    }

    private static func textIdentity(of entry: Entry) -> String {
        "hash:" + StableHash.hex(of: Array(entry.title.utf8) + [0] + Array(entry.text.utf8))
    }

    /// The guids that stand for more than one link.
    private static func sharedGuids(of entries: [Entry]) -> Set<String> {
        var first: [String: Int] = [:]
        var shared: Set<String> = []
        for (index, entry) in entries.enumerated() {
            guard let guid = entry.guid else { continue }
            guard let earlier = first.updateValue(first[guid] ?? index, forKey: guid) else {
                continue
            }
            let other = entries[earlier].link
            guard other != entry.link else { continue }
            if other.map(LinkIdentity.normalised) != entry.link.map(LinkIdentity.normalised) {
                shared.insert(guid)
            }
        }
        return shared
    }
}
