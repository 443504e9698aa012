import EarshotModel
import RecordLinkage
import RecordStorage
import Testing

@testable import MentionIntake

@Suite struct RulesInForceTests {
    @Test func `the rules stay the same until a version changes`() async throws {
        let fixture = try await IntakeFixture()
        let first = try #require(try await fixture.rules.current())
        let second = try #require(try await fixture.rules.current())
        #expect(first.version == second.version)
        #expect(Set(first.brands.values.map(\.name)) == ["Brontavia", "Kellowick"])
    }

    @Test func `a new brand is found from the next entry on`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let text = "Ostravel is terrible."
        try await fixture.receive([IntakeFixture.entry(1, text)], from: feed)
        #expect(try fixture.count("mentions") == 0)
        let before = try #require(try await fixture.rules.current()).version
        try await fixture.store.write(by: .local("test")) { tx in
            let current = try tx.rulesets.effective()?.ruleset.brands ?? []
            let added = Brand(id: tx.newID(), name: "Ostravel")
            try tx.rulesets.apply(Ruleset(brands: current + [added], shippedRules: "test"))
        }
        try await fixture.receive([IntakeFixture.entry(2, text)], from: feed)
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.brandName == "Ostravel")
        #expect(try #require(try await fixture.rules.current()).version != before)
    }

    @Test
    func `a word of the company counts from the next entry on, and no longer once it is gone`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let text = "Brontavia is a blorp."
        for (number, value) in [0, -2000, 0].enumerated() {
            try await fixture.store.write(by: .local("test")) { tx in
                let word = CompanyWord(
                    term: "blorp",
                    language: "en",
                    value: value,
                    author: nil,
                    at: tx.now
                )
                let rules = try #require(try tx.rulesets.effective()?.ruleset)
                try tx.rulesets.apply(rules.judging(with: value == 0 ? [] : [word]))
            }
            try await fixture.receive(
                [IntakeFixture.entry(number, text)],
                from: feed
            )
        }
        let labels = try await fixture.mentions().map(\.judgement.label)
        #expect(labels == [.neutral, .negative, .neutral])
    }

    @Test func `changed company settings hold from the next entry on`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry(1, age: .days(3))], from: feed)
        try await fixture.store.write(by: .local("test")) { tx in
            var policy = try #require(try tx.policies.effective()?.policy)
            policy.queueMaxAgeDays = 1
            try tx.policies.apply(policy)
        }
        try await fixture.receive([IntakeFixture.entry(2, age: .days(3))], from: feed)
        #expect(try await fixture.mentions().map(\.isHistory) == [false, true])
    }

    @Test func `customers who are added count for the next link, as after a new start`()
        async throws
    {
        let fixture = try await IntakeFixture()
        _ = try await fixture.addCustomer(email: "mira@talavasti.example")
        let first = try await fixture.reachOfMira(by: fixture.rules)
        try await fixture.store.write(by: .local("test")) { tx in
            for number in 1...60 {
                let name = "Customer \(number)"
                let customer = Customer(id: tx.newID(), reference: name, name: name)
                try tx.customers.put(customer, identifiers: [])
            }
        }
        let second = try await fixture.reachOfMira(by: fixture.rules)
        #expect(second > first)
        #expect(try await fixture.reachOfMira(by: try fixture.rulesAfterRestart()) == second)
    }

    @Test func `every judgement names the version of the rules that made it`() async throws {
        let fixture = try await IntakeFixture()
        let version = try #require(try await fixture.rules.current()).version
        try await fixture.receive([IntakeFixture.entry()], from: try await fixture.feed())
        let rows = try fixture.rows("SELECT ruleset_version_id, engine FROM judgements")
        #expect(rows.count == 1)
        #expect(rows.first?.hasPrefix("\(version.rawValue)|lexicon/") == true)
    }
}

extension IntakeFixture {
    /// The bits that speak for Mira, where both her address and her name are there.
    fileprivate func reachOfMira(by rules: RulesInForce) async throws -> Double {
        let linker = try #require(try await rules.current()).linker
        let query = LinkQuery(
            author: EntryAuthor(name: "Mira Talavasti", email: "mira@talavasti.example"),
            link: nil,
            title: "",
            text: ""
        )
        let candidates = try await store.read(in: .everything) { tx in
            try CandidateSearch(tx: tx).candidates(for: query, linker: linker)
        }
        return linker.link(query, candidates: candidates).why.reduce(0) { $0 + $1.bits }
    }
}
