import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct LeaseRecordsTests {
    private static let (anna, bo): (Int64, Int64) = (1, 2)

    @Test(arguments: Engine.available)
    func `of two that want a lease the first has it`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        #expect(try await take(contract, "chore", Self.anna))
        #expect(try await take(contract, "chore", Self.bo) == false)
        #expect(try await take(contract, "other", Self.bo))
    }

    @Test(arguments: Engine.available)
    func `whoever has a lease renews it from now on`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        #expect(try await take(contract, "chore", Self.anna))
        contract.advance(by: .seconds(50))
        #expect(try await take(contract, "chore", Self.anna))
        contract.advance(by: .seconds(59))
        #expect(try await take(contract, "chore", Self.bo) == false)
    }

    @Test(arguments: Engine.available)
    func `a lease is free at the moment at which it ends, and then the next one's`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        #expect(try await take(contract, "chore", Self.anna))
        contract.advance(by: .seconds(60) - .milliseconds(1))
        #expect(try await take(contract, "chore", Self.bo) == false)
        contract.advance(by: .milliseconds(1))
        #expect(try await take(contract, "chore", Self.bo))
        #expect(try await take(contract, "chore", Self.anna) == false)
    }

    @Test(arguments: Engine.available)
    func `a lease that is given back is free at once`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        #expect(try await take(contract, "chore", Self.anna))
        try await contract.write { try $0.leases.release("chore", of: Self.anna) }
        #expect(try await take(contract, "chore", Self.bo))
    }

    @Test(arguments: Engine.available)
    func `nobody gives back what another one has`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        #expect(try await take(contract, "chore", Self.anna))
        try await contract.write { tx in
            try tx.leases.release("chore", of: Self.bo)
            try tx.leases.release("unknown", of: Self.bo)
        }
        #expect(try await take(contract, "chore", Self.bo) == false)
    }

    @Test(arguments: Engine.available)
    func `of many that want a free lease at once one gets it`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let other = try contract.neighbour()
        let winners = try await withThrowingTaskGroup(of: Int64?.self) { group in
            for holder in Int64(1)...8 {
                let store = holder % 2 == 0 ? contract.store : other
                group.addTask {
                    let isOurs = try await store.write(by: .local("test")) { tx in
                        try tx.leases.take("chore", for: holder, lasting: .seconds(60))
                    }
                    return isOurs ? holder : nil
                }
            }
            return try await group.reduce(into: [Int64]()) { winners, winner in
                if let winner { winners.append(winner) }
            }
        }
        #expect(winners.count == 1)
        await contract.part(from: other)
    }

    @Test(.enabled(if: Engine.server != nil))
    func `nodes that others have are told, and neither one's own nor what ran out`() async throws {
        let contract = try ContractStore(.postgreSQL)
        #expect(try await others(contract) == [])
        try await contract.write { tx in
            _ = try tx.leases.take("node:5000", for: Self.bo, lasting: .seconds(60))
            _ = try tx.leases.take("chore:audit", for: Self.bo, lasting: .seconds(60))
        }
        #expect(try await others(contract) == ["node:5000"])
        contract.advance(by: .seconds(61))
        #expect(try await others(contract) == [])
    }

    // MARK: -

    private func take(_ contract: ContractStore, _ name: String, _ holder: Int64) async throws
        -> Bool
    {
        try await contract.write { tx in
            try tx.leases.take(name, for: holder, lasting: .seconds(60))
        }
    }

    private func others(_ contract: ContractStore) async throws -> [String] {
        let holder = contract.store.holder
        return try await contract.read { tx in
            try tx.session.rows(LeaseStatement.others, tx.now, holder) { try $0.text() }
        }
    }
}
