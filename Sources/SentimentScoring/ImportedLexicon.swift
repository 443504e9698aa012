/// A word list of somebody else's, read from one of the forms in which such lists are given away.
///
/// Every value is brought to the scale of ours, −4 to 4, so that lists of different scales may be
/// used side by side.
public struct ImportedLexicon: Sendable {
    /// The forms that are understood.
    public enum Format: String, CaseIterable, Sendable {
        /// A term, a mean from −4 to 4 and more, parted by tabs.
        case vader
        /// A term or phrase and a number from −5 to 5, parted by tabs.
        case afinn
        /// A term, perhaps with a final `*`, and a number from −5 to 5.
        case sentistrength
        /// `<word form="…" polarity="…"/>` with a polarity from −1 to 1.
        case pattern
        /// A word, `positive` or `negative`, and 1 or 0; or a word and a valence from 0 to 1.
        case nrc
        /// One term a line, all of them worth the same.
        case wordlist
        /// Fields parted by commas under headings, of which `word` and `score` are used.
        case csv
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

    /// Reads a list.
    ///
    /// `value` is what each term of a `wordlist` is worth, in thousandths of a point; `most` is the
    /// best score of a `csv`. Never fails: what is not understood is counted.
    public init(parsing text: String, format: Format, value: Int = 2000, most: Double = 1) {
        var reader = ImportedLine(format: format, wordValue: value, most: most)
        var places: [TermPattern: Int] = [:]
        for line in text.split(whereSeparator: \.isNewline) where line.first != "#" {
            guard let (written, value) = reader.read(line) else { continue }
            let term = written.lowercased()
            guard value != 0, let pattern = TermPattern(term), !term.contains("\t") else {
                skippedLines += 1
                continue
            }
            let entry = Entry(term: term, value: Self.bounded(value))
            if let known = places[pattern] {
                join(entry, at: known, adding: format == .nrc)
            } else {
                places[pattern] = entries.count
                entries.append(entry)
            }
        }
        skippedLines += reader.skippedLines
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

/// Reads a line of a foreign list as a term and a value in thousandths of a point.
private struct ImportedLine {
    let format: ImportedLexicon.Format
    let wordValue: Int
    let most: Double
    private(set) var skippedLines = 0
    /// The fields in which a `csv` holds term and value.
    private var columns: (term: Int, value: Int)?

    init(format: ImportedLexicon.Format, wordValue: Int, most: Double) {
        self.format = format
        self.wordValue = wordValue
        self.most = most
    }

    /// The term and the value of a line; `nil` for headings and what is not understood.
    mutating func read(_ line: Substring) -> (String, Int)? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        switch format {
        case .vader: return scored(fields, most: 4)
        case .afinn, .sentistrength: return scored(fields, most: 5)
        case .pattern: return element(line)
        case .nrc: return category(fields)
        case .wordlist: return (trimmed(line), wordValue)
        case .csv: return row(line)
        }
    }

    // MARK: -

    private mutating func scored(_ fields: [String], most: Double) -> (String, Int)? {
        guard fields.count > 1, let score = Double(fields[1]), score.isFinite else { return skip() }
        return (fields[0], points(score, most: most))
    }

    private mutating func element(_ line: Substring) -> (String, Int)? {
        guard let term = attribute("form", of: line), let text = attribute("polarity", of: line),
            let score = Double(text), score.isFinite
        else { return skip() }
        return (term, points(score, most: 1))
    }

    private func attribute(_ name: String, of line: Substring) -> String? {
        guard let start = line.firstRange(of: " \(name)=\"")?.upperBound else { return nil }
        return String(line[start...].prefix { $0 != "\"" })
    }

    private mutating func category(_ fields: [String]) -> (String, Int)? {
        guard fields.count > 1 else { return skip() }
        if let valence = Double(fields[1]), (0...1).contains(valence) {
            return (fields[0], points(2 * valence - 1, most: 1))
        }
        let signs = ["positive": 2000, "negative": -2000]
        guard fields.count > 2, fields[2] == "1", let value = signs[fields[1]] else { return nil }
        return (fields[0], value)
    }

    private mutating func row(_ line: Substring) -> (String, Int)? {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { field in
            trimmed(field).filter { $0 != "\"" }
        }
        guard let columns else {
            let names = fields.map { $0.lowercased() }
            if let term = names.firstIndex(of: "word"), let value = names.firstIndex(of: "score") {
                self.columns = (term, value)
                return nil
            }
            return skip()
        }
        guard fields.indices.contains(columns.term), fields.indices.contains(columns.value),
            let score = Double(fields[columns.value]), score.isFinite
        else { return skip() }
        return (fields[columns.term], points(score, most: most))
    }

    private mutating func skip() -> (String, Int)? {
        skippedLines += 1
        return nil
    }

    private func trimmed(_ text: Substring) -> String {
        let front = text.drop(while: \.isWhitespace)
        return String(front.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// A score of a scale that ends at `most` as thousandths of a point, to a tenth of one.
    private func points(_ score: Double, most: Double) -> Int {
        guard most > 0 else { return 0 }
        let share = min(max(score / most, -1), 1)
        return Int((share * 40).rounded()) * 100
    }
}
