import Administration
import CaseRules
import EarshotModel
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
            let reference = context.parameters.get("reference") ?? ""
            guard
                let customer = try await parts.customers.customer(
                    reference: reference,
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
            return try JSONCoding.response(["added": summary.added, "updated": summary.updated])
        }
    }

    @Sendable
    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readPersonalData)
        let page = PageRequest(request)
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
        let after = page.after.flatMap { Customer.ID($0) }
        let customers = try await parts.store.read(in: context.caller.scope) { tx in
            try tx.customers.page(after: after, limit: page.limit)
        }
        let next = customers.count == page.limit ? customers.last.map { "\($0.id)" } : nil
        return try JSONCoding.page(
            customers.map(CustomerDocument.init),
            next: next,
            request: request
        )
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
