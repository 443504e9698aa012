/// Why a customer file cannot be read; it prints as a sentence for whoever must mend it.
public struct CustomerFileError: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// It is no CSV in UTF-8.
        case unreadable(String)
        /// The header lacks a column.
        case missingColumn(String)
        /// The header names a column twice.
        case repeatedColumn(String)
        /// A record has more or fewer values than the header has columns.
        case notRectangular(values: Int, columns: Int)
        /// A record lacks a value.
        case missingValue(String)
        /// Two records have the same id.
        case repeated(String)
    }

    /// The file.
    public let file: String
    /// The line on which the record begins, from 1; `nil` for the file as a whole.
    public let line: Int?
    /// What is wrong.
    public let problem: Problem

    /// The error as `customers.csv:12: "id" is empty`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return switch problem {
        case .unreadable(let reason): "\(place): the file cannot be read: \(reason)"
        case .missingColumn(let name):
            "\(place): the header has no column \"\(name)\"; write one such as id,name,email"
        case .repeatedColumn(let name): "\(place): the header names \"\(name)\" twice"
        case .notRectangular(let values, let columns):
            "\(place): there are \(values) values for \(columns) columns; "
                + "put a value that holds a comma in quotation marks"
        case .missingValue(let name): "\(place): \"\(name)\" is empty"
        case .repeated(let id): "\(place): the id \"\(id)\" stands in the file twice"
        }
    }
}
