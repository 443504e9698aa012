import EarshotModel
public import RecordStorage

/// What somebody can do about a feed that fails, by the code of its problem.
public struct FeedRemedy: Hashable, Sendable, CustomStringConvertible {
    /// The remedy as a sentence.
    public let description: String

    /// The remedy for a feed; `nil` when nothing is wrong with it.
    public init?(for health: FeedHealth) {
        guard let code = health.problem?.code else { return nil }
        let sentence =
            Self.sentences[code] ?? (code.hasPrefix("http_5") ? Self.waiting : Self.looking)
        description =
            health.state == .gone
            ? "It is not asked any more; remove it, or add its new address." : sentence
    }

    private static let waiting =
        "Nothing: it is asked again by itself. If it goes on for days, ask whoever runs it."
    private static let looking = "Open the address in a browser and see what it shows."
    private static let moved =
        "Look on the site for the feed's address of today; add that and remove this one."

    private static let untrusted =
        "Nothing here: the site's certificate must be mended by whoever runs it. An authority of "
        + "your own can be named under \"authorities\" in the settings."

    private static let sentences = [
        "bad_address": "Remove it and add it again with the right address.",
        "unsupported_scheme": "Remove it and add it again with an http or https address.",
        "cannot_resolve": "Check the host's name for typing errors; else wait for its owner.",
        "refused_address":
            "Allow its network under \"networks\" in the settings, if you trust it.",
        "cannot_connect": waiting,
        "not_secure": untrusted,
        "unknown_authority":
            "Name it under \"authorities\" in the settings, or set the feed's authority to none.",
        "timed_out": waiting,
        "cut_short": waiting,
        "too_large":
            "Look for a shorter feed on the site, or raise \"limits.body\" in the settings.",
        "not_a_feed": moved,
        "not_stored": "Look for the error in the log; it is asked again by itself.",
        "unusable_rules":
            "Mend the file that the log and \"earshot check\" name; it is asked again by itself.",
        "redirect": moved,
        "redirect_loop": moved,
        "too_many_redirects": moved,
        "http_401": "Add it again with the address that its site gives to subscribers.",
        "http_403": "Ask the site's owner to let this reader in; tell them \"contact\".",
        "http_404": moved,
        "http_429": "Nothing: it is asked less often now, as the server wishes.",
    ]
}
