public import EarshotModel
public import Foundation
import SwiftCSV

/// A customer file: CSV in UTF-8 with a header (RFC 4180), one customer a line.
///
/// The header names the columns `id,name,given_name,family_name,company,email,phone,city,country,
/// language,handles,order_ids` in any order; only `id` and `name` are needed. `; ` separates
/// several e-mail addresses, telephone numbers, handles or order numbers.
public struct CustomerFile: Sendable {
    /// The customers in the file's order; each id is the number of its record, from 1.
    public let customers: [Customer]

    /// Reads the text of a file; the name stands in errors.
    public init(parsing text: String, file: String) throws(CustomerFileError) {
        let csv: CSV<Enumerated>
        do {
            csv = try CSV<Enumerated>(string: text, delimiter: .comma, loadColumns: false)
        } catch {
            throw CustomerFileError(file: file, record: nil, problem: .unreadable("\(error)"))
        }
        var columns: [String: Int] = [:]
        for (index, name) in csv.header.enumerated() {
            let plain = name.trimmingCharacters(in: .whitespaces).lowercased()
            columns[plain.replacing("\u{FEFF}", with: "")] = index
        }
        for needed in ["id", "name"] where columns[needed] == nil {
            throw CustomerFileError(file: file, record: nil, problem: .missingColumn(needed))
        }
        var seen: Set<String> = []
        var customers: [Customer] = []
        for (number, cells) in zip(1..., csv.rows) {
            let customer = Self.customer(CustomerLine(cells: cells, columns: columns), number)
            guard !customer.reference.isEmpty else {
                throw CustomerFileError(file: file, record: number, problem: .missingValue("id"))
            }
            guard seen.insert(customer.reference).inserted else {
                throw CustomerFileError(
                    file: file,
                    record: number,
                    problem: .repeated(customer.reference)
                )
            }
            customers.append(customer)
        }
        self.customers = customers
    }

    /// Reads a file.
    public init(contentsOf url: URL) throws(CustomerFileError) {
        let text: String
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw CustomerFileError(
                file: url.path,
                record: nil,
                problem: .unreadable("it is missing or not UTF-8 text")
            )
        }
        try self.init(parsing: text, file: url.path)
    }

    // MARK: -

    private static func customer(_ line: CustomerLine, _ number: Int) -> Customer {
        Customer(
            id: Customer.ID(rawValue: Int64(number)),
            reference: line.text("id") ?? "",
            name: line.text("name") ?? "",
            givenName: line.text("given_name"),
            familyName: line.text("family_name"),
            company: line.text("company"),
            city: line.text("city"),
            country: line.text("country"),
            language: line.text("language"),
            emails: line.list("email"),
            phones: line.list("phone"),
            handles: line.list("handles"),
            orders: line.list("order_ids")
        )
    }
}

/// One record of the file, by column name.
private struct CustomerLine {
    let cells: [String]
    let columns: [String: Int]

    /// The trimmed value; `nil` when the column is missing or the cell is blank.
    func text(_ column: String) -> String? {
        guard let index = columns[column], cells.indices.contains(index) else { return nil }
        let value = cells[index].trimmingCharacters(in: .whitespacesAndNewlines)
        return value.isEmpty ? nil : value
    }

    func list(_ column: String) -> [String] {
        (text(column) ?? "").split(separator: ";")
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }
}

/// Why a customer file cannot be read; it prints as a sentence for whoever must mend it.
public struct CustomerFileError: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// It is no CSV in UTF-8.
        case unreadable(String)
        /// The header lacks a column.
        case missingColumn(String)
        /// A record lacks a value.
        case missingValue(String)
        /// Two records have the same id.
        case repeated(String)
    }

    /// The file.
    public let file: String
    /// The number of the record behind the header, from 1; `nil` for the file as a whole.
    public let record: Int?
    /// What is wrong.
    public let problem: Problem

    /// The error as a sentence.
    public var description: String {
        let place = record.map { "\(file), record \($0)" } ?? file
        return switch problem {
        case .unreadable(let reason): "\(place): the file cannot be read: \(reason)"
        case .missingColumn(let name): "\(place): the header has no column \"\(name)\""
        case .missingValue(let name): "\(place): \"\(name)\" is empty"
        case .repeated(let id): "\(place): the id \"\(id)\" stands in the file twice"
        }
    }
}
