import Administration
import EarshotModel
import RecordStorage
import Testing

@Suite struct FirstFindingsTests {
    private let place: SetUpStore

    init() throws {
        place = try SetUpStore()
    }

    private func summary() async throws -> FirstFindings.Summary {
        try await FirstFindings(store: place.store).summary(in: .everything)
    }

    @Test func `nothing was found in a new store`() async throws {
        let summary = try await summary()
        #expect(summary.found == 0 && summary.recent == 0 && summary.samples.isEmpty)
    }

    @Test func `what is older than a week counts apart, and recent ones are shown first`()
        async throws
    {
        let (old, new) = try await place.store.write(by: .local("test")) { tx in
            let new = try (0..<3).map { hour in
                try Heard.mention(in: tx, at: SetUpStore.now - .hours(hour))
            }
            let old = try (8..<20).map { day in
                try Heard.mention(in: tx, at: SetUpStore.now - .days(day))
            }
            return (old, new)
        }
        let summary = try await summary()
        #expect(summary.found == 15 && summary.recent == 3)
        #expect(summary.samples.count == FirstFindings.most)
        #expect(Set(summary.samples.prefix(3).map(\.id)) == Set(new))
        #expect(summary.samples.dropFirst(3).allSatisfy { old.contains($0.id) })
    }

    @Test func `a rival's mentions are not counted, and none is a sample`() async throws {
        try await place.store.write(by: .local("test")) { tx in
            try Heard.mention(in: tx)
            try Heard.mention(in: tx, of: "Kellowick")
            let brands = try tx.rulesets.brands().map { brand in
                Brand(id: brand.id, name: brand.name, isOwn: brand.name == "Brontavia")
            }
            try tx.rulesets.apply(Ruleset(brands: brands, shippedRules: "test"))
        }
        let summary = try await summary()
        #expect(summary.found == 1 && summary.recent == 1)
        #expect(summary.samples.map(\.brandName) == ["Brontavia"])
    }
}
