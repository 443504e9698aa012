import EarshotModel

/// Gives the entries of one feed their identities.
enum EntryIdentity {
    /// Sets the identity of every entry: its guid, else its link, else its text.
    ///
    /// A chosen rule comes first where the entry has what it asks for. It is told what was used.
    ///
    /// Where entries with different links have one guid, the link is added for all of them; where
    /// entries still have one identity and different titles, a hash of the title is added. So every
    /// one survives, and their order does not matter.
    @discardableResult
    static func assign(to entries: inout [Entry], by rule: IdentityRule? = nil) -> IdentityUse {
        for index in entries.indices {
            entries[index].identity = identity(of: entries[index], by: rule)
        }
        let isShared = tellApart(&entries) { entry in
            entry.guid == nil ? "" : " link:\(entry.link.map(LinkIdentity.normalised) ?? "")"
        }
        tellApart(&entries) { " hash:\(StableHash.hex(of: headline(of: $0)))" }
        return rule.map(IdentityUse.init(chosen:)) ?? (isShared ? .sharedGUID : use(in: entries))
    }

    private static func identity(of entry: Entry, by rule: IdentityRule?) -> String {
        let guid = entry.guid.map { "guid:\($0)" }
        let link = entry.link.map { "link:\(LinkIdentity.normalised($0))" }
        switch rule {
        case nil, .guid: return guid ?? link ?? content(of: entry)
        case .link: return link ?? guid ?? content(of: entry)
        case .content: return content(of: entry)
        }
    }

    private static func content(of entry: Entry) -> String {
        "hash:" + StableHash.hex(of: Array(entry.title.utf8) + [0] + Array(entry.text.utf8))
    }

    /// What tells the entries apart where nobody chose and nothing is shared.
    private static func use(in entries: [Entry]) -> IdentityUse {
        if entries.allSatisfy({ $0.guid != nil }) { return .guid }
        guard entries.allSatisfy({ $0.guid == nil }) else { return .mixed }
        if entries.allSatisfy({ $0.link != nil }) { return .link }
        return entries.allSatisfy { $0.link == nil } ? .content : .mixed
    }

    /// The title; and the date where there is no title, as in scripting.com's notes, or nothing but
    /// the site's address for an identity, as in nixos.org's news.
    private static func headline(of entry: Entry) -> [UInt8] {
        guard entry.guid == nil || entry.title.isEmpty, let published = entry.published else {
            return Array(entry.title.utf8)
        }
        return Array("\(entry.title) \(published.rawValue)".utf8)
    }

    /// Adds the suffix to all entries whose identity stands for more than one of them; whether
    /// there are such.
    @discardableResult
    private static func tellApart(_ entries: inout [Entry], by suffix: (Entry) -> String) -> Bool {
        var listed: Set<String> = []
        let repeated = Set(entries.map(\.identity).filter { !listed.insert($0).inserted })
        guard !repeated.isEmpty else { return false }
        var isAdded = false
        var suffixes: [String: Set<String>] = [:]
        for entry in entries where repeated.contains(entry.identity) {
            suffixes[entry.identity, default: []].insert(suffix(entry))
        }
        for index in entries.indices {
            let identity = entries[index].identity
            guard let known = suffixes[identity], known.count > 1 else { continue }
            entries[index].identity = identity + suffix(entries[index])
            isAdded = true
        }
        return isAdded
    }
}
