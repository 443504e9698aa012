import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct AuditRecordsTests {
    @Test(arguments: Engine.available)
    func `a row tells who did what to which case, with its facts`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (record, anna) = try await contract.write { tx in
            (try Sample.matter(in: tx), try Sample.member(tx, "Anna"))
        }
        let facts = ["reason": "It's \"her\" case; சேவை 🦉", "empty": ""]
        try await contract.store.write(by: .staff(anna.id)) { tx in
            try tx.audit.add("case.assigned", matter: record.id, facts: facts)
        }
        contract.advance(by: .minutes(1))
        try await contract.store.write(by: .engine("clocks")) { tx in
            try tx.audit.add("case.breached", matter: record.id)
            try tx.audit.add("elsewhere")
        }
        let history = try await contract.read { try $0.audit.history(of: record.id) }
        #expect(history.map(\.act) == ["case.assigned", "case.breached"])
        #expect(history.map(\.actorName) == ["Anna", "clocks"])
        #expect(history.map(\.actorKind) == ["staff", "engine"])
        #expect(history.map(\.facts) == [facts, [:]])
        #expect(history.map(\.at) == [ContractStore.start, ContractStore.start + .minutes(1)])
    }

    // MARK: - The chain

    @Test(arguments: Engine.available)
    func `rows are sealed in batches in their order, each once`(engine: Engine) async throws {
        let contract = try await storeWithRows(engine, count: 5)
        #expect(try await contract.read { try $0.audit.hasUnsealed() })
        let sealed = try await contract.write { tx in
            try [3, 10, 10].map { try tx.audit.seal(atMost: $0) }
        }
        #expect(sealed == [3, 2, 0])
        #expect(try await contract.read { try $0.audit.hasUnsealed() } == false)
        #expect(try await contract.read { try $0.audit.firstBreak() } == nil)
        let places = try await contract.rows(1, "SELECT sequence FROM audit ORDER BY id")
        #expect(places == (1...5).map { [.int($0)] })
        try await contract.reopen()
        try await contract.write { tx in
            try tx.audit.add("later")
            _ = try tx.audit.seal(atMost: 10)
        }
        #expect(try await contract.read { try $0.audit.firstBreak() } == nil)
    }

    @Test(arguments: Engine.available)
    func `an empty chain holds`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        #expect(try await contract.read { try $0.audit.firstBreak() } == nil)
        #expect(try await contract.read { try $0.audit.hasUnsealed() } == false)
        #expect(try await contract.write { try $0.audit.seal(atMost: 10) } == 0)
    }

    @Test(
        arguments: Engine.available,
        [
            "UPDATE audit SET at = at + 1 WHERE sequence = 4",
            "UPDATE audit SET actor_kind = 'engine' WHERE sequence = 4",
            "UPDATE audit SET actor_name = 'tesu' WHERE sequence = 4",
            "UPDATE audit SET act = 'test.acu' WHERE sequence = 4",
            "UPDATE audit SET case_id = 1 WHERE sequence = 4",
            "UPDATE audit SET mention_id = 1 WHERE sequence = 4",
            "UPDATE audit SET payload_hash = (SELECT payload_hash FROM audit WHERE sequence = 1) "
                + "WHERE sequence = 4",
            "UPDATE audit SET chain_hash = (SELECT chain_hash FROM audit WHERE sequence = 1) "
                + "WHERE sequence = 4",
            "UPDATE audit_payloads SET payload = payload || ' ' "
                + "WHERE audit_id = (SELECT id FROM audit WHERE sequence = 4)",
            "UPDATE audit_payloads SET salt = payload_hash FROM audit "
                + "WHERE sequence = 4 AND audit_id = audit.id",
        ]
    )
    func `any change of a sealed row is found where it was made`(engine: Engine, sql: String)
        async throws
    {
        let contract = try await storeWithRows(engine, count: 7)
        _ = try await contract.write { try $0.audit.seal(atMost: 100) }
        #expect(try await contract.run(sql) == 1)
        #expect(try await contract.read { try $0.audit.firstBreak() } == 4)
    }

    @Test(arguments: Engine.available)
    func `a row that was taken out or moved is found`(engine: Engine) async throws {
        let gone = try await storeWithRows(engine, count: 7)
        _ = try await gone.write { try $0.audit.seal(atMost: 100) }
        try await gone.run(
            "DELETE FROM audit_payloads "
                + "WHERE audit_id = (SELECT id FROM audit WHERE sequence = 4)"
        )
        try await gone.run("DELETE FROM audit WHERE sequence = 4")
        #expect(try await gone.read { try $0.audit.firstBreak() } == 5)
        let swapped = try await storeWithRows(engine, count: 7)
        _ = try await swapped.write { try $0.audit.seal(atMost: 100) }
        for (from, to) in [(4, 99), (5, 4), (99, 5)] {
            try await swapped.run(
                "UPDATE audit SET sequence = ?2 WHERE sequence = ?1",
                .int(Int64(from)),
                .int(Int64(to))
            )
        }
        #expect(try await swapped.read { try $0.audit.firstBreak() } == 4)
    }

    // MARK: - Erasure

    @Test(arguments: Engine.available)
    func `without its payload a row still holds the chain, and can no longer be guessed`(
        engine: Engine
    ) async throws {
        let contract = try await storeWithRows(engine, count: 5)
        _ = try await contract.write { try $0.audit.seal(atMost: 100) }
        try await contract.run("DELETE FROM audit_payloads")
        #expect(try await contract.read { try $0.audit.firstBreak() } == nil)
    }

    @Test(arguments: Engine.available)
    func `the same facts never give the same hash, for each row has a salt of its own`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            for _ in 0..<50 { try tx.audit.add("test.act", facts: ["name": "Mira"]) }
        }
        for column in ["payload_hash FROM audit", "salt FROM audit_payloads"] {
            let values = try await contract.rows(1, "SELECT \(column)")
            #expect(Set(values).count == 50)
        }
        let rows = try await contract.rows(
            3,
            """
            SELECT p.salt, p.payload, a.payload_hash FROM audit AS a
            JOIN audit_payloads AS p ON p.audit_id = a.id
            """
        )
        for row in rows {
            guard case .bytes(let salt) = row[0], case .text(let payload) = row[1] else {
                Issue.record("a row has no salt or no payload")
                continue
            }
            #expect(salt.count == 16)
            #expect(row[2] == .bytes(ContentHash.bytes(of: salt + Array(payload.utf8))))
        }
    }

    // MARK: -

    private func storeWithRows(_ engine: Engine, count: Int) async throws -> ContractStore {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            for number in 1...count { try tx.audit.add("test.act", facts: ["n": "\(number)"]) }
        }
        return contract
    }
}
