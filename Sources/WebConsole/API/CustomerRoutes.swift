import Administration
import CaseRules
import EarshotModel
import Foundation
import Hummingbird
import RecordStorage

/// Customer records, for programs.
struct CustomerRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.get("customers", use: list)
        api.get("customers/:reference") { _, context in
            try context.caller.require(.readPersonalData)
            guard
                let customer = try await parts.customers.customer(
                    reference: try reference(in: context),
                    in: context.caller.scope
                )
            else { throw Problem.notFound }
            return try JSONCoding.response(CustomerDocument(customer))
        }
        api.post("customers") { request, context in
            try context.caller.require(.editFeeds)
            let rows = try await JSONCoding.body([CustomerDocument].self, of: request)
            let summary = try await parts.customers.importCustomers(
                rows.map(\.customer),
                by: context.caller.actor
            )
            return try JSONCoding.response([
                "added": summary.added, "updated": summary.updated, "kept_out": summary.keptOut,
            ])
        }
        api.delete("customers/:reference") { _, context in
            try context.caller.require(.executeErasure)
            let erasure = try await parts.customers.erase(
                reference: try reference(in: context),
                by: context.caller.actor
            )
            guard let erasure else { throw Problem.notFound }
            return try JSONCoding.response(ErasureDocument(erasure))
        }
    }

    /// The router hands on a segment of the path as it was sent.
    private func reference(in context: ConsoleContext) throws -> String {
        let segment = context.parameters.get("reference") ?? ""
        guard let reference = segment.removingPercentEncoding else { throw Problem.notFound }
        return reference
    }

    @Sendable
    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readPersonalData)
        let page = try PageRequest(request)
        if let text = request.uri.queryParameters["q"] {
            let found = try await parts.customers.find(
                String(text),
                in: context.caller.scope,
                limit: page.limit
            )
            return try JSONCoding.page(
                found.map(CustomerDocument.init),
                next: nil,
                request: request
            )
        }
        let after: Customer.ID? = try page.cursor()
        let customers = try await parts.store.read(in: context.caller.scope) { tx in
            try tx.customers.page(after: after, limit: page.limit + 1)
        }
        let shown = Array(customers.prefix(page.limit))
        return try JSONCoding.page(
            shown.map(CustomerDocument.init),
            next: customers.count > page.limit ? shown.last.map { "\($0.id)" } : nil,
            request: request
        )
    }
}

private struct ErasureDocument: Encodable {
    let mentions: Int
    let entries: Int
    let cases: Int
    let isWiped: Bool

    init(_ erasure: CustomerAdministration.Erasure) {
        mentions = erasure.found.mentions
        entries = erasure.found.entries
        cases = erasure.found.cases
        isWiped = erasure.isWiped
    }
}

private struct CustomerDocument: Codable {
    let reference: String
    let name: String
    var givenName: String?
    var familyName: String?
    var company: String?
    var city: String?
    var country: String?
    var language: String?
    var emails: [String]?
    var phones: [String]?
    var handles: [String]?
    var orders: [String]?

    init(_ customer: Customer) {
        reference = customer.reference
        name = customer.name
        givenName = customer.givenName
        familyName = customer.familyName
        company = customer.company
        city = customer.city
        country = customer.country
        language = customer.language
        emails = customer.emails
        phones = customer.phones
        handles = customer.handles
        orders = customer.orders
    }

    /// The customer; the store gives it an identity of its own.
    var customer: Customer {
        Customer(
            id: Customer.ID(rawValue: 1),
            reference: reference,
            name: name,
            givenName: givenName,
            familyName: familyName,
            company: company,
            city: city,
            country: country,
            language: language,
            emails: emails ?? [],
            phones: phones ?? [],
            handles: handles ?? [],
            orders: orders ?? []
        )
    }
}
