import EarshotModel

/// Why something could not be set up; nothing was changed.
public enum AdministrationError: Error, Hashable, Sendable {
    /// The text is no address of a feed.
    case notAnAddress(String)
    /// There is no such feed.
    case noSuchFeed(String)
    /// There is no such brand.
    case noSuchBrand(String)
    /// Somebody with that e-mail address exists.
    case memberExists(String)
    /// There is nobody with that e-mail address.
    case noSuchMember(String)
    /// The person with that e-mail address may not sign in.
    case deactivated(String)
    /// There is no token with that name or id that can still be used.
    case noSuchToken(String)
    /// Several tokens have that name; their ids tell them apart.
    case severalTokens(String, ids: [String])
    /// Mentions were never judged again under that number.
    case noSuchRun(String)
    /// Nobody gave that term of that language a value of its own.
    case noSuchWord(String, language: String)
    /// The store is the demo's and takes no real brand.
    case demo
    /// The store holds real data, and the demo must not enter it.
    case realData
    /// A value cannot be used, and why.
    case invalid(field: String, reason: String)
}

extension AdministrationError: CustomStringConvertible {
    /// The error as a sentence.
    public var description: String {
        switch self {
        case .notAnAddress(let text):
            "\"\(MaskedAddress(text))\" is no address of a feed; write one that begins with "
                + "https:// or http://"
        case .noSuchFeed(let text):
            "there is no feed \"\(MaskedAddress(text))\"; see \"earshot feeds list\""
        case .noSuchBrand(let name): "there is no brand \"\(name)\"; see \"earshot rules list\""
        case .memberExists(let email): "there is somebody with the address \(email) already"
        case .noSuchMember(let email): "there is nobody with the address \(email)"
        case .deactivated(let email):
            "\(email) is deactivated; \"earshot staff activate \(email)\" takes that back"
        case .noSuchToken(let text):
            "there is no token \"\(text)\" in use; see \"earshot token list\""
        case .noSuchRun(let text):
            "there is no run \"\(text)\"; see \"earshot rescore --runs\""
        case .noSuchWord(let term, let language):
            "nobody gave \"\(term)\" of the language \(language) a value; see "
                + "\"earshot lexicon corrections\""
        case .severalTokens(let name, let ids):
            "several tokens are named \"\(name)\"; name one by its id: "
                + ids.joined(separator: ", ")
        case .demo:
            "this is the demo's data, which takes no real brand; leave it with \"earshot init\" in "
                + "a data directory of your own"
        case .realData:
            "this data directory holds data of yours, and the demo must not enter it; name another "
                + "one with --data-dir"
        case .invalid(let field, let reason): "\(field): \(reason)"
        }
    }
}
