import CaseHandling
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
        /// Customers that were left out, because they were erased.
        public let keptOut: Int
    }

    /// What an erasure did.
    public struct Erasure: Hashable, Sendable {
        /// What was found of the person.
        public let found: ErasureSummary
        /// Whether the store's files hold no trace any more; else the daemon goes on trying.
        public let isWiped: Bool
    }

    /// Adds customers, or brings those with a known reference up to date; none is removed.
    ///
    /// Whoever was erased stays out, by the reference and by every address.
    public func importCustomers(_ customers: [Customer], by actor: Actor) async throws
        -> ImportSummary
    {
        var sum = ImportSummary(added: 0, updated: 0, keptOut: 0)
        for start in stride(from: 0, to: customers.count, by: Self.batchSize) {
            let batch = Array(customers[start..<min(start + Self.batchSize, customers.count)])
            let part = try await write(batch, by: actor)
            sum = ImportSummary(
                added: sum.added + part.added,
                updated: sum.updated + part.updated,
                keptOut: sum.keptOut + part.keptOut
            )
        }
        return sum
    }

    /// Erases the customer with that reference and all that the person wrote, for good; `nil` when
    /// there is none.
    ///
    /// Counts and contacts stay as numbers. The cost is linear in the store.
    public func erase(reference: String, by actor: Actor) async throws -> Erasure? {
        let found = try await store.write(by: actor) { tx in
            let found = try tx.erasures.erase(reference: reference)
            try ResponseDesk.receiveHeirs(in: tx)
            return found
        }
        guard let found else { return nil }
        // The records are gone; the daemon's chore repeats what fails here and logs why.
        let isWiped = (try? await store.wipeErased()) != nil
        return Erasure(found: found, isWiped: isWiped)
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

    private func write(_ batch: [Customer], by actor: Actor) async throws -> ImportSummary {
        let keyed = batch.map { (customer: $0, keys: normaliser.identifiers(of: $0)) }
        return try await store.write(by: actor) { tx in
            let listed = try tx.erasures.erased(
                among: Set(keyed.flatMap { Self.erasureKeys(of: $0.customer, $0.keys) })
            )
            let welcome = keyed.filter {
                listed.isDisjoint(with: Self.erasureKeys(of: $0.customer, $0.keys))
            }
            var added = 0
            for (customer, keys) in welcome {
                let isNew = try tx.customers.put(
                    customer.with(id: tx.newID()),
                    identifiers: keys
                )
                added += isNew ? 1 : 0
            }
            let summary = ImportSummary(
                added: added,
                updated: welcome.count - added,
                keptOut: batch.count - welcome.count
            )
            try tx.audit.add(
                "customers.imported",
                facts: [
                    "added": "\(summary.added)", "updated": "\(summary.updated)",
                    "kept_out": "\(summary.keptOut)",
                ]
            )
            return summary
        }
    }

    private static func erasureKeys(of customer: Customer, _ keys: [Identifier]) -> [ErasureKey] {
        [.reference(customer.reference)] + keys.map(ErasureKey.identifier)
    }
}
