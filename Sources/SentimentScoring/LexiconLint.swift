import TextAnalysis

/// Finds lines of a lexicon that contradict one another or do nothing.
///
/// Repeated terms never get so far: a lexicon that holds any is refused when it is read.
public enum LexiconLint {
    /// What is wrong with a line.
    public enum Problem: Equatable, Sendable {
        /// A stem of the same letters says the opposite.
        case contradicts(stem: String)
        /// A stem gives the word the same value anyway.
        case covered(by: String)
        /// A term without value that takes no word out of scoring.
        case hidesNothing
        /// The term is not written as words are looked up.
        case notFolded(String)
        /// Other terms or words of its own take it away wherever it stands.
        case unreachable
    }

    /// One line that should be mended.
    public struct Finding: Equatable, Sendable, CustomStringConvertible {
        /// The file as the caller named it.
        public let file: String
        /// The line, counted from 1.
        public let line: Int
        /// The term as it is written.
        public let term: String
        /// What is wrong.
        public let problem: Problem

        /// The finding as one sentence with its place.
        public var description: String {
            let text =
                switch problem {
                case .contradicts(let stem): "says the opposite of \"\(stem)\""
                case .covered(let stem): "is covered by \"\(stem)\""
                case .hidesNothing: "has no value and hides no term that has one"
                case .notFolded(let form): "should be written \"\(form)\""
                case .unreachable: "is never found, not even in its own words"
                }
            return "\(file):\(line): \"\(term)\" \(text)"
        }
    }

    /// How near to its stem's value a word does nothing, in thousandths of a point.
    private static let sameValue = 300

    /// Everything that should be mended in a language's lexicon, in the order of the file.
    ///
    /// With the name of a file, such as `own.tsv`, only what is to be mended there. Lists from
    /// elsewhere are left out: they are nobody's here to mend, and serve where others say nothing.
    public static func findings(in rules: LanguageRules, file: String? = nil) -> [Finding] {
        rules.lexicons.filter { lexicon in
            let name = lexicon.file.dropFirst(rules.language.count + 1)
            return file.map { name == $0 } ?? !name.hasPrefix(RuleFiles.importedPrefix)
        }.flatMap { findings(in: $0, of: rules) }
    }

    // MARK: -

    private static func findings(in lexicon: Lexicon, of rules: LanguageRules) -> [Finding] {
        let stems = Dictionary(
            lexicon.entries.compactMap { entry in
                entry.singleStem.map { ($0, entry) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        return lexicon.entries.flatMap { entry in
            problems(of: entry, stems: stems, rules: rules).map { problem in
                Finding(
                    file: lexicon.file,
                    line: entry.line,
                    term: entry.term,
                    problem: problem
                )
            }
        }
    }

    private static func problems(
        of entry: Lexicon.Entry,
        stems: [[UInt8]: Lexicon.Entry],
        rules: LanguageRules
    ) -> [Problem] {
        var problems: [Problem] = []
        let form = entry.term.lowercased()
        if form != entry.term { problems.append(.notFolded(form)) }
        if entry.value == 0, rules.hides(entry.pattern) == false { problems.append(.hidesNothing) }
        if let word = entry.singleWord, let stem = stems[word],
            stem.value.signum() * entry.value.signum() < 0
        {
            problems.append(.contradicts(stem: stem.term))
        }
        if let stem = coveringStem(of: entry, stems) { problems.append(.covered(by: stem.term)) }
        if entry.value != 0, !LexiconSample(entry, rules).isFound { problems.append(.unreachable) }
        return problems
    }

    /// The longest shorter stem that a word begins with, when it gives the same value.
    private static func coveringStem(
        of entry: Lexicon.Entry,
        _ stems: [[UInt8]: Lexicon.Entry]
    ) -> Lexicon.Entry? {
        guard !entry.isGuarded, let letters = entry.singleWord ?? entry.singleStem else {
            return nil
        }
        let longest = letters.count - (entry.singleStem == nil ? 0 : 1)
        guard longest >= TermPattern.shortestStem else { return nil }
        for length in (TermPattern.shortestStem...longest).reversed() {
            guard let stem = stems[Array(letters.prefix(length))] else { continue }
            guard !stem.isGuarded, entry.value != 0 else { return nil }
            return abs(stem.value - entry.value) <= sameValue ? stem : nil
        }
        return nil
    }
}

extension Lexicon.Entry {
    /// The folded letters, when the term is one word.
    fileprivate var singleWord: [UInt8]? {
        guard pattern.count == 1, case .word(let bytes) = pattern.pieces[0] else { return nil }
        return bytes
    }

    /// The folded letters, when the term is one stem.
    fileprivate var singleStem: [UInt8]? {
        guard pattern.count == 1, case .stem(let bytes) = pattern.pieces[0] else { return nil }
        return bytes
    }
}

extension LanguageRules {
    /// Whether a term covers a shorter one that means something.
    fileprivate func hides(_ pattern: TermPattern) -> Bool {
        let keys = pattern.pieces.map { piece in
            switch piece {
            case .word(let bytes) where bytes.first == UInt8(ascii: "#"):
                book.fact(of: .handle, 0..<bytes.count, in: bytes.span).keys
            case .word(let bytes): book.words.keys(of: bytes.span, from: 0, to: bytes.count)
            case .stem(let bytes): book.words.keys(of: bytes.span, from: 0, to: bytes.count)
            case .number, .any: WordTable.Keys.none
            }
        }
        return keys.indices.contains { start in
            var hides = false
            book.trie.matches({ distance in
                keys.indices.contains(start + distance) ? (keys[start + distance], false) : nil
            }) { length, meaning in
                let isWhole = start == 0 && length == keys.count
                let isSilent = meaning.opinion.map { book.opinions[$0].value == 0 } ?? true
                if !isSilent || (meaning.isMark && !isWhole) { hides = true }
            }
            return hides
        }
    }
}
