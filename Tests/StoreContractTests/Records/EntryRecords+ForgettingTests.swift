import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct EntryRecordsForgettingTests {
    @Test(arguments: Engine.available)
    func `entries that their feed dropped are forgotten, but for mentions and erased ones`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let feed = try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            let idle = ["dropped", "listed"].map { Sample.entry(in: tx, identity: $0) }
            try tx.entries.add(idle, to: feed)
            let hidden = Sample.entry(in: tx, identity: "hidden")
            let erased = StoredEntry(
                id: hidden.id,
                revision: hidden.revision,
                revisionNumber: 1,
                entry: hidden.entry,
                contentHash: "",
                author: nil,
                keepsText: false,
                isErased: true
            )
            try tx.entries.add([erased], to: feed)
            _ = try Sample.mention(in: tx, Sample.Wording(identity: "mentioned"))
            return feed
        }
        contract.advance(by: .days(300))
        try await contract.write { tx in
            let known = try tx.entries.known(in: feed, identities: ["listed"])
            try tx.entries.touch(known.values.map(\.id))
        }
        contract.advance(by: .days(66))
        #expect(try await forget(contract, after: .days(367)) == 0)
        #expect(try await forget(contract, after: .days(365)) == 1)
        #expect(try await forget(contract, after: .days(365)) == 0)
        let known = try await contract.read { tx in
            try tx.entries.known(
                in: feed,
                identities: ["dropped", "listed", "hidden", "mentioned"]
            )
        }
        #expect(Set(known.keys) == ["listed", "hidden", "mentioned"])
        #expect(try await contract.number("SELECT COUNT(*) FROM entry_revisions") == 3)
    }

    @Test(arguments: Engine.available)
    func `entries are forgotten in batches, each behind the last`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let entries = (0..<5).map { Sample.entry(in: tx, identity: "guid:\($0)") }
            try tx.entries.add(entries, to: try Sample.feed(in: tx))
        }
        contract.advance(by: .days(400))
        var last: EntryID?
        var sizes: [Int] = []
        for _ in 0..<4 {
            let after = last
            let ids = try await contract.write { tx in
                try tx.entries.forget(
                    unlistedSince: tx.now - .days(365),
                    after: after,
                    atMost: 2
                )
            }
            last = ids.last ?? last
            sizes.append(ids.count)
        }
        #expect(sizes == [2, 2, 1, 0])
        #expect(try await contract.read { try $0.entries.count() } == 0)
    }

    @Test(arguments: Engine.available)
    func `the text of a stranger's mention expires; judgement and counts stay`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let id = try await contract.write { tx in
            let new = try Sample.newMention(in: tx, Sample.Wording(title: "Slow"))
            try tx.mentions.add(new)
            try tx.entries.index(new.entry, words: "brontavia slow")
            return new.id
        }
        contract.advance(by: .days(731))
        #expect(try await expire(contract) == 1)
        let file = try #require(try await contract.read { try $0.mentions.file(id) })
        #expect(file.textRemoval == .expired && file.text.isEmpty && file.title.isEmpty)
        #expect(file.judgement.label == .negative && file.judgement.score == -400)
        #expect(file.judgement.evidence.parts.isEmpty && file.spans.isEmpty)
        #expect(file.version == 2 && file.triage == .new)
        let hits = try await contract.read { try $0.search.mentions(holding: ["slow"], limit: 9) }
        #expect(hits.isEmpty)
        #expect(try await expire(contract) == 0)
    }

    @Test(arguments: Engine.available)
    func `a text stays that is young, linked, or in a live case`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let mira = try Sample.customer(tx, "C-1", "Mira")
            let link = CustomerLink(
                customer: mira.id,
                probability: 1,
                decision: .linked,
                why: []
            )
            _ = try Sample.mention(in: tx, Sample.Wording(text: "linked", link: link))
            let owned = try Sample.mention(in: tx, Sample.Wording(text: "live"))
            let matter = try Sample.matter(in: tx)
            _ = try tx.mentions.move(owned, to: .inCase, matter: matter.id, expecting: 1)
        }
        contract.advance(by: .days(731))
        try await contract.write { tx in
            _ = try Sample.mention(in: tx, Sample.Wording(text: "young"))
        }
        #expect(try await expire(contract) == 0)
        try await contract.run("UPDATE cases SET state = 'closed'")
        #expect(try await expire(contract) == 1)
        let texts = try await contract.read { tx in
            try tx.mentions.page(MentionFilter(), after: nil, limit: 9).map(\.text)
        }
        #expect(Set(texts) == ["linked", "", "young"])
    }

    // MARK: -

    private func forget(_ contract: ContractStore, after life: Duration) async throws -> Int {
        try await contract.write { tx in
            try tx.entries.forget(unlistedSince: tx.now - life, after: nil, atMost: 500).count
        }
    }

    private func expire(_ contract: ContractStore) async throws -> Int {
        try await contract.write { tx in
            try tx.entries.expireTexts(before: tx.now - .days(730), after: nil, atMost: 500).count
        }
    }
}
