public import EarshotModel
public import RecordLinkage
public import RecordStorage

/// What people do with the customer records.
public struct CustomerAdministration: Sendable {
    let store: Store
    let normaliser: IdentifierNormaliser

    /// Customers written in one transaction.
    private static let batchSize = 500

    /// Creates the administration of a store's customers.
    public init(store: Store, normaliser: IdentifierNormaliser) {
        self.store = store
        self.normaliser = normaliser
    }

    /// What an import did.
    public struct ImportSummary: Hashable, Sendable {
        /// Customers that were new.
        public let added: Int
        /// Customers that were known and are as in the file now.
        public let updated: Int
    }

    /// Adds customers, or brings those with a known reference up to date; none is removed.
    public func importCustomers(_ customers: [Customer], by actor: Actor) async throws
        -> ImportSummary
    {
        var added = 0
        for start in stride(from: 0, to: customers.count, by: Self.batchSize) {
            let batch = Array(customers[start..<min(start + Self.batchSize, customers.count)])
            added += try await write(batch, by: actor)
        }
        return ImportSummary(added: added, updated: customers.count - added)
    }

    /// Customers whose name holds the text, or who have it as a key.
    public func find(_ text: String, in scope: Scope, limit: Int = 50) async throws -> [Customer] {
        let key = (normaliser.email(text) ?? normaliser.handle(text))?.key ?? text
        return try await store.read(in: scope) { tx in
            try tx.customers.find(text, key: key, limit: limit)
        }
    }

    /// The customer with that reference; `nil` when there is none.
    public func customer(reference: String, in scope: Scope) async throws -> Customer? {
        try await store.read(in: scope) { tx in try tx.customers.customer(reference: reference) }
    }

    private func write(_ batch: [Customer], by actor: Actor) async throws -> Int {
        let normaliser = normaliser
        return try await store.write(by: actor) { tx in
            var added = 0
            for customer in batch {
                let isNew = try tx.customers.put(
                    customer.with(id: tx.newID()),
                    identifiers: normaliser.identifiers(of: customer)
                )
                added += isNew ? 1 : 0
            }
            try tx.audit.add(
                "customers.imported",
                facts: ["added": "\(added)", "updated": "\(batch.count - added)"]
            )
            return added
        }
    }
}
