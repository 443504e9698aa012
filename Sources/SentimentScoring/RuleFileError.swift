/// A mistake in a rule file, told with its place to whoever must mend it.
public struct RuleFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with a line or a file.
    public enum Problem: Equatable, Sendable {
        /// A file that every language needs is not there.
        case missingFile
        /// The line has another number of tab-separated fields than its format asks for.
        case fieldCount(expected: String, found: Int)
        /// A number was expected.
        case notANumber(String)
        /// The number lies outside the range that the format allows.
        case outOfRange(String, allowed: String)
        /// The term holds no word, or signs that never reach a lookup.
        case notATerm(String)
        /// The choices of a line stand for more terms than one line may.
        case tooManyTerms(String, most: Int)
        /// The same term stands in the file twice.
        case repeated(String)
        /// A sense guard that is not understood.
        case notAGuard(String)
        /// A word of a closed choice was expected.
        case notAChoice(String, choices: String)
        /// A weight that the scorer needs is not given.
        case missingWeight(String)
        /// The language that people mix this one with is not there.
        case noSuchLanguage(String)
    }

    /// The file as the caller named it, such as `es/lexicon.tsv`.
    public let file: String
    /// The line, counted from 1; 0 when the whole file is meant.
    public let line: Int
    /// What is wrong.
    public let problem: Problem

    /// Creates a mistake at a place.
    public init(file: String, line: Int, problem: Problem) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// The mistake as one sentence: `es/lexicon.tsv:41: the weight "−2,5" is not a number`.
    public var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        return "\(place): \(sentence)"
    }

    private var sentence: String {
        switch problem {
        case .missingFile:
            "this rule file is needed and was not given"
        case .fieldCount(let expected, let found):
            "a line needs \(expected) separated by tabs, this one has \(found)"
        case .notANumber(let text):
            "the weight \"\(text)\" is not a number"
        case .outOfRange(let text, let allowed):
            "the weight \(text) lies outside \(allowed)"
        case .notATerm(let term):
            "\"\(term)\" is no term: words, a final * on a word, <n> and <w> are allowed"
        case .tooManyTerms(let term, let most):
            "\"\(term)\" stands for more than \(most) terms: part it into several lines"
        case .repeated(let term):
            "\"\(term)\" stands in this file already"
        case .notAGuard(let text):
            "\"\(text)\" is no guard: before=…, after=…, !before=… or !after=… are"
        case .notAChoice(let text, let choices):
            "\"\(text)\" is none of \(choices)"
        case .missingWeight(let name):
            "the weight \"\(name)\" is not given"
        case .noSuchLanguage(let name):
            "there is no language \(name) to mix with"
        }
    }
}
