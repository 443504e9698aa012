import EarshotModel

/// The domains and pages of the company, by which its own people are known.
struct OwnSites: Sendable {
    private let sites: [String]

    init(_ sites: [String]) {
        self.sites = sites.map(Self.plain).filter { !$0.isEmpty }
    }

    /// The site that an author writes from; `nil` for strangers.
    ///
    /// A domain is that of an e-mail address, a subdomain's too, or the whole page. A page below a
    /// domain is a customer's, as in the company's forum, unless it is listed itself.
    func site(of authors: [EntryAuthor]) -> String? {
        sites.first { site in authors.contains { isOwn($0, site) } }
    }

    // MARK: -

    private func isOwn(_ author: EntryAuthor, _ site: String) -> Bool {
        if let url = author.url, Self.plain(url) == site { return true }
        guard let email = author.email?.lowercased(), let at = email.lastIndex(of: "@") else {
            return false
        }
        let domain = email[email.index(after: at)...]
        return domain == site || domain.hasSuffix("." + site)
    }

    /// An address in small letters without its scheme, `www.` and the last slash.
    private static func plain(_ address: String) -> String {
        var rest = address.lowercased()[...]
        for beginning in ["https://", "http://", "www."] where rest.hasPrefix(beginning) {
            rest = rest.dropFirst(beginning.count)
        }
        return String(rest.hasSuffix("/") ? rest.dropLast() : rest)
    }
}
