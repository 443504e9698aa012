import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct RulesetRecordsTests {
    @Test(arguments: Engine.available)
    func `a ruleset comes back as it was applied, its brands by name`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        #expect(try await contract.read { try $0.rulesets.effective() == nil })
        #expect(try await contract.read { try $0.rulesets.brands() }.isEmpty)
        let (id, ruleset) = try await contract.write { tx in
            let ruleset = Ruleset(
                brands: [
                    Brand(id: tx.newID(), name: "Kellowick", isOwn: false),
                    Brand(id: tx.newID(), name: "Brontavia", aliases: ["B-tavia", "பிராண்ட்"]),
                ],
                shippedRules: "abc"
            )
            return (try tx.rulesets.apply(ruleset), ruleset)
        }
        let found = try await contract.read { try $0.rulesets.effective() }
        #expect(found?.id == id && found?.ruleset == ruleset)
        #expect(try await contract.read { try $0.rulesets.effectiveID() } == id)
        let names = try await contract.read { try $0.rulesets.brands().map(\.name) }
        #expect(names == ["Brontavia", "Kellowick"])
    }

    @Test(arguments: Engine.available)
    func `versions are content-hashed, immutable, and know their parent`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            let brand = Brand(id: tx.newID(), name: "Brontavia")
            return try ["one", "one", "two", "one"].map {
                try tx.rulesets.apply(Ruleset(brands: [brand], shippedRules: $0))
            }
        }
        #expect(ids[0] == ids[1] && ids[1] < ids[2] && ids[2] < ids[3])
        let rows = try await contract.rows(
            4,
            "SELECT id, parent_id, hash, content FROM ruleset_versions ORDER BY id"
        )
        #expect(rows.map { $0[1] } == [.null, ids[0].sqlValue, ids[2].sqlValue])
        #expect(rows[0][2] == rows[2][2] && rows[0][2] != rows[1][2])
        for row in rows {
            guard case .text(let content) = row[3] else { continue }
            #expect(row[2] == .text(ContentHash.hex(of: content)))
        }
    }

    @Test(arguments: Engine.available)
    func `a brand that was taken away may come back, under the same name or another`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let old = try await contract.write { tx in try Sample.mention(in: tx) }
        try await contract.write { tx in
            try tx.rulesets.apply(Ruleset(brands: [], shippedRules: "none"))
        }
        #expect(try await contract.read { try $0.mentions.file(old)?.brandName } == "Brontavia")
        let again = try await contract.write { tx in
            let brand = Brand(id: tx.newID(), name: "Brontavia")
            try tx.rulesets.apply(Ruleset(brands: [brand], shippedRules: "test"))
            return brand.id
        }
        #expect(try await contract.read { try $0.rulesets.brands().map(\.id) } == [again])
        #expect(try await contract.read { try $0.mentions.file(old)?.brandName } == "Brontavia")
    }

    @Test(arguments: Engine.available)
    func `words come back with author and time, by language and term`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let words = try await contract.write { tx in
            let anna = try Sample.member(tx, "Anna", .analyst)
            let words = [("sick", "en"), ("slow", "en"), ("bra", "sv")].map { term, language in
                CompanyWord(
                    term: term,
                    language: language,
                    value: term == "slow" ? 0 : 2000,
                    author: term == "bra" ? nil : anna.id,
                    at: tx.now
                )
            }
            let rules = Ruleset(brands: [], shippedRules: "x").judging(with: words.reversed())
            let id = try tx.rulesets.apply(rules)
            #expect(try tx.rulesets.apply(rules.judging(with: words)) == id)
            #expect(rules.listening(for: []).words == words)
            return words
        }
        #expect(try await contract.read { try $0.rulesets.effective()?.ruleset.words } == words)
    }

    @Test(arguments: Engine.available)
    func `of many who add to the rules at once none loses what another wrote`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            _ = try tx.rulesets.apply(Ruleset(brands: [], shippedRules: "x"))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await contract.write { tx in
                        try tx.rulesets.serialise()
                        guard let before = try tx.rulesets.effective()?.ruleset else { return }
                        let word = CompanyWord(
                            term: "word \(number)",
                            language: "en",
                            value: 0,
                            author: nil,
                            at: tx.now
                        )
                        _ = try tx.rulesets.apply(before.judging(with: before.words + [word]))
                    }
                }
            }
            try await group.waitForAll()
        }
        let words = try await contract.read { try $0.rulesets.effective()?.ruleset.words }
        #expect(words?.count == 20)
    }

    @Test(arguments: Engine.available)
    func `a ruleset that was written before there were words holds none`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            _ = try tx.rulesets.apply(Ruleset(brands: [], shippedRules: "x"))
            try tx.run(
                "UPDATE ruleset_versions SET content = ?1",
                [.text(#"{"brands":[],"shippedRules":"old"}"#)]
            )
        }
        let ruleset = try await contract.read { try $0.rulesets.effective()?.ruleset }
        #expect(ruleset == Ruleset(brands: [], shippedRules: "old"))
    }

    @Test(arguments: Engine.available)
    func `two brands may swap their names`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            let ids: [Brand.ID] = [tx.newID(), tx.newID()]
            for names in [["A", "B"], ["B", "A"]] {
                let brands = zip(ids, names).map { Brand(id: $0, name: $1) }
                try tx.rulesets.apply(Ruleset(brands: brands, shippedRules: "test"))
            }
            return ids
        }
        let rows = try await contract.rows(2, "SELECT id, name FROM brands ORDER BY id")
        #expect(rows == [[ids[0].sqlValue, .text("B")], [ids[1].sqlValue, .text("A")]])
    }

    @Test(arguments: Engine.available)
    func `two brands of one ruleset never share a name`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                let brands = [1, 2].map { _ in Brand(id: tx.newID(), name: "Brontavia") }
                try tx.rulesets.apply(Ruleset(brands: brands, shippedRules: "test"))
            }
        }
        #expect(try await contract.read { try $0.rulesets.effectiveID() } == nil)
    }
}
