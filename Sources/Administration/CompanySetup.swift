public import EarshotModel
public import RecordStorage

/// Gives a new store what it needs before anything can be judged: settings and rules.
public struct CompanySetup: Sendable {
    let store: Store

    /// Creates the set-up of a store.
    public init(store: Store) {
        self.store = store
    }

    /// Writes the shipped settings where there are none, and notes which shipped rules are in use.
    ///
    /// Settings and brands that exist stay as they are.
    public func prepare(policy: CompanyPolicy, shippedRules: String) async throws {
        try await store.write(by: .engine("setup")) { tx in
            try tx.rulesets.serialise()
            if try tx.policies.effective() == nil { try tx.policies.apply(policy) }
            let current = try tx.rulesets.effective()?.ruleset
            guard current?.shippedRules != shippedRules else { return }
            try tx.rulesets.apply(
                Ruleset(
                    brands: current?.brands ?? [],
                    shippedRules: shippedRules,
                    words: current?.words ?? []
                )
            )
        }
    }

    /// The settings in force.
    public func policy() async throws -> CompanyPolicy? {
        try await store.read(in: .everything) { tx in try tx.policies.effective()?.policy }
    }

    /// Puts other settings in force.
    public func apply(_ policy: CompanyPolicy, by actor: Actor) async throws {
        try await store.write(by: actor) { tx in
            let before = try tx.policies.effectiveID()
            guard try tx.policies.apply(policy) != before else { return }
            try tx.audit.add("policy.changed")
        }
    }

    /// Marks the store as the demo's, so that every page says so.
    ///
    /// Throws `AdministrationError.realData` for a store in which somebody put something before.
    public func markAsDemo() async throws {
        try await store.write(by: .engine("setup")) { tx in
            guard try !tx.policies.isDemo() else { return }
            let isEmpty =
                try tx.rulesets.everyBrand().isEmpty && tx.feeds.count() == 0
                && tx.customers.count() == 0 && tx.staff.all().isEmpty
            guard isEmpty else { throw AdministrationError.realData }
            try tx.policies.markAsDemo()
        }
    }
}
