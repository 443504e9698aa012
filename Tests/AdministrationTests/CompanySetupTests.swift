import Administration
import EarshotModel
import RecordStorage
import Testing

@Suite struct CompanySetupTests {
    private let place: SetUpStore
    private let setup: CompanySetup

    init() throws {
        place = try SetUpStore()
        setup = CompanySetup(store: place.store)
    }

    @Test func `a new store gets the shipped settings and rules`() async throws {
        #expect(try await setup.policy() == nil)
        try await setup.prepare(policy: SetUpStore.policy, shippedRules: "one")
        #expect(try await setup.policy() == SetUpStore.policy)
        let rules = try await place.read { try $0.rulesets.effective()?.ruleset }
        #expect(rules == Ruleset(brands: [], shippedRules: "one"))
    }

    @Test func `preparing again changes nothing, whatever the shipped settings are`() async throws {
        try await setup.prepare(policy: SetUpStore.policy, shippedRules: "one")
        let before = try await versions()
        var other = SetUpStore.policy
        other.companyName = "Another"
        try await setup.prepare(policy: other, shippedRules: "one")
        #expect(try await versions() == before)
        #expect(try await setup.policy() == SetUpStore.policy)
    }

    @Test func `other shipped rules are a new version with the same brands`() async throws {
        try await setup.prepare(policy: SetUpStore.policy, shippedRules: "one")
        let brand = Brand(id: Brand.ID(rawValue: 1), name: "Brontavia")
        try await RulesAdministration(store: place.store).put([brand], by: .local("test"))
        let before = try await versions()
        try await setup.prepare(policy: SetUpStore.policy, shippedRules: "two")
        let rules = try await place.read { try $0.rulesets.effective()?.ruleset }
        #expect(rules?.brands.map(\.name) == ["Brontavia"])
        #expect(rules?.shippedRules == "two")
        #expect(try await versions().last != before.last)
    }

    @Test func `settings are put in force once, and audited once`() async throws {
        try await setup.prepare(policy: SetUpStore.policy, shippedRules: "one")
        var other = SetUpStore.policy
        other.zone = "Asia/Kolkata"
        try await setup.apply(other, by: .local("test"))
        try await setup.apply(other, by: .local("test"))
        #expect(try await setup.policy() == other)
        #expect(try place.audited("policy.changed") == "1")
        #expect(try place.value(of: "SELECT COUNT(*) FROM policy_versions") == "2")
    }

    @Test func `a demo's store says so`() async throws {
        try await setup.prepare(policy: SetUpStore.policy, shippedRules: "one")
        #expect(try await !place.read { try $0.policies.isDemo() })
        try await setup.markAsDemo()
        #expect(try await place.read { try $0.policies.isDemo() })
    }

    @Test func `the demo enters no store in which there is something`() async throws {
        try await setup.prepare(policy: SetUpStore.policy, shippedRules: "one")
        let brand = Brand(id: Brand.ID(rawValue: 1), name: "Brontavia")
        try await RulesAdministration(store: place.store).put([brand], by: .local("test"))
        try await RulesAdministration(store: place.store).remove("Brontavia", by: .local("test"))
        await #expect(throws: AdministrationError.realData) { try await setup.markAsDemo() }
        #expect(try await !place.read { try $0.policies.isDemo() })
    }

    private func versions() async throws -> [Int64?] {
        try await place.read { tx in
            [try tx.policies.effectiveID()?.rawValue, try tx.rulesets.effectiveID()?.rawValue]
        }
    }
}
