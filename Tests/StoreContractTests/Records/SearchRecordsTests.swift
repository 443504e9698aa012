import EarshotModel
import Testing
import TextAnalysis

@testable import RecordStorage

@Suite struct SearchRecordsTests {
    private static let texts = [
        "Brontavia: kundtjänsten svarar aldrig, och väntan är lång",
        "Brontavia: சேவை மிகவும் மோசமாக உள்ளது",
        "Brontavia: Obsługa była tragiczna, czekałam całą wieczność",
        "Brontavia की सेवा बहुत ख़राब है",
        "Brontavia 🦉🦉 is slow and late, not fast",
        "Brontavia OR AND NOT near the *stars* and columns:too",
        "Brontavia 遅い サービス",
    ]

    @Test(
        arguments: Engine.available,
        [
            ("kundtjänsten", [0]),
            ("KUNDTJÄNSTEN SVARAR", [0]),
            ("kundtjansten lang", [0]),
            ("மோசமாக", [1]),
            ("சேவை மோசமாக", [1]),
            ("obsluga", [2]),
            ("całą wieczność", [2]),
            ("सेवा", [3]),
            ("ख़राब", [3]),
            ("slow late", [4]),
            ("brontavia slow", [4]),
            ("and", [4, 5]),
            ("or not", [5]),
            ("stars", [5]),
            ("kundtjänsten மோசமாக", []),
            ("kund", []),
            ("மோச", []),
            ("absent", []),
            ("brontavia", [0, 1, 2, 3, 4, 5, 6]),
        ] as [(String, [Int])]
    )
    func `a text is found by all of the words, folded alike, in every script`(
        engine: Engine,
        query: (text: String, found: [Int])
    ) async throws {
        let (contract, ids) = try await indexed(engine)
        let words = SearchWords.words(of: query.text).split(separator: " ").map(String.init)
        let found = try await contract.read { try $0.search.mentions(holding: words, limit: 99) }
        #expect(found.sorted() == query.found.map { ids[$0] })
    }

    @Test(
        arguments: Engine.available,
        [
            ["\""], ["slow\" OR \"kundtjansten"], ["words:slow"], ["slow*"], ["NEAR(slow late)"],
            ["'; DROP TABLE mentions; --"], ["slow", "\"\""], ["^slow"], ["a'b"], ["back\\slash"],
            ["slow & late | x"], ["!slow"], ["slow:*"], ["(", ")"], ["-slow"], [" "], [""],
        ]
    )
    func `quotes and operators in a query are plain text, and no error`(
        engine: Engine,
        words: [String]
    ) async throws {
        let (contract, ids) = try await indexed(engine)
        let found = try await contract.read { try $0.search.mentions(holding: words, limit: 99) }
        #expect(!found.contains(ids[0]), "nothing here asks for the first text")
        #expect(try await contract.number("SELECT COUNT(*) FROM mentions") == 7)
    }

    @Test(arguments: Engine.available)
    func `without words nothing is found`(engine: Engine) async throws {
        let (contract, _) = try await indexed(engine)
        #expect(try await contract.read { try $0.search.mentions(holding: [], limit: 9) }.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `a text that changed is found by its new words only`(engine: Engine) async throws {
        let (contract, ids) = try await indexed(engine)
        let entry = try #require(try await contract.read { try $0.mentions.file(ids[0])?.entry })
        try await contract.write { try $0.entries.index(entry, words: "brontavia helt ny") }
        func found(_ word: String) async throws -> [Mention.ID] {
            try await contract.read { try $0.search.mentions(holding: [word], limit: 9) }
        }
        #expect(try await found("ny") == [ids[0]])
        #expect(try await found("kundtjansten").isEmpty)
        try await contract.reopen()
        #expect(try await found("ny") == [ids[0]])
        try await contract.run("DELETE FROM search_documents WHERE id = ?1", entry.sqlValue)
        #expect(try await found("ny").isEmpty)
    }

    @Test(arguments: Engine.available)
    func `the newest stand first, no more than asked for, and only in scope`(engine: Engine)
        async throws
    {
        let (contract, ids) = try await indexed(engine)
        let newest = try await contract.read { tx in
            try tx.search.mentions(holding: ["brontavia"], limit: 3)
        }
        #expect(newest == Array(ids.reversed().prefix(3)))
        let blind = Scope(brands: [], includesPersonalData: true)
        let none = try await contract.store.read(in: blind) { tx in
            try tx.search.mentions(holding: ["brontavia"], limit: 9)
        }
        #expect(none.isEmpty)
    }

    // MARK: -

    /// A store with a mention of each text, the later ones published later.
    private func indexed(_ engine: Engine) async throws -> (ContractStore, [Mention.ID]) {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            try zip(0..., Self.texts).map { number, text in
                let new = try Sample.newMention(
                    in: tx,
                    Sample.Wording(text: text, publishedAt: tx.now + .minutes(number))
                )
                try tx.mentions.add(new)
                try tx.entries.index(new.entry, words: SearchWords.words(of: text))
                return new.id
            }
        }
        return (contract, ids)
    }
}
