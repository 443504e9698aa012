public import EarshotModel

extension IdentifierNormaliser {
    /// The key of a handle or a page as a record has it; `nil` for what tells nobody apart.
    ///
    /// `mastodon:@jane@site.example`, `@jane@site.example`, `reddit:u/jane`, `/u/jane`,
    /// `twitter:@jane`, `https://github.com/jane`, `url:www.jane.example/about`. A bare `@jane` has
    /// no site and so no key.
    public func handle(_ text: String) -> Identifier? {
        let text = FullWidth.narrowed(text).trimmingSpaces
        if let colon = text.firstIndex(of: ":"), !text[colon...].hasPrefix("://") {
            let rest = text[text.index(after: colon)...].trimmingSpaces
            return handle(prefix: text[..<colon].lowercased(), rest: String(rest))
                ?? page(String(text))
        }
        return fediverse(text) ?? reddit(text) ?? page(String(text))
    }

    /// The key of a page, by its address: of the person whose page it is, else of the page itself.
    public func page(_ text: String) -> Identifier? {
        PageAddress(text).flatMap { owner(of: $0)?.identifier }
    }

    /// Whose page an address is; a site's own pages are nobody's.
    func owner(of address: PageAddress) -> (identifier: Identifier, isProved: Bool)? {
        if let platform = Platform(host: address.host) {
            return platform.owner(of: address).map { owner in
                (key(platform, owner.user), !owner.hasOtherAuthors)
            }
        }
        if let user = fediverseUser(of: address) { return (user, true) }
        return (Identifier(kind: .handle, key: "url:\(address.key)"), false)
    }

    /// The key of a name on a site.
    func key(_ platform: Platform, _ user: String) -> Identifier {
        Identifier(kind: .handle, key: "\(platform.rawValue):\(user)")
    }

    /// The key of `@jane@site.example`; the first `@` may be missing when `isCertain`.
    func fediverse(_ text: some StringProtocol, isCertain: Bool = false) -> Identifier? {
        guard isCertain || text.hasPrefix("@") else { return nil }
        let parts = text.split(separator: "@")
        guard parts.count == 2, let user = UserName.normalised(parts[0]) else { return nil }
        return fediverse(user: user, host: parts[1].lowercased())
    }

    /// The key of `u/jane` or `/user/jane`.
    func reddit(_ text: some StringProtocol) -> Identifier? {
        let parts = text.split(separator: "/")
        guard parts.count == 2, ["u", "user"].contains(parts[0].lowercased()) else { return nil }
        return UserName.normalised(parts[1]).map { key(.reddit, $0) }
    }
}

extension IdentifierNormaliser {
    private func handle(prefix: String, rest: String) -> Identifier? {
        switch prefix {
        case "mastodon", "fedi", "fediverse", "activitypub", "acct", "pleroma", "misskey":
            return fediverse(rest, isCertain: true) ?? page(rest)
        case "url", "web", "website", "blog", "homepage":
            return page(rest)
        default:
            guard let platform = Platform(word: prefix) else { return nil }
            if let address = PageAddress(rest), Platform(host: address.host) == platform {
                return platform.owner(of: address).map { key(platform, $0.user) }
            }
            let user = rest.split(separator: "/").last ?? ""
            return UserName.normalised(user).map { key(platform, $0) }
        }
    }

    /// Mastodon and its kin: `/@jane`, `/@jane/1234`, `/users/jane`, `/web/@jane`, and a guest seen
    /// from another server, `/@jane@site.example`.
    private func fediverseUser(of address: PageAddress) -> Identifier? {
        var path = address.path[...]
        if path.first == "web" { path = path.dropFirst() }
        guard let first = path.first else { return nil }
        if first.hasPrefix("@") {
            return fediverse(first)
                ?? UserName.normalised(first).flatMap { fediverse(user: $0, host: address.host) }
        }
        guard first == "users", let user = path.dropFirst().first else { return nil }
        return UserName.normalised(user).flatMap { fediverse(user: $0, host: address.host) }
    }

    private func fediverse(user: String, host: String) -> Identifier? {
        guard PageAddress.isHost(host) || host.contains(":") else { return nil }
        return Identifier(kind: .handle, key: "fedi:\(user)@\(host)")
    }
}
