/// By what the entries of a feed are told apart.
public enum IdentityRule: String, CaseIterable, Codable, Sendable {
    /// By the feed's own identifiers (`guid`, `id`).
    case guid
    /// By their links, without the parameters that only track readers.
    case link
    /// By title and text.
    case content
}

/// By what the entries of a feed were told apart when it was last read, and why.
public enum IdentityUse: String, CaseIterable, Codable, Sendable {
    /// Every entry has an identifier.
    case guid
    /// No entry has an identifier, and every one a link.
    case link
    /// No entry has an identifier or a link.
    case content
    /// Some entries lack what others have.
    case mixed
    /// Entries with different links or titles share an identifier, so these count too.
    case sharedGUID = "shared_guid"
    /// Staff chose the identifiers.
    case chosenGUID = "chosen_guid"
    /// Staff chose the links.
    case chosenLink = "chosen_link"
    /// Staff chose title and text.
    case chosenContent = "chosen_content"

    /// The use of a rule that staff chose.
    public init(chosen rule: IdentityRule) {
        self =
            switch rule {
            case .guid: .chosenGUID
            case .link: .chosenLink
            case .content: .chosenContent
            }
    }

    /// The rule and its reason in words.
    public var sentence: String {
        switch self {
        case .guid: "the identifiers that the feed gives, since every entry has one"
        case .link: "their links, since no entry has an identifier"
        case .content: "title and text, since no entry has an identifier or a link"
        case .mixed: "identifier, else link, else text, since some entries lack the first"
        case .sharedGUID: "identifier and link, since several entries share an identifier"
        case .chosenGUID: "the identifiers that the feed gives, as set"
        case .chosenLink: "their links, as set"
        case .chosenContent: "title and text, as set"
        }
    }
}
