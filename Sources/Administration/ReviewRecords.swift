import Foundation
import SettingsReading
import SwiftCSV

/// One row of a file: the value of each column, or of each path in JSON.
struct ReviewRecord {
    let line: Int
    let value: (String) -> String?

    /// The trimmed value of the first column of a field that is not blank.
    func text(_ field: ImportMap.Field, _ map: ImportMap) -> String? {
        for name in map.columns[field] ?? [] {
            let text = value(name)?.trimmingCharacters(in: .whitespacesAndNewlines)
            if let text, !text.isEmpty { return text }
        }
        return nil
    }
}

/// The rows of a file, whatever its form.
struct ReviewRecords {
    let all: [ReviewRecord]

    init(_ text: String, file: String, map: ImportMap) throws(ReviewFileError) {
        let start = text.first { !$0.isWhitespace }
        if start == "{" || start == "[" {
            all = try Self.json(text, file: file, map: map)
        } else {
            all = try Self.table(text, file: file, map: map)
        }
    }

    // MARK: - CSV

    private static func table(_ text: String, file: String, map: ImportMap)
        throws(ReviewFileError) -> [ReviewRecord]
    {
        let table: CustomerTable
        do {
            let separator = map.separator ?? Self.separator(in: text)
            table = try CustomerTable(
                parsing: text,
                file: file,
                separatedBy: .character(separator)
            )
        } catch {
            throw ReviewFileError(error)
        }
        var columns: [String: Int] = [:]
        for (index, cell) in (table.header?.cells ?? []).enumerated().reversed() {
            columns[key(cell)] = index
        }
        try check(columns, file: file, map: map)
        return table.records.map { record in
            ReviewRecord(line: record.line) { name in
                columns[key(name)].flatMap { index in
                    record.cells.indices.contains(index) ? record.cells[index] : nil
                }
            }
        }
    }

    private static func check(_ columns: [String: Int], file: String, map: ImportMap)
        throws(ReviewFileError)
    {
        let needed = (map.columns[.text] ?? []) + (map.columns[.title] ?? [])
        guard !needed.contains(where: { columns[key($0)] != nil }) else { return }
        let names = needed.map { "\"\($0)\"" }.joined(separator: " or ")
        throw ReviewFileError(
            file: file,
            "its header has no column \(names); is it an export of \(map.title)?"
        )
    }

    private static func key(_ name: String) -> String {
        name.trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// Whichever separates the most columns of the header.
    private static func separator(in text: String) -> Character {
        let header = text.prefix { !$0.isNewline }
        let marks: [Character] = [",", ";", "\t"]
        let counts = marks.map { mark in header.count { $0 == mark } }
        let most = zip(counts, marks).max { $0.0 < $1.0 }
        return most.flatMap { $0.0 > 0 ? $0.1 : nil } ?? ","
    }

    // MARK: - JSON

    private static func json(_ text: String, file: String, map: ImportMap)
        throws(ReviewFileError) -> [ReviewRecord]
    {
        if let whole = value(of: text) {
            let list = map.rows.isEmpty ? whole : member(map.rows, of: whole) ?? whole
            let values = list as? [Any] ?? [list]
            return zip(1..., values).map { record($1, line: $0) }
        }
        let lines = zip(1..., text.split(omittingEmptySubsequences: false) { $0.isNewline })
        var records: [ReviewRecord] = []
        for (number, line) in lines where !line.allSatisfy(\.isWhitespace) {
            guard let value = value(of: String(line)) else {
                throw ReviewFileError(file: "\(file):\(number)", "the line is no JSON")
            }
            records.append(record(value, line: number))
        }
        return records
    }

    private static func value(of text: String) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    private static func record(_ value: Any, line: Int) -> ReviewRecord {
        let texts = Self.texts(in: value, below: "")
        return ReviewRecord(line: line) { texts[key($0)] }
    }

    /// Every text and number of a value by its path, so that no foreign object is kept.
    private static func texts(in value: Any, below path: String) -> [String: String] {
        switch value {
        case let members as [String: Any]:
            members.reduce(into: [:]) { texts, member in
                let name = key(path.isEmpty ? member.key : "\(path).\(member.key)")
                texts.merge(Self.texts(in: member.value, below: name)) { first, _ in first }
            }
        case let text as String: [path: text]
        case let number as NSNumber: [path: number.stringValue]
        default: [:]
        }
    }

    private static func member(_ path: String, of value: Any) -> Any? {
        path.split(separator: ".").reduce(value) { value, key in
            (value as? [String: Any])?[String(key)]
        }
    }
}
