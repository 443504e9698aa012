public import EarshotModel
public import RecordStorage

/// What people do with the brands that are listened for.
public struct RulesAdministration: Sendable {
    let store: Store

    /// Creates the administration of a store's rules.
    public init(store: Store) {
        self.store = store
    }

    /// The brands, by name.
    public func brands() async throws -> [Brand] {
        try await store.read(in: .everything) { tx in try tx.rulesets.brands() }
    }

    /// Adds brands, or changes those of the same name; those that are not named stay.
    ///
    /// Names are the same whatever their case, since texts are searched without it. Ids in the
    /// input do not matter: a known name keeps its own, also when nobody listened for it lately.
    @discardableResult
    public func put(_ brands: [Brand], by actor: Actor) async throws -> RecordID<Ruleset> {
        for brand in brands where brand.name.allSatisfy(\.isWhitespace) {
            throw AdministrationError.invalid(field: "name", reason: "a brand needs a name")
        }
        return try await store.write(by: actor) { tx in
            try tx.rulesets.serialise()
            let before = try tx.rulesets.effective()
            let current = before?.ruleset
            let known = try tx.rulesets.everyBrand()
            var byName: [String: Brand] = [:]
            for brand in current?.brands ?? [] { byName[brand.name.lowercased()] = brand }
            for brand in brands {
                let key = brand.name.lowercased()
                byName[key] = Brand(
                    id: known.first { $0.name.lowercased() == key }?.id ?? byName[key]?.id
                        ?? tx.newID(),
                    name: brand.name,
                    aliases: brand.aliases,
                    isOwn: brand.isOwn
                )
            }
            let rules = current ?? Ruleset(brands: [], shippedRules: "")
            let id = try tx.rulesets.apply(
                rules.listening(for: byName.values.sorted { $0.id < $1.id })
            )
            if id != before?.id {
                try tx.audit.add("rules.changed", facts: ["brands": "\(brands.count)"])
            }
            return id
        }
    }

    /// Stops listening for a brand; its mentions stay.
    public func remove(_ name: String, by actor: Actor) async throws {
        try await store.write(by: actor) { tx in
            try tx.rulesets.serialise()
            guard let current = try tx.rulesets.effective()?.ruleset,
                current.brands.contains(where: { $0.name == name })
            else { throw AdministrationError.noSuchBrand(name) }
            try tx.rulesets.apply(
                current.listening(for: current.brands.filter { $0.name != name })
            )
            try tx.audit.add("rules.changed", facts: ["removed": name])
        }
    }
}
