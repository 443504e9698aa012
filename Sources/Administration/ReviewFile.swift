import EarshotModel
import FeedParsing
public import Foundation
public import SettingsReading

/// A file of reviews as a site exports them: CSV, JSON or JSON Lines, read through a map of its
/// columns.
public struct ReviewFile: Sendable {
    /// One review and where it stands.
    public struct Row: Hashable, Sendable {
        /// The line, or in JSON the number of the record, from 1.
        public let line: Int
        /// The review.
        public let entry: WrittenEntry
    }

    /// The reviews that can be used, in the file's order.
    public let rows: [Row]
    /// Why the other rows cannot be used, each with its line.
    public let mistakes: [String]
    /// How many rows have a rating and nothing else.
    public let withoutText: Int

    /// The longest file that is read.
    private static let longest = 64 * 1_048_576

    /// Reads a file.
    public init(contentsOf url: URL, through map: ImportMap) throws(ReviewFileError) {
        guard let file = FileHandle(forReadingAtPath: url.path),
            let data = try? file.read(upToCount: Self.longest + 1) ?? Data()
        else { throw ReviewFileError(file: url.path, "it is missing, or it may not be read") }
        guard data.count <= Self.longest else {
            throw ReviewFileError(file: url.path, "it is longer than 64 MiB; split it")
        }
        try self.init(data, file: url.path, through: map)
    }

    /// Reads the bytes of a file; the name stands in errors.
    init(_ data: Data, file: String, through map: ImportMap) throws(ReviewFileError) {
        guard let text = Self.text(of: data) else {
            throw ReviewFileError(file: file, "it is no text in UTF-8 or UTF-16; save it as UTF-8")
        }
        let records = try ReviewRecords(text, file: file, map: map).all
        let reader = ReviewReader(map: map)
        var rows: [Row] = []
        var mistakes: [String] = []
        var withoutText = 0
        var places: [String: Int] = [:]
        for record in records {
            do throws(ReviewProblem) {
                guard let entry = try reader.entry(of: record) else {
                    withoutText += 1
                    continue
                }
                if let key = entry.link ?? entry.id {
                    let first = places[key] ?? rows.count
                    places[key] = first
                    guard first == rows.count || rows[first].entry == entry else {
                        let line = rows[first].line
                        throw ReviewProblem("\"\(key)\" stands in line \(line) with another text")
                    }
                }
                rows.append(Row(line: record.line, entry: entry))
            } catch {
                mistakes.append("\(file):\(record.line): \(error.sentence)")
            }
        }
        self.rows = rows
        self.mistakes = mistakes
        self.withoutText = withoutText
    }

    // MARK: -

    /// UTF-8, or UTF-16 as the Play Console writes it, with its mark or without.
    private static func text(of data: Data) -> String? {
        let head = Array(data.prefix(4))
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            return String(data: data, encoding: .utf16)
        }
        if head.count == 4, head[1] == 0, head[3] == 0 {
            return String(data: data, encoding: .utf16LittleEndian)
        }
        let isMarked = head.starts(with: [0xEF, 0xBB, 0xBF])
        return String(data: isMarked ? data.dropFirst(3) : data, encoding: .utf8)
    }
}

/// Why a file of reviews cannot be read at all.
public struct ReviewFileError: Error, Hashable, CustomStringConvertible {
    /// The error as a sentence with its place.
    public let description: String

    init(file: String, _ sentence: String) {
        description = "\(file): the file cannot be read: \(sentence)"
    }

    init(_ error: CustomerFileError) {
        description = error.description
    }
}

/// Why one row cannot be used.
struct ReviewProblem: Error {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}
