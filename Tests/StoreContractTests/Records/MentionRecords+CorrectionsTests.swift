import EarshotModel
import Testing

@testable import RecordStorage

/// What people say of mentions in the engine's place, on every engine.
@Suite struct MentionRecordsCorrectionsTests {
    /// A mention that the engine judged, and somebody who will judge it.
    private func heard(_ contract: ContractStore) async throws -> (JudgedMention, StaffMember) {
        let id = try await contract.store.write(by: .engine("intake")) { tx in
            try Sample.mention(in: tx)
        }
        let member = try await contract.write { try Sample.member($0, "Anna") }
        return (try await judged(id, contract), member)
    }

    private func judged(_ id: Mention.ID, _ contract: ContractStore) async throws -> JudgedMention {
        let found = try await contract.read { try $0.rescores.mentions([id]) }
        return try #require(found.first)
    }

    private func correct(
        _ mention: JudgedMention,
        as label: SentimentLabel,
        by member: StaffMember,
        _ contract: ContractStore
    ) async throws -> Bool {
        try await contract.store.write(by: .staff(member.id)) { tx in
            try tx.mentions.correct(
                mention,
                as: Sample.judgement(label, .praise),
                ruleset: try #require(try tx.rulesets.effectiveID())
            )
        }
    }

    @Test(arguments: Engine.available)
    func `a person's judgement takes the engine's place, and says what the engine said`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let (mention, anna) = try await heard(contract)
        #expect(mention.file.correction == nil && !mention.isByPerson)
        #expect(try await correct(mention, as: .positive, by: anna, contract))
        let now = try await judged(mention.file.id, contract)
        #expect(now.isByPerson && now.corrected == mention.judgement)
        #expect(now.file.judgement.label == .positive && now.file.judgement.nature == .praise)
        #expect(now.file.version == mention.file.version + 1)
        let correction = try #require(now.file.correction)
        #expect(correction.by == "Anna" && correction.at == ContractStore.start)
        #expect(correction.label == .negative && correction.nature == .complaint)
        #expect(correction.score == -400)
        // It changed since it was read.
        #expect(try await !correct(mention, as: .neutral, by: anna, contract))
        #expect(try await contract.number("SELECT COUNT(*) FROM judgements") == 2)
    }

    @Test(arguments: Engine.available)
    func `who corrects a correction still takes the place of what the engine said`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let (mention, anna) = try await heard(contract)
        #expect(try await correct(mention, as: .positive, by: anna, contract))
        let once = try await judged(mention.file.id, contract)
        #expect(try await correct(once, as: .neutral, by: anna, contract))
        let twice = try await judged(mention.file.id, contract)
        #expect(twice.corrected == mention.judgement)
        #expect(twice.file.correction?.label == .negative)
        let restored = try await contract.write { try $0.mentions.restoreCorrected(twice) }
        #expect(restored == mention.file.judgement)
        let back = try await judged(mention.file.id, contract)
        #expect(back.judgement == mention.judgement && back.file.correction == nil)
        #expect(try await contract.write { try $0.mentions.restoreCorrected(back) } == nil)
        #expect(try await contract.number("SELECT COUNT(*) FROM judgements") == 3)
    }

    @Test(arguments: Engine.available)
    func `the rules may judge it again`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (mention, anna) = try await heard(contract)
        #expect(try await correct(mention, as: .positive, by: anna, contract))
        let corrected = try await judged(mention.file.id, contract)
        let judge = { () async throws -> Bool in
            try await contract.store.write(by: .staff(anna.id)) { tx in
                try tx.mentions.judgeByRules(
                    corrected,
                    as: Sample.judgement(.mixed),
                    ruleset: try #require(try tx.rulesets.effectiveID()),
                    engineVersion: "lexicon/9"
                )
            }
        }
        #expect(try await judge())
        let now = try await judged(mention.file.id, contract)
        #expect(now.file.correction == nil && now.file.judgement.label == .mixed)
        // It is the engine's, and may be judged again.
        #expect(!now.isByPerson)
        #expect(try await !judge())
    }

    @Test(arguments: Engine.available)
    func `what people said is listed, newest made first, within the brands of a scope`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let (first, anna) = try await heard(contract)
        let others = try await contract.store.write(by: .engine("intake")) { tx in
            [
                try Sample.mention(in: tx),
                try Sample.mention(in: tx, Sample.Wording(brand: "Vex")),
            ]
        }
        let last = try await judged(others[1], contract)
        for mention in [first, last] {
            #expect(try await correct(mention, as: .mixed, by: anna, contract))
        }
        let page = { (after: Mention.ID?, limit: Int) in
            try await contract.read { try $0.mentions.corrected(after: after, limit: limit) }
        }
        #expect(try await page(nil, 9).map(\.id) == [last.file.id, first.file.id])
        #expect(try await page(nil, 1).map(\.id) == [last.file.id])
        #expect(try await page(last.file.id, 9).map(\.id) == [first.file.id])
        let scope = Scope(brands: [last.file.brand], includesPersonalData: false)
        let seen = try await contract.store.read(in: scope) { try $0.mentions.corrected(limit: 9) }
        #expect(seen.map(\.id) == [last.file.id])
    }
}
