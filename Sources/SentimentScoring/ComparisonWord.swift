/// A word such as "than": where the thing stands that another is compared with.
enum ComparisonWord: String, CaseIterable, Sendable {
    /// Directly behind the word: "better than Acme".
    case behind
    /// Behind the word, and the opinion directly before it, where the word has other uses too:
    /// "mejor que Acme".
    case next
    /// Behind the word, where a word such as "lebih" stands before the opinion.
    case led
    /// Such a word.
    case lead
    /// Directly before the word, as in Tamil.
    case before
}
