import EarshotModel
import FeedParsing
public import SentimentScoring
import SwiftCSV

/// Reads a word list of somebody else's, in whichever form it is given away.
public struct WordListFile: Sendable {
    /// The forms that are understood.
    public enum Format: String, CaseIterable, Sendable {
        /// A term, a mean from −4 to 4 and more, parted by tabs.
        case vader
        /// A term or phrase and a number from −5 to 5, parted by tabs.
        case afinn
        /// Terms, perhaps with a final `*`, and numbers from −5 to 5; a file or a folder of them.
        case sentistrength
        /// XML with `<word form="…" polarity="…"/>`, the polarity from −1 to 1.
        case pattern
        /// A word, `positive` or `negative`, and 1 or 0; or a word and a valence from 0 to 1.
        case nrc
        /// One term a line, all of them worth the same.
        case wordlist
        /// Fields under headings (RFC 4180), of which two are used.
        case csv
    }

    /// What a file does not say of itself.
    public struct Reading: Sendable {
        /// What each term of a `wordlist` is worth, in thousandths of a point.
        public let value: Int
        /// The best score of a `csv`.
        public let most: Double
        /// The headings of a `csv` under which term and score stand, whatever their case.
        public let columns: (term: String, score: String)

        /// Creates the answers.
        public init(
            value: Int = 2000,
            most: Double = 1,
            columns: (term: String, score: String) = ("word", "score")
        ) {
            self.value = value
            self.most = most
            self.columns = columns
        }
    }

    /// The files of a SentiStrength folder that hold terms with values.
    public static let sentiStrengthFiles = [
        "EmotionLookupTable.txt", "IdiomLookupTable.txt", "SlangLookupTable.txt",
    ]

    /// The list in a text; the name stands in errors.
    ///
    /// What is not understood is counted in the list. Throws for a `csv` that is none or has not
    /// the headings.
    public static func list(
        in text: String,
        file: String,
        format: Format,
        _ reading: Reading = Reading()
    ) throws(WordListError) -> ImportedLexicon {
        switch format {
        case .vader: ImportedLexicon(parsing: text, form: .scored(most: 4))
        case .afinn, .sentistrength: ImportedLexicon(parsing: text, form: .scored(most: 5))
        case .nrc: ImportedLexicon(parsing: text, form: .categories)
        case .wordlist: ImportedLexicon(parsing: text, form: .words(value: reading.value))
        case .pattern: try pattern(text, file: file)
        case .csv: try table(text, file: file, reading)
        }
    }

    // MARK: -

    private static func pattern(_ text: String, file: String) throws(WordListError)
        -> ImportedLexicon
    {
        let list = ElementList(of: "word", in: Array(text.utf8))
        guard list.isComplete else {
            throw WordListError(description: "\(file): the file is no whole XML document")
        }
        let rows = list.elements.map { word in
            (word["form"] ?? "", word["polarity"].flatMap(Double.init))
        }
        return ImportedLexicon(rows: rows, most: 1)
    }

    private static func table(_ text: String, file: String, _ reading: Reading)
        throws(WordListError) -> ImportedLexicon
    {
        let table: CustomerTable
        do {
            table = try CustomerTable(
                parsing: text,
                file: file,
                separatedBy: .character(separator(in: text))
            )
        } catch {
            throw WordListError(description: error.description)
        }
        let names = (table.header?.cells ?? []).map(trimmed)
        func column(_ name: String) throws(WordListError) -> Int {
            guard let place = names.firstIndex(of: trimmed(name)) else {
                throw WordListError(
                    description: "\(file):1: no heading is \"\(name)\"; there are "
                        + names.joined(separator: ", ")
                )
            }
            return place
        }
        let (term, score) = (
            try column(reading.columns.term), try column(reading.columns.score)
        )
        let rows = table.records.map { record in
            let cells = record.cells
            let value = cells.indices.contains(score) ? Double(trimmed(cells[score])) : nil
            return (cells.indices.contains(term) ? trimmed(cells[term]) : "", value)
        }
        return ImportedLexicon(rows: rows, most: reading.most)
    }

    /// The sign that parts the headings.
    private static func separator(in text: String) -> Character {
        let header = text.prefix { !$0.isNewline }
        return [",", ";", "\t"].max { one, other in
            header.count { $0 == one } < header.count { $0 == other }
        } ?? ","
    }

    private static func trimmed(_ cell: String) -> String {
        cell.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// Why a word list cannot be read, as a sentence for whoever gave it.
public struct WordListError: Error, Hashable, CustomStringConvertible {
    /// The sentence, with the file and the line.
    public let description: String
}
