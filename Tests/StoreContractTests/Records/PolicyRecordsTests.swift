import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct PolicyRecordsTests {
    @Test(arguments: Engine.available)
    func `settings come back as they were written, in a version of their own`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        #expect(try await contract.read { try $0.policies.effective() == nil })
        #expect(try await contract.read { try $0.policies.effectiveID() } == nil)
        let first = try await contract.write { try $0.policies.apply(Sample.policy) }
        var changed = Sample.policy
        changed.companyName = "Brontavia, Łódź — சேவை"
        changed.queueMaxAgeDays = nil
        let next = changed
        let second = try await contract.write { try $0.policies.apply(next) }
        #expect(first < second)
        let found = try await contract.read { try $0.policies.effective() }
        #expect(found?.id == second && found?.policy == next)
        #expect(try await contract.read { try $0.policies.effectiveID() } == second)
    }

    @Test(arguments: Engine.available)
    func `the same settings again make no version, others keep those before them`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        var other = Sample.policy
        other.unmatchedTextDays = 7
        let changed = other
        let ids = try await contract.write { tx in
            try [Sample.policy, Sample.policy, changed, Sample.policy].map {
                try tx.policies.apply($0)
            }
        }
        #expect(ids[0] == ids[1] && ids[1] < ids[2] && ids[2] < ids[3])
        let rows = try await contract.rows(
            4,
            "SELECT id, parent_id, hash, content FROM policy_versions ORDER BY id"
        )
        #expect(rows.map { $0[1] } == [.null, ids[0].sqlValue, ids[2].sqlValue])
        #expect(rows[0][2] == rows[2][2] && rows[0][2] != rows[1][2])
        for row in rows {
            guard case .text(let content) = row[3] else { continue }
            #expect(row[2] == .text(ContentHash.hex(of: content)))
        }
        let changes = "SELECT COUNT(*) FROM changes WHERE kind = 'policy'"
        #expect(try await contract.number(changes) == 3)
    }

    @Test(arguments: Engine.available)
    func `a version tells who wrote it and when`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.store.write(by: .local("root")) { tx in
            _ = try tx.policies.apply(Sample.policy)
        }
        let row = try await contract.rows(
            3,
            "SELECT actor_kind, actor_name, created_at FROM policy_versions"
        )
        #expect(row == [[.text("local"), .text("root"), .int(ContractStore.start.rawValue)]])
    }

    @Test(arguments: Engine.available)
    func `a store says whether it is a demonstration`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        #expect(try await contract.read { try $0.policies.isDemo() } == false)
        try await contract.write { try $0.policies.markAsDemo() }
        try await contract.reopen()
        #expect(try await contract.read { try $0.policies.isDemo() })
    }
}
