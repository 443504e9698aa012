import Administration
import ArgumentParser
import EarshotModel
import Foundation

/// The customer records.
struct CustomersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customers",
        abstract: "Import, find and erase customer records.",
        subcommands: [
            CustomersImportCommand.self, CustomersFindCommand.self, CustomersShowCommand.self,
            CustomersEraseCommand.self,
        ]
    )
}

/// Imports a customer file.
struct CustomersImportCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add the customers of a CSV file, or bring known ones up to date."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file; its header names id,name,email,… .")
    var file: String

    func perform(with api: APISession) async throws {
        let customers = try CustomerFile(contentsOf: URL(fileURLWithPath: file)).customers
        var added = 0
        var updated = 0
        var keptOut = 0
        for start in stride(from: 0, to: customers.count, by: 500) {
            let batch = customers[start..<min(start + 500, customers.count)]
            let answer = try await api.send(
                APICall(
                    method: "POST",
                    path: "/customers",
                    body: .list(batch.map(JSONValue.init(customer:)))
                )
            ).json
            added += Int(answer["added"].cell) ?? 0
            updated += Int(answer["updated"].cell) ?? 0
            keptOut += Int(answer["kept_out"].cell) ?? 0
        }
        let sum = JSONValue.object([
            "added": .number(Double(added)), "updated": .number(Double(updated)),
            "kept_out": .number(Double(keptOut)),
        ])
        let left = keptOut == 0 ? "" : " \(keptOut) left out, because they were erased."
        try api.tell(sum) { _ in "\(added) customers added, \(updated) brought up to date.\(left)" }
    }
}

/// Finds customers.
struct CustomersFindCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find customers by name, e-mail address or handle."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "A part of the name, or a whole address or handle.")
    var text: String

    func perform(with api: APISession) async throws {
        let rows = try await api.list(APICall(path: "/customers", query: [("q", text)]))
        let columns = [
            Column(heading: "REFERENCE", path: "reference"),
            Column(heading: "NAME", path: "name"), Column(heading: "EMAIL", path: "emails"),
            Column(heading: "CITY", path: "city"), Column(heading: "COMPANY", path: "company"),
        ]
        try api.show(rows, columns, whenEmpty: "No customer fits \"\(text)\".")
    }
}

/// Shows a customer.
struct CustomersShowCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a customer."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The customer's number in your own records.")
    var reference: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(APICall(path: "/customers/\(APICall.segment(reference))"))
        try api.tell(reply) { $0.cell }
    }
}

extension JSONValue {
    fileprivate init(customer: Customer) {
        func texts(_ values: [String]) -> JSONValue { .list(values.map(JSONValue.text)) }
        var members: [String: JSONValue] = [
            "reference": .text(customer.reference), "name": .text(customer.name),
            "emails": texts(customer.emails), "phones": texts(customer.phones),
            "handles": texts(customer.handles), "orders": texts(customer.orders),
        ]
        members["given_name"] = customer.givenName.map(JSONValue.text)
        members["family_name"] = customer.familyName.map(JSONValue.text)
        members["company"] = customer.company.map(JSONValue.text)
        members["city"] = customer.city.map(JSONValue.text)
        members["country"] = customer.country.map(JSONValue.text)
        members["language"] = customer.language.map(JSONValue.text)
        self = .object(members)
    }
}
