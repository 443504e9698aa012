/// The opinion words and phrases of a language, each with its value.
public struct Lexicon: Sendable {
    /// One term and what it is worth.
    public struct Entry: Sendable {
        /// The term as it is written in the file; one of several where its line has choices.
        public let term: String
        /// The value in thousandths of a point, −4000 to 4000; 0 takes the words out of scoring.
        public let value: Int
        /// The line of the file, counted from 1.
        public let line: Int
        let pattern: TermPattern
        let sense: SenseGuard?

        /// Reads a line: a term, a value and perhaps a guard.
        init(_ line: RuleLine) throws(RuleFileError) {
            try line.require(fields: 2...3, named: "a term and a value, perhaps a guard,")
            let pattern = try TermPattern(line.fields[0], of: line)
            term = line.fields[0]
            value = try line.thousandths(inField: 1, allowed: Lexicon.values)
            sense =
                line.fields.count > 2 ? try SenseGuard(parsing: line.fields[2], line: line) : nil
            self.line = line.number
            self.pattern = pattern
        }

        /// Whether the term counts only beside certain words.
        public var isGuarded: Bool { sense != nil }

        /// The words of the term with their accents, in small letters and without `*`.
        var words: [String] { Lexicon.words(of: term) }
    }

    /// The words of a term with their accents, in small letters and without `*`.
    static func words(of term: String) -> [String] {
        term.lowercased().replacing("*", with: "").split { $0 == " " || $0 == "-" }.map(
            String.init
        )
    }

    /// What no two lines may have in common.
    private struct Key: Hashable {
        let pattern: TermPattern
        let sense: SenseGuard?
        /// The term as it is written, where its accents matter.
        let spelling: String?

        init(pattern: TermPattern, sense: SenseGuard?, term: String) {
            self.pattern = pattern
            self.sense = sense
            spelling = sense?.isSpelled == true ? term : nil
        }
    }

    /// The values that a term may have, in thousandths of a point.
    public static let values = -4000...4000

    /// The file that the entries come from, as the caller named it.
    public let file: String
    /// The entries in the order of the file; a line with choices gives one for each term.
    public let entries: [Entry]

    /// Creates a lexicon from the text of a rule file: a term, a tab, a value and perhaps a guard.
    ///
    /// Two lines whose terms fold to the same words are a mistake, whatever their values, unless
    /// their guards tell them apart.
    public init(parsing text: String, file: String) throws(RuleFileError) {
        try self.init(text, file: file, refusingRepeats: true)
    }

    /// Creates a lexicon from a list from elsewhere; of two lines for one term the first serves.
    init(imported text: String, file: String) throws(RuleFileError) {
        try self.init(text, file: file, refusingRepeats: false)
    }

    /// The line of a rule file that is read back as a term, a value and perhaps a guard; `nil`
    /// where one of them holds a tab or another sign that no line can hold.
    public static func line(_ fields: [String]) -> String? { RuleLine.written(fields) }

    // MARK: -

    private init(
        _ text: String,
        file: String,
        refusingRepeats: Bool
    ) throws(RuleFileError) {
        var entries: [Entry] = []
        var known: Set<Key> = []
        for line in RuleLine.lines(of: text, file: file) {
            for single in try line.singles(inField: 0) {
                let entry = try Entry(single)
                let key = Key(pattern: entry.pattern, sense: entry.sense, term: entry.term)
                if known.insert(key).inserted {
                    entries.append(entry)
                } else if refusingRepeats {
                    throw line.mistake(.repeated(entry.term))
                }
            }
        }
        self.file = file
        self.entries = entries
    }
}
