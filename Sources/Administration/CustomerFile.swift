public import EarshotModel
public import Foundation

/// A customer file: CSV in UTF-8 with a header (RFC 4180), one customer a line.
///
/// The header names the columns `id,name,given_name,family_name,company,email,phone,city,country,
/// language,handles,order_ids` in any order; only `id` and `name` are needed. `; ` separates
/// several e-mail addresses, telephone numbers, handles or order numbers.
public struct CustomerFile: Sendable {
    /// The customers in the file's order; each id is the number of its record, from 1.
    public let customers: [Customer]

    /// The longest file that is read: a million customers and more.
    private static let longest = 256 * 1_048_576

    /// Reads the text of a file; the name stands in errors.
    public init(parsing text: String, file: String) throws(CustomerFileError) {
        let table = try CustomerTable(parsing: text, file: file)
        let columns = try Self.columns(table.header, file: file)
        var seen: Set<String> = []
        var customers: [Customer] = []
        customers.reserveCapacity(table.records.count)
        for (number, record) in zip(1..., table.records) {
            func mistake(_ problem: CustomerFileError.Problem) -> CustomerFileError {
                CustomerFileError(file: file, line: record.line, problem: problem)
            }
            guard record.cells.count == columns.count else {
                throw mistake(
                    .notRectangular(values: record.cells.count, columns: columns.count)
                )
            }
            let line = CustomerLine(cells: record.cells, columns: columns)
            let customer = Self.customer(line, number)
            guard !customer.reference.isEmpty else { throw mistake(.missingValue("id")) }
            guard seen.insert(customer.reference).inserted else {
                throw mistake(.repeated(customer.reference))
            }
            customers.append(customer)
        }
        self.customers = customers
    }

    /// Reads a file.
    public init(contentsOf url: URL) throws(CustomerFileError) {
        guard let file = FileHandle(forReadingAtPath: url.path),
            let data = try? file.read(upToCount: Self.longest + 1) ?? Data()
        else { throw Self.unreadable(url, "it is missing, or it may not be read") }
        guard data.count <= Self.longest else {
            throw Self.unreadable(url, "it is longer than 256 MiB; split it")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw Self.unreadable(url, "it is no UTF-8 text; save it as UTF-8")
        }
        try self.init(parsing: text, file: url.path)
    }

    // MARK: -

    private static func unreadable(_ url: URL, _ reason: String) -> CustomerFileError {
        CustomerFileError(file: url.path, line: nil, problem: .unreadable(reason))
    }

    /// Where each column of the header stands; names count without case.
    private static func columns(_ header: CustomerTable.Record?, file: String)
        throws(CustomerFileError) -> [String: Int]
    {
        func mistake(_ problem: CustomerFileError.Problem) -> CustomerFileError {
            CustomerFileError(file: file, line: header?.line ?? 1, problem: problem)
        }
        var columns: [String: Int] = [:]
        for (index, cell) in (header?.cells ?? []).enumerated() {
            let name = cell.trimmingCharacters(in: .whitespaces).lowercased()
            guard columns.updateValue(index, forKey: name) == nil else {
                throw mistake(.repeatedColumn(name))
            }
        }
        for needed in ["id", "name"] where columns[needed] == nil {
            throw mistake(.missingColumn(needed))
        }
        return columns
    }

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
