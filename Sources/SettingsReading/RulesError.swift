public import SentimentScoring

/// The mistakes in the rules of the languages, the first of each language.
public struct RulesError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The mistakes, in the order of the languages.
    public let mistakes: [RuleFileError]

    /// The mistakes, one a line, and what to do about them.
    public var description: String {
        let remedy = "mend the rule files, or put the shipped ones back; then: earshot check"
        return (mistakes.map(\.description) + [remedy]).joined(separator: "\n")
    }

    init(_ mistakes: [RuleFileError]) {
        self.mistakes = mistakes
    }
}
