import TextAnalysis

/// The words that tell whether an address in a text is the author's own or somebody else's.
public struct AddressWords: Hashable, Sendable {
    /// What words say about an address beside them.
    enum Kind: String {
        case claimBefore = "claim_before"
        case claimAfter = "claim_after"
        case quoteBefore = "quote_before"
        case quoteAfter = "quote_after"
        case quoteRest = "quote_rest"
        case filler
        case at
        case dot
    }

    /// The words of the longest phrase.
    let longest: Int
    private let phrases: [Kind: Set<String>]

    /// Reads the words from the text of a rule file.
    ///
    /// Each line has a language, a kind and one or more words, parted by tabs; the kinds are
    /// explained in the shipped file.
    public init(parsing text: String, file: String) throws(LinkRuleError) {
        let table = try RuleTable(parsing: text, file: file, columns: 3)
        var phrases: [Kind: Set<String>] = [:]
        var longest = 1
        for row in table.rows {
            guard let kind = Kind(rawValue: row.fields[1]) else {
                throw table.mistake(.unknownKind(row.fields[1]), in: row)
            }
            let words = Folding.folded(row.fields[2]).split(separator: " ")
            guard !words.isEmpty else { throw table.mistake(.notAWord(row.fields[2]), in: row) }
            longest = max(longest, words.count)
            phrases[kind, default: []].insert(words.joined(separator: " "))
        }
        self.longest = longest
        self.phrases = phrases
    }

    /// Whether folded words parted by single spaces are of a kind.
    func contains(_ words: String, as kind: Kind) -> Bool {
        phrases[kind]?.contains(words) ?? false
    }
}
