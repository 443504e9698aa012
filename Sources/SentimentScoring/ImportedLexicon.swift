/// A word list of somebody else's, brought to our scale.
///
/// Every value lies between −4 and 4, so that lists of different scales may be used side by side.
public struct ImportedLexicon: Sendable {
    /// How the lines of a list are written.
    public enum Form: Hashable, Sendable {
        /// A term and a score between `-most` and `most`, parted by a tab; what follows is left.
        case scored(most: Double)
        /// A word, `positive` or `negative`, and 1 or 0; or a word and a valence from 0 to 1.
        case categories
        /// One term, worth so many thousandths of a point.
        case words(value: Int)
    }

    /// One term and its value on our scale.
    public struct Entry: Hashable, Sendable {
        /// The term in small letters.
        public let term: String
        /// The value in thousandths of a point.
        public let value: Int
    }

    /// The terms in the order of the list, each once.
    public private(set) var entries: [Entry] = []
    /// Terms that the list has again with another value; the first value was taken.
    public private(set) var contradictions: [String] = []
    /// How many lines hold no term that can be looked up, or no value other than 0.
    public private(set) var skippedLines = 0

    /// Reads a list; lines that begin with `#` are comments.
    ///
    /// Never fails: what is not understood is counted.
    public init(parsing text: String, form: Form) {
        var reader = ImportedLine(form: form)
        var places: [TermPattern: Int] = [:]
        for line in text.split(whereSeparator: \.isNewline) where line.first != "#" {
            guard let (written, value) = reader.read(line) else { continue }
            add(written, value, to: &places, adding: form == .categories)
        }
        skippedLines += reader.skippedLines
    }

    /// Takes the rows of a table: terms with scores between `-most` and `most`.
    public init(rows: [(term: String, score: Double?)], most: Double) {
        var places: [TermPattern: Int] = [:]
        for (term, score) in rows {
            guard let score, score.isFinite else {
                skippedLines += 1
                continue
            }
            add(term, Self.points(score, most: most), to: &places, adding: false)
        }
    }

    /// The list as a rule file, with where it comes from and under which licence.
    public func file(source: String, licence: String) -> String {
        let head = [
            Self.sourceMark + Self.oneLine(source), "# licence: " + Self.oneLine(licence),
            "# term\tvalue",
        ]
        let lines = entries.compactMap { RuleLine.written([$0.term, Self.number($0.value)]) }
        return (head + lines).map { $0 + "\n" }.joined()
    }

    /// Whether the text of a rule file is a list that came from a source.
    public static func isList(_ text: String, from source: String) -> Bool {
        Self.source(of: text) == oneLine(source)
    }

    /// Where the list in the text of a rule file comes from, as its first line says; `nil` where it
    /// does not.
    public static func source(of text: String) -> String? {
        let line = text.prefix { !$0.isNewline }
        return line.hasPrefix(sourceMark) ? String(line.dropFirst(sourceMark.count)) : nil
    }

    // MARK: -

    private static let sourceMark = "# source: "

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private static func bounded(_ value: Int) -> Int {
        min(max(value, Lexicon.values.lowerBound), Lexicon.values.upperBound)
    }

    private mutating func add(
        _ written: String,
        _ value: Int,
        to places: inout [TermPattern: Int],
        adding isAdded: Bool
    ) {
        let term = written.lowercased()
        guard value != 0, let pattern = TermPattern(term), !term.contains("\t") else {
            skippedLines += 1
            return
        }
        let entry = Entry(term: term, value: Self.bounded(value))
        if let known = places[pattern] { return join(entry, at: known, adding: isAdded) }
        places[pattern] = entries.count
        entries.append(entry)
    }

    private mutating func join(_ entry: Entry, at place: Int, adding isAdded: Bool) {
        let known = entries[place]
        guard known.value != entry.value else { return }
        if isAdded {
            let sum = Self.bounded(known.value + entry.value)
            entries[place] = Entry(term: known.term, value: sum)
        } else {
            contradictions.append(entry.term)
        }
    }

    /// A value in points with a decimal point.
    static func number(_ thousandths: Int) -> String {
        let sign = thousandths < 0 ? "-" : ""
        let (whole, rest) = abs(thousandths).quotientAndRemainder(dividingBy: 1000)
        guard rest != 0 else { return sign + String(whole) }
        let digits = String(String(1000 + rest).dropFirst())
        return sign + "\(whole)." + String(digits.reversed().drop { $0 == "0" }.reversed())
    }
}

extension ImportedLexicon {
    /// A score of a scale that ends at `most` as thousandths of a point, to a tenth of one.
    fileprivate static func points(_ score: Double, most: Double) -> Int {
        guard most > 0 else { return 0 }
        let share = min(max(score / most, -1), 1)
        return Int((share * 40).rounded()) * 100
    }
}

/// Reads a line of a foreign list as a term and a value in thousandths of a point.
private struct ImportedLine {
    let form: ImportedLexicon.Form
    private(set) var skippedLines = 0

    init(form: ImportedLexicon.Form) {
        self.form = form
    }

    /// The term and the value of a line; `nil` for headings and what is not understood.
    mutating func read(_ line: Substring) -> (String, Int)? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        switch form {
        case .scored(let most): return scored(fields, most: most)
        case .categories: return category(fields)
        case .words(let value): return (trimmed(line), value)
        }
    }

    // MARK: -

    private mutating func scored(_ fields: [String], most: Double) -> (String, Int)? {
        guard fields.count > 1, let score = Double(fields[1]), score.isFinite else { return skip() }
        return (fields[0], ImportedLexicon.points(score, most: most))
    }

    private mutating func category(_ fields: [String]) -> (String, Int)? {
        guard fields.count > 1 else { return skip() }
        if let valence = Double(fields[1]), (0...1).contains(valence) {
            return (fields[0], ImportedLexicon.points(2 * valence - 1, most: 1))
        }
        let signs = ["positive": 2000, "negative": -2000]
        guard fields.count > 2, fields[2] == "1", let value = signs[fields[1]] else { return nil }
        return (fields[0], value)
    }

    private mutating func skip() -> (String, Int)? {
        skippedLines += 1
        return nil
    }

    private func trimmed(_ text: Substring) -> String {
        let front = text.drop(while: \.isWhitespace)
        return String(front.reversed().drop(while: \.isWhitespace).reversed())
    }
}
