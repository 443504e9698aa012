public import EarshotModel

/// The normal form that tells authors apart.
public enum AuthorKey {
    /// The key of an author: `email:…`, `handle:…`, else `name:site/folded name`.
    ///
    /// `nil` when nothing tells the author from others: no name, or one that a site writes for
    /// everybody. Addresses of machines and offices are no keys, nor is the front page of the site
    /// that the entry lies on. `site` is where the name is meant: the registrable domain.
    public static func key(
        of author: EntryAuthor,
        link: String?,
        site: String,
        impersonal: ImpersonalNames
    ) -> String? {
        let normaliser = IdentifierNormaliser()
        if let key = author.email.flatMap(normaliser.email)?.key,
            !impersonal.isMachine(email: key), !impersonal.isOffice(email: key)
        {
            return "email:\(key)"
        }
        if let key = pageKey(author.url, link: link) ?? provedKey(link) { return "handle:\(key)" }
        guard let name = author.name, !impersonal.isNobody(name: name) else { return nil }
        if let handle = normaliser.fediverse(name) ?? normaliser.reddit(name) {
            return "handle:\(handle.key)"
        }
        let words = NameKey.words(of: name).joined(separator: " ")
        return "name:\(site.lowercased())/\(words)"
    }

    /// The key of the author's page, unless it is the front page of the site itself.
    private static func pageKey(_ page: String?, link: String?) -> String? {
        guard let page, let address = PageAddress(page) else { return nil }
        if address.path.isEmpty, address.host == link.flatMap(PageAddress.init)?.host { return nil }
        return IdentifierNormaliser().owner(of: address)?.identifier.key
    }

    /// The key of the person below whose name the site keeps the entry.
    private static func provedKey(_ link: String?) -> String? {
        guard let address = link.flatMap(PageAddress.init),
            let owner = IdentifierNormaliser().owner(of: address), owner.isProved
        else { return nil }
        return owner.identifier.key
    }
}
