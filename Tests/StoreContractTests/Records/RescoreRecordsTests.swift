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
}
