/// A mistake in a rule file of the linker; it prints as `order-words.tsv:3: …`.
public struct LinkRuleError: Error, Hashable, Sendable {
    /// What is wrong with a line.
    public enum Problem: Hashable, Sendable {
        /// The line has another number of columns than it must have.
        case notFields(expected: Int)
        /// The column says something that is not in the file's list of kinds.
        case unknownKind(String)
        /// The column needs a number within a thousand bits.
        case notANumber(String)
        /// The column is empty, or holds several words where one is meant.
        case notAWord(String)
        /// The factor stands in the file twice.
        case repeated(String)
        /// The file lacks this factor; the line is the last one.
        case missing(String)
    }

    /// The file, as it was named by whoever read it.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong.
    public let problem: Problem

    init(file: String, line: Int, problem: Problem) {
        self.file = file
        self.line = line
        self.problem = problem
    }
}

extension LinkRuleError: CustomStringConvertible {
    /// The mistake as a sentence for whoever must mend it.
    public var description: String {
        let sentence =
            switch problem {
            case .notFields(let expected): "the line needs \(expected) columns parted by tabs"
            case .unknownKind(let kind): "the kind \"\(kind)\" is not known"
            case .notANumber(let text): "the weight \"\(text)\" is not a number of bits"
            case .notAWord(let text): "\"\(text)\" is not one word"
            case .repeated(let factor): "the factor \"\(factor)\" is there twice"
            case .missing(let factor): "the factor \"\(factor)\" is missing"
            }
        return "\(file):\(line): \(sentence)"
    }
}
