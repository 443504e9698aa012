/// A word to which somebody of the company gave a value of its own, as the store keeps it.
public struct CompanyWord: Hashable, Sendable {
    /// The term as word lists write it: small letters, perhaps a final `*`.
    public let term: String
    /// The language as a primary tag, such as `en`.
    public let language: String
    /// The value in thousandths of a point; 0 takes the words out of scoring.
    public let value: Int
    /// Who gave the value; `nil` for somebody at the machine.
    public let author: StaffMember.ID?
    /// When.
    public let at: Instant

    /// Creates a word.
    public init(
        term: String,
        language: String,
        value: Int,
        author: StaffMember.ID?,
        at: Instant
    ) {
        self.term = term
        self.language = language
        self.value = value
        self.author = author
        self.at = at
    }

    /// Whether the other is about the same term of the same language.
    public func isAbout(_ other: CompanyWord) -> Bool {
        term == other.term && language == other.language
    }
}

extension CompanyWord: Codable {
    private enum CodingKeys: CodingKey {
        case term, language, value, author, at
    }

    /// Reads a word of a ruleset's document.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            term: try values.decode(String.self, forKey: .term),
            language: try values.decode(String.self, forKey: .language),
            value: try values.decode(Int.self, forKey: .value),
            author: try values.decodeIfPresent(StaffMember.ID.self, forKey: .author),
            at: Instant(milliseconds: try values.decode(Int64.self, forKey: .at))
        )
    }

    /// Writes the word with its time in milliseconds.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(term, forKey: .term)
        try values.encode(language, forKey: .language)
        try values.encode(value, forKey: .value)
        try values.encodeIfPresent(author, forKey: .author)
        try values.encode(at.rawValue, forKey: .at)
    }
}
