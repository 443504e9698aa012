import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct RescoreRecordsTests {
    @Test(arguments: Engine.available)
    func `mentions come in the order in which they were made, with who judged them`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let engineMade = try await contract.store.write(by: .engine("intake")) { tx in
            try Sample.mention(in: tx)
        }
        let personMade = try await contract.write { tx in
            try Sample.mention(in: tx, Sample.Wording(brand: "Vex"))
        }
        let page = { (choice: RescoreChoice, after: Mention.ID?, limit: Int) in
            try await contract.read { try $0.rescores.mentions(choice, after: after, limit: limit) }
        }
        let all = try await page(RescoreChoice(), nil, 9)
        #expect(all.map(\.file.id) == [engineMade, personMade])
        #expect(all.map(\.isByPerson) == [false, true])
        #expect(all.map(\.languageHint) == [nil, nil])
        #expect(try await contract.read { try $0.mentions.file(engineMade) } == all.first?.file)
        let current = try await contract.number(
            "SELECT current_judgement_id FROM mentions WHERE id = ?1",
            engineMade.sqlValue
        )
        #expect(all.first?.judgement.rawValue == current)
        #expect(try await page(RescoreChoice(), engineMade, 9).map(\.file.id) == [personMade])
        #expect(try await page(RescoreChoice(), nil, 1).map(\.file.id) == [engineMade])
        let vex = RescoreChoice(brand: all.last?.file.brand)
        #expect(try await page(vex, nil, 9).map(\.file.id) == [personMade])
        let now = ContractStore.start
        #expect(try await page(RescoreChoice(since: now), nil, 9).count == 2)
        #expect(try await page(RescoreChoice(since: now + .seconds(1)), nil, 9).isEmpty)
    }

    /// A mention that the engine judged, as a run reads it.
    private func heard(_ contract: ContractStore) async throws -> JudgedMention {
        _ = try await contract.store.write(by: .engine("intake")) { tx in
            try Sample.mention(in: tx)
        }
        let found = try await contract.read { tx in
            try tx.rescores.mentions(RescoreChoice(), after: nil, limit: 9)
        }
        return try #require(found.last)
    }

    private func run(_ contract: ContractStore, _ choice: RescoreChoice = RescoreChoice())
        async throws -> RescoreRun
    {
        try await contract.write { tx in
            let ruleset = try #require(try tx.rulesets.effectiveID())
            let id = try tx.rescores.start(choice, by: ruleset)
            return try #require(try tx.rescores.run(id))
        }
    }

    @Test(arguments: Engine.available)
    func `a run comes back as it was begun, and only one runs at a time`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let brand = try await heard(contract).file.brand
        let choice = RescoreChoice(brand: brand, since: ContractStore.start)
        let run = try await run(contract, choice)
        #expect(run.state == .running && run.choice == choice && run.fingerprint == "test")
        #expect(run.last == nil && run.seen == 0 && run.startedAt == ContractStore.start)
        #expect(try await contract.read { try $0.rescores.run(.running) } == run)
        #expect(try await contract.read { try $0.rescores.run(.undoing) } == nil)
        await #expect(throws: (any Error).self) { try await self.run(contract) }
        #expect(try await contract.write { try $0.rescores.move(run, to: .done) })
        #expect(try await !contract.write { try $0.rescores.move(run, to: .done) })
        let next = try await self.run(contract)
        let runs = try await contract.read { try $0.rescores.runs(after: nil, limit: 9) }
        #expect(runs.map(\.id) == [next.id, run.id])
        #expect(runs.last?.endedAt == ContractStore.start)
    }

    @Test(arguments: Engine.available)
    func `a run advances once from where it stands`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let mention = try await heard(contract).file.id
        let run = try await run(contract)
        #expect(try await contract.write { try $0.rescores.advance(run, to: mention, seen: 3) })
        #expect(try await !contract.write { try $0.rescores.advance(run, to: mention, seen: 3) })
        try await contract.write { tx in
            try tx.rescores.add(run.id, changed: 2, flipped: 1)
            try tx.rescores.add(run.id, changed: 1, restored: 4)
        }
        let now = try #require(try await contract.read { try $0.rescores.run(run.id) })
        #expect(now.last == mention && now.seen == 3)
        #expect(now.changed == 3 && now.flipped == 1 && now.restored == 4)
    }

    @Test(arguments: Engine.available)
    func `a mention gets another judgement and the one before again`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let mention = try await heard(contract)
        let run = try await run(contract)
        let other = Sample.judgement(.positive, .praise, language: "sv")
        let judge = { () async throws -> Bool in
            try await contract.write { tx in
                try tx.rescores.rejudge(mention, as: other, engineVersion: "lexicon/9", in: run)
            }
        }
        #expect(try await judge())
        let id = mention.file.id
        let file = try #require(try await contract.read { try $0.mentions.file(id) })
        #expect(file.judgement == other && file.version == mention.file.version + 1)
        let columns = try await contract.rows(3, "SELECT label, nature, language FROM mentions")
        #expect(columns == [[.text("positive"), .text("praise"), .text("sv")]])
        // It changed since it was read.
        #expect(try await !judge())
        #expect(try await contract.number("SELECT COUNT(*) FROM judgements") == 2)
        let changes = try await contract.read { try $0.rescores.changes(of: run, limit: 9) }
        let change = try #require(changes.first)
        #expect(changes.count == 1 && change.mention == id && change.before == mention.judgement)
        let back = { () async throws -> Bool in
            try await contract.write { tx in
                let before = try #require(try tx.rescores.judgement(change.before))
                let file = try #require(try tx.mentions.file(id))
                return try tx.rescores.restore(change, before, to: file)
            }
        }
        #expect(try await back())
        #expect(try await !back())
        let restored = try #require(try await contract.read { try $0.mentions.file(id) })
        #expect(restored.judgement == mention.file.judgement)
        #expect(try await contract.number("SELECT COUNT(*) FROM judgements") == 2)
    }

    @Test(arguments: Engine.available)
    func `a mention that became negative by being judged again is known by its moment`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let made = { (label: SentimentLabel) in
            try await contract.store.write(by: .engine("intake")) { tx in
                let judgement = Sample.judgement(label)
                _ = try Sample.mention(in: tx, Sample.Wording(judgement: judgement))
            }
        }
        for label in [SentimentLabel.neutral, .negative] { try await made(label) }
        let brand = try await heard(contract).file.brand
        let run = try await run(contract)
        let found = { () async throws -> [Instant] in
            let (start, end) = (ContractStore.start, ContractStore.start + .seconds(1))
            return try await contract.read { tx in
                try tx.rescores.becameNegative(of: brand, from: start, until: end)
            }
        }
        #expect(try await found().isEmpty)
        // Twice, so that a run before is no judgement to compare with.
        for language in ["sv", "pl"] {
            try await contract.store.write(by: RescoreRun.actor) { tx in
                let all = try tx.rescores.mentions(RescoreChoice(), after: nil, limit: 9)
                try tx.run("DELETE FROM rescore_changes")
                for mention in all {
                    let judgement = Sample.judgement(.negative, language: language)
                    _ = try tx.rescores.rejudge(
                        mention,
                        as: judgement,
                        engineVersion: "x",
                        in: run
                    )
                }
            }
            #expect(try await found() == [ContractStore.start])
        }
        #expect(
            try await contract.read { tx in
                try tx.rescores.becameNegative(
                    of: brand,
                    from: ContractStore.start + .seconds(1),
                    until: ContractStore.start + .seconds(9)
                )
            }.isEmpty
        )
    }
}
