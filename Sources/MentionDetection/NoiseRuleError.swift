/// A mistake in the rule file of noise; it prints as `shared/noise.tsv:3: …`.
public struct NoiseRuleError: Error, Hashable, Sendable {
    /// What is wrong with a line.
    public enum Problem: Hashable, Sendable {
        /// The line has another number of columns than four.
        case notFourFields
        /// The second column says something that is not in the file's list of kinds.
        case unknownKind(String)
        /// The column needs a whole number above zero.
        case notANumber(String)
        /// The phrase holds nothing to look for.
        case notAPhrase(String)
        /// The phrase stands in the file twice for one kind.
        case repeated(String)
        /// The phrase alone would make a text noise.
        case enoughAlone(String)
        /// The file does not say how much a kind needs; the line is the last one.
        case missing(String)
    }

    /// The file, as it was named by whoever read it.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong.
    public let problem: Problem
}

extension NoiseRuleError: CustomStringConvertible {
    /// The mistake as a sentence for whoever must mend it.
    public var description: String {
        let sentence =
            switch problem {
            case .notFourFields: "the line needs 4 columns parted by tabs"
            case .unknownKind(let kind): "the kind \"\(kind)\" is not known"
            case .notANumber(let text): "\"\(text)\" is not a whole number from 1 to 100"
            case .notAPhrase(let text): "\"\(text)\" holds no word"
            case .repeated(let phrase): "\"\(phrase)\" is there twice"
            case .enoughAlone(let phrase):
                "\"\(phrase)\" weighs so much that it needs no second sign"
            case .missing(let kind): "it is not said how much \(kind) needs"
            }
        return "\(file):\(line): \(sentence)"
    }
}
