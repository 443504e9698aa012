import EarshotModel
import RecordStorage
import Testing
import TextAnalysis

@Suite struct RecordTests {
    @Test func `a mention comes back as it was written`() async throws {
        let contract = try ContractStore()
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        let file = try #require(try await contract.read { try $0.mentions.file(id) })
        #expect(file.brandName == "Brontavia")
        #expect(file.text == "Brontavia is slow.")
        #expect(file.spans == [TextSpan(field: .text, start: 0, end: 9)])
        #expect(file.judgement == Sample.judgement(.negative))
        #expect(file.triage == .new)
        #expect(file.version == 1)
        #expect(file.publishedAt == ContractStore.start)
    }

    @Test func `one entry has at most one mention of a brand`() async throws {
        let contract = try ContractStore()
        try await contract.write { tx in _ = try Sample.mention(in: tx) }
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in _ = try Sample.mention(in: tx) }
        }
        let counts = try await contract.read { try $0.mentions.countsByTriage() }
        #expect(counts == [.new: 1])
    }

    @Test func `a move needs the version that was seen`() async throws {
        let contract = try ContractStore()
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        let moves = try await contract.write { tx in
            [
                try tx.mentions.move(id, to: .queued, expecting: 1),
                try tx.mentions.move(id, to: .noted, expecting: 1),
            ]
        }
        #expect(moves == [true, false])
        #expect(try await contract.read { try $0.mentions.file(id)?.triage } == .queued)
    }

    @Test func `the schema refuses a dismissal without a reason`() async throws {
        let contract = try ContractStore()
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                _ = try tx.mentions.move(id, to: .dismissed, expecting: 1)
            }
        }
    }

    @Test(arguments: [
        ("kundtjänsten svarar aldrig", "kundtjänsten"),
        ("சேவை மிகவும் மோசமாக உள்ளது", "மோசமாக"),
        ("Obsługa była tragiczna", "obsluga"),
    ])
    func `a text is found by its folded words in every script`(text: String, word: String)
        async throws
    {
        let contract = try ContractStore()
        let id = try await contract.write { tx in
            let id = try Sample.mention(in: tx, text: "Brontavia: " + text)
            guard let entry = try tx.mentions.file(id)?.entry else { return id }
            try tx.entries.index(entry, words: SearchWords.words(of: text))
            return id
        }
        let folded = Folding.folded(word)
        let found = try await contract.read { try $0.search.mentions(holding: [folded], limit: 9) }
        #expect(found == [id])
        let missed = try await contract.read { try $0.search.mentions(holding: ["abc"], limit: 9) }
        #expect(missed.isEmpty)
    }

    @Test func `a scope hides other brands and personal data`() async throws {
        let contract = try ContractStore()
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        let blind = Scope(brands: [], includesPersonalData: true)
        let hidden = try await contract.store.read(in: blind) { try $0.mentions.file(id) }
        #expect(hidden == nil)
        let masked = Scope(includesPersonalData: false)
        let shown = try await contract.store.read(in: masked) { try $0.mentions.file(id) }
        #expect(shown?.author == nil)
        #expect(
            try await contract.store.read(in: masked) {
                try $0.customers.page(after: nil, limit: 5)
            }
            .isEmpty
        )
    }

    @Test func `counts add up, and go down when a judgement moves`() async throws {
        let contract = try ContractStore()
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        try await contract.write { tx in
            guard let file = try tx.mentions.file(id) else { return }
            for amount in [1, 1, -1] {
                try tx.counts.count(
                    at: file.publishedAt,
                    day: CivilDate(daysSinceEpoch: 20_000),
                    brand: file.brand,
                    feed: file.feed,
                    judgement: file.judgement,
                    by: amount
                )
            }
        }
        let counts = try await contract.read { tx in
            try tx.counts.quarters(
                of: nil,
                from: ContractStore.start - .days(1),
                until: ContractStore.start + .days(1)
            )
        }
        #expect(counts.map(\.count) == [1])
        #expect(counts.first?.start == MentionCount.bucketStart(of: ContractStore.start))
    }

    @Test func `the audit's chain holds, and breaks where a row is altered`() async throws {
        let contract = try ContractStore()
        try await contract.write { tx in
            for number in 1...5 { try tx.audit.add("test.act", facts: ["n": "\(number)"]) }
        }
        let sealed = try await contract.write { tx in
            [try tx.audit.seal(atMost: 3), try tx.audit.seal(atMost: 10)]
        }
        #expect(sealed == [3, 2])
        #expect(try await contract.read { try $0.audit.firstBreak() } == nil)
        await contract.store.close()
        try contract.runSQL("UPDATE audit SET act = 'test.other' WHERE sequence = 4")
        let again = try Store.open(sqliteFile: contract.path) { ContractStore.start }
        let broken = try await again.read(in: .everything) { try $0.audit.firstBreak() }
        #expect(broken == 4)
        await again.close()
    }
}
