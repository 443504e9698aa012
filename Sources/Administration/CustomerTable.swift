import SwiftCSV

/// The records of a CSV text (RFC 4180), each with the line on which it begins.
struct CustomerTable {
    /// One record.
    struct Record {
        let line: Int
        let cells: [String]
    }

    /// The first record, which names the columns; `nil` for an empty text.
    let header: Record?
    /// The other records, without blank lines.
    let records: [Record]

    /// Reads a text; the name stands in errors.
    init(parsing text: String, file: String, separatedBy delimiter: CSVDelimiter = .comma)
        throws(CustomerFileError)
    {
        var line = 1
        var found: [Record] = []
        do {
            // The library tells no lines, so they are counted: one a record, and those in quotes.
            let table = try CSV<Enumerated>(
                string: text + "\n",
                delimiter: delimiter,
                loadColumns: false,
                rowLimit: 0
            )
            try table.enumerateAsArray(startAt: 0, rowLimit: nil) { cells in
                if cells != [""] { found.append(Record(line: line, cells: cells)) }
                line += 1
                for cell in cells { line += cell.utf8.count { $0 == UInt8(ascii: "\n") } }
            }
        } catch {
            throw CustomerFileError(
                file: file,
                line: line,
                problem: .unreadable("a quotation mark stands inside a value; double it")
            )
        }
        // Every mark that opens needs one that closes, also where two stand for one.
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
            throw CustomerFileError(
                file: file,
                line: found.last?.line,
                problem: .unreadable("a quotation mark that opens here is never closed")
            )
        }
        header = found.first
        records = Array(found.dropFirst())
    }
}
