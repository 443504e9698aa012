/// A site on which people have names of their own.
enum Platform: String, CaseIterable {
    case bluesky
    case facebook
    case github
    case instagram
    case linkedin
    case reddit
    case telegram
    case threads
    case tiktok
    case x
    case youtube

    /// Further words that people write for the site.
    private static let words: [String: Platform] = [
        "bsky": .bluesky, "fb": .facebook, "ig": .instagram, "insta": .instagram, "tg": .telegram,
        "twitter": .x, "yt": .youtube,
    ]

    private static let hosts: [String: Platform] = [
        "bsky.app": .bluesky, "facebook.com": .facebook, "github.com": .github,
        "gist.github.com": .github, "instagram.com": .instagram, "linkedin.com": .linkedin,
        "reddit.com": .reddit, "t.me": .telegram, "threads.com": .threads, "threads.net": .threads,
        "tiktok.com": .tiktok, "twitter.com": .x, "x.com": .x, "youtube.com": .youtube,
    ]

    /// The site that a word means; `nil` when it means none.
    init?(word: String) {
        guard let platform = Platform(rawValue: word) ?? Self.words[word] else { return nil }
        self = platform
    }

    /// The site at a host; `nil` for any other.
    ///
    /// Countries and old or mobile front doors stand before the name: `de.linkedin.com`,
    /// `old.reddit.com`.
    init?(host: String) {
        let parent = host.drop { $0 != "." }.dropFirst()
        let isFrontDoor = host.prefix { $0 != "." }.utf8.count <= 3
        guard let platform = Self.hosts[host] ?? (isFrontDoor ? Self.hosts[String(parent)] : nil)
        else { return nil }
        self = platform
    }

    /// Whether a bare `@name` may be meant for this site.
    var hasBareHandles: Bool {
        switch self {
        case .instagram, .telegram, .threads, .tiktok, .x, .youtube: true
        case .bluesky, .facebook, .github, .linkedin, .reddit: false
        }
    }
}

/// Whose page an address is, and whether what stands there is that person's own.
struct PageOwner: Hashable {
    /// The name on the site.
    let user: String
    /// Whether others write below this address too, as in a repository's issues.
    let hasOtherAuthors: Bool
}

extension Platform {
    /// The person to whom a path on this site belongs; `nil` when it is nobody's.
    func owner(of address: PageAddress) -> PageOwner? {
        let path = address.path
        guard let first = path.first else { return nil }
        switch self {
        case .reddit: return named(after: ["u", "user"], in: path)
        case .bluesky: return named(after: ["profile"], in: path)
        case .linkedin: return named(after: ["in"], in: path)
        case .threads, .tiktok, .youtube:
            return first.hasPrefix("@") ? owner(first) : nil
        case .telegram:
            return first == "s" ? named(after: ["s"], in: path) : unreserved(first)
        case .github:
            let isRepository = path.count > 1 && address.host != "gist.github.com"
            return unreserved(first, hasOtherAuthors: isRepository)
        case .facebook, .instagram, .x: return unreserved(first)
        }
    }

    private func named(after words: Set<String>, in path: [String]) -> PageOwner? {
        guard path.count > 1, words.contains(path[0]) else { return nil }
        return owner(path[1])
    }

    private func unreserved(_ name: String, hasOtherAuthors: Bool = false) -> PageOwner? {
        reserved.contains(name) ? nil : owner(name, hasOtherAuthors: hasOtherAuthors)
    }

    private func owner(_ name: String, hasOtherAuthors: Bool = false) -> PageOwner? {
        guard let user = UserName.normalised(name) else { return nil }
        return PageOwner(user: user, hasOtherAuthors: hasOtherAuthors)
    }

    /// First parts of paths that are the site's own.
    private var reserved: Set<String> {
        switch self {
        case .x:
            [
                "i", "home", "search", "hashtag", "intent", "share", "explore", "settings", "login",
                "messages", "notifications", "compose", "tos", "privacy",
            ]
        case .github:
            [
                "about", "apps", "collections", "contact", "customer-stories", "enterprise",
                "events",
                "explore", "features", "issues", "login", "marketplace", "new", "notifications",
                "orgs",
                "organizations", "pricing", "pulls", "search", "security", "settings", "site",
                "sponsors", "stars", "topics", "trending",
            ]
        case .facebook:
            [
                "events", "groups", "hashtag", "login", "marketplace", "pages", "people",
                "permalink.php",
                "photo", "photo.php", "posts", "profile.php", "sharer", "story.php", "watch",
            ]
        case .instagram: ["accounts", "explore", "p", "reel", "reels", "stories", "tv"]
        case .telegram: ["addstickers", "c", "joinchat", "share"]
        case .bluesky, .linkedin, .reddit, .threads, .tiktok, .youtube: []
        }
    }
}

/// The names that people have on sites.
enum UserName {
    /// The name without `@`, in small letters; `nil` for what is no name.
    static func normalised(_ text: some StringProtocol) -> String? {
        var name = text.lowercased()
        if name.hasPrefix("@") { name.removeFirst() }
        guard name.utf8.count <= mostBytes,
            name.utf8.contains(where: { isLetterOrDigit($0) }),
            name.utf8.allSatisfy({ isLetterOrDigit($0) || "._-".utf8.contains($0) })
        else { return nil }
        return name
    }

    private static let mostBytes = 100

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x80...: true
        default: false
        }
    }
}
