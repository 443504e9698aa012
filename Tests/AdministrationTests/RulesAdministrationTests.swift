import Administration
import EarshotModel
import RecordStorage
import Testing

@Suite struct RulesAdministrationTests {
    private let place: SetUpStore
    private let rules: RulesAdministration

    init() throws {
        place = try SetUpStore()
        rules = RulesAdministration(store: place.store)
    }

    private func put(_ name: String, aliases: [String] = [], isOwn: Bool = true) async throws
        -> RecordID<Ruleset>
    {
        let brand = Brand(
            id: Brand.ID(rawValue: 1),
            name: name,
            aliases: aliases,
            isOwn: isOwn
        )
        return try await rules.put([brand], by: .local("test"))
    }

    @Test func `brands are added and changed by name, and keep their identity`() async throws {
        _ = try await put("Vex")
        _ = try await put("Brontavia")
        let before = try await rules.brands()
        #expect(before.map(\.name) == ["Brontavia", "Vex"])
        _ = try await put("Brontavia", aliases: ["Brontavia AB"], isOwn: false)
        let after = try await rules.brands()
        #expect(after.map(\.id) == before.map(\.id))
        #expect(after.first?.aliases == ["Brontavia AB"])
        #expect(after.first?.isOwn == false)
    }

    @Test func `a name in another case is the same brand in its new spelling`() async throws {
        _ = try await put("Brontavia")
        let before = try await rules.brands()
        _ = try await put("BRONTAVIA")
        #expect(try await rules.brands().map(\.name) == ["BRONTAVIA"])
        #expect(try await rules.brands().map(\.id) == before.map(\.id))
    }

    @Test func `every change is a version of its own, hashed and with its parent`() async throws {
        let first = try await put("Brontavia")
        let second = try await put("Vex")
        #expect(first != second)
        #expect(try place.value(of: "SELECT COUNT(*) FROM ruleset_versions") == "2")
        let hashes = try place.value(
            of: "SELECT COUNT(DISTINCT hash) FROM ruleset_versions WHERE LENGTH(hash) = 64"
        )
        #expect(hashes == "2")
        let parent = try place.value(
            of: "SELECT parent_id FROM ruleset_versions WHERE id = \(second.rawValue)"
        )
        #expect(parent == "\(first.rawValue)")
        let content = try place.value(
            of: "SELECT content FROM ruleset_versions WHERE id = \(first.rawValue)"
        )
        #expect(content.contains("Brontavia") && !content.contains("Vex"))
    }

    @Test func `what is in force already is no new version and no act`() async throws {
        let first = try await put("Brontavia", aliases: ["BAB"])
        #expect(try await put("Brontavia", aliases: ["BAB"]) == first)
        #expect(try place.value(of: "SELECT COUNT(*) FROM ruleset_versions") == "1")
        #expect(try place.audited("rules.changed") == "1")
    }

    @Test(arguments: ["", " ", "\t\n"])
    func `a brand needs a name`(name: String) async throws {
        await #expect(throws: AdministrationError.self) { _ = try await put(name) }
        #expect(try await rules.brands().isEmpty)
    }

    @Test func `a brand that is removed is no longer listened for, and may come back`() async throws
    {
        _ = try await put("Brontavia")
        _ = try await put("Vex")
        try await rules.remove("Vex", by: .local("test"))
        #expect(try await rules.brands().map(\.name) == ["Brontavia"])
        #expect(try place.value(of: "SELECT COUNT(*) FROM brands WHERE name = 'Vex'") == "1")
        await #expect(throws: AdministrationError.noSuchBrand("Vex")) {
            try await rules.remove("Vex", by: .local("test"))
        }
        _ = try await put("Vex")
        #expect(try await rules.brands().map(\.name) == ["Brontavia", "Vex"])
    }

    @Test func `the shipped rules' fingerprint outlives a change of brands`() async throws {
        try await CompanySetup(store: place.store)
            .prepare(policy: SetUpStore.policy, shippedRules: "one")
        _ = try await put("Brontavia")
        let ruleset = try await place.read { try $0.rulesets.effective()?.ruleset }
        #expect(ruleset?.shippedRules == "one")
    }
}
