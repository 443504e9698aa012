import EarshotModel
import Synchronization
import Testing

@testable import RecordStorage

@Suite struct TransactionTests {
    private struct Refusal: Error {}

    @Test(arguments: Engine.available)
    func `an error takes the whole transaction back, its changes and its audit row too`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        await #expect(throws: Refusal.self) {
            try await contract.write { tx in
                try tx.feeds.add(Sample.feed(tx, "https://a.example/"), site: "a.example")
                try tx.audit.add("feed.added")
                throw Refusal()
            }
        }
        #expect(try await contract.read { try $0.feeds.count() } == 0)
        for table in ["sites", "changes", "audit", "audit_payloads"] {
            #expect(try await contract.number("SELECT COUNT(*) FROM \(table)") == 0, "\(table)")
        }
    }

    @Test(arguments: Engine.available)
    func `one poison of sixty-four writes costs that one only`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let failed = await withTaskGroup(of: Int?.self) { group in
            for number in 0..<64 {
                group.addTask { await Self.join(number, to: contract) { $0 == 31 } }
            }
            return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(failed == [31])
        let addresses = try await contract.read { tx in
            try tx.feeds.all().map(\.feed.configuredAddress)
        }
        #expect(Set(addresses) == Set((0..<64).filter { $0 != 31 }.map(Self.address)))
    }

    @Test(arguments: Engine.available)
    func `of writes that share a transaction each stands or falls alone`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let failed = await withTaskGroup(of: Int?.self) { group in
            for number in 0..<100 {
                group.addTask {
                    await Self.join(number, to: contract) { $0.isMultiple(of: 5) }
                }
            }
            return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(Set(failed) == Set((0..<100).filter { $0.isMultiple(of: 5) }))
        #expect(try await contract.read { try $0.feeds.count() } == 80)
        #expect(try await contract.number("SELECT COUNT(*) FROM changes") == 80)
        #expect(try await contract.number("SELECT MAX(n) FROM changes") == 80)
    }

    @Test(arguments: Engine.available)
    func `what the engine refuses of a joined write is told as the store's own error`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let outcomes = await withTaskGroup(of: (any Error)?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        try await contract.store.join(by: .engine("test")) { tx in
                            let feed = Sample.feed(tx, "https://same.example/")
                            try tx.feeds.add(feed, site: "same.example")
                        }
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        for case let error? in outcomes {
            #expect(error is StoreError, "\(type(of: error))")
        }
    }

    @Test(arguments: Engine.available)
    func `what the engine refuses of one joined write harms none of the others`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let failed = await withTaskGroup(of: Int?.self) { group in
            for number in 0..<64 {
                group.addTask {
                    await Self.join(number.isMultiple(of: 4) ? 0 : number, to: contract) { _ in
                        false
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(failed == [Int](repeating: 0, count: 15))
        #expect(try await contract.read { try $0.feeds.count() } == 49)
    }

    @Test(arguments: Engine.available)
    func `every joined write acts in its own name`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await contract.store.join(by: .engine("part\(number)")) { tx in
                        #expect(tx.actor == .engine("part\(number)"))
                        try tx.audit.add("test.part\(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let wrong = try await contract.number(
            "SELECT COUNT(*) FROM audit WHERE act <> 'test.' || actor_name"
        )
        #expect(wrong == 0)
        #expect(try await contract.number("SELECT COUNT(*) FROM audit") == 20)
    }

    @Test(arguments: Engine.available)
    func `intake is summed in one row a transaction, without the polls that failed`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try? await contract.store.join(by: .engine("intake")) { tx in
                        tx.recordIntake(IntakeSummary(polls: 1, entries: 2, mentions: 1))
                        if number.isMultiple(of: 4) { throw Refusal() }
                    }
                }
            }
        }
        let rows = try await contract.rows(
            2,
            """
            SELECT p.payload, a.actor_name FROM audit AS a
            JOIN audit_payloads AS p ON p.audit_id = a.id WHERE a.act = 'intake.committed'
            """
        )
        let facts = try rows.map { row in
            guard case .text(let payload) = row[0] else { throw Refusal() }
            return try JSONText.value([String: String].self, from: payload)
        }
        #expect(facts.compactMap { $0["polls"] }.compactMap(Int.init).reduce(0, +) == 30)
        #expect(facts.compactMap { $0["entries"] }.compactMap(Int.init).reduce(0, +) == 60)
        #expect(rows.count < 30)
        #expect(rows.allSatisfy { $0[1] == .text("intake") })
    }

    @Test(arguments: Engine.available)
    func `a write is seen by the next read and by a store opened later`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await contract.write { tx in try tx.policies.apply(Sample.policy) }
        #expect(try await contract.read { try $0.policies.effective()?.policy } == Sample.policy)
        try await contract.reopen()
        #expect(try await contract.read { try $0.policies.effective()?.policy } == Sample.policy)
        #expect(try await contract.number("SELECT COUNT(*) FROM policy_versions") == 1)
    }

    @Test(arguments: Engine.available)
    func `ids grow, also when the clock steps back and when the store is opened again`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let first: Feed.ID = try await contract.write { tx in
            let feed = Sample.feed(tx, "https://a.example/")
            try tx.feeds.add(feed, site: "a.example")
            return feed.id
        }
        contract.advance(by: .hours(-5))
        let second: Feed.ID = try await contract.write { $0.newID() }
        #expect(first < second)
        contract.advance(by: .days(-30))
        try await contract.reopen()
        let third: Feed.ID = try await contract.write { $0.newID() }
        #expect(first < third)
    }

    @Test(arguments: Engine.available)
    func `a transaction knows when, by whom and how much of it may be seen`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let member: StaffMember.ID = try await contract.write { $0.newID() }
        contract.advance(by: .minutes(3))
        try await contract.store.write(by: .staff(member)) { tx in
            #expect(tx.now == ContractStore.start + .minutes(3))
            #expect(tx.actor == .staff(member))
            #expect(tx.scope == .everything)
        }
        let narrow = Scope(brands: [], includesPersonalData: false)
        let seen = try await contract.store.read(in: narrow) { $0.scope }
        #expect(seen == narrow)
    }

    // MARK: - The end

    @Test(arguments: Engine.available)
    func `a closed store refuses instead of hanging, and may be closed again`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        await contract.store.close()
        await contract.store.close()
        await #expect(throws: StoreError.closed) { try await contract.write { _ in } }
        await #expect(throws: StoreError.closed) { try await contract.read { _ in } }
        await #expect(throws: StoreError.closed) {
            try await contract.store.join(by: .engine("test")) { _ in }
        }
    }

    @Test(arguments: Engine.available)
    func `what was asked before the end is answered, what came later is refused`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await contract.write { tx in try tx.policies.apply(Sample.policy) }
        let unexpected = await withTaskGroup(of: String?.self) { group in
            for number in 0..<60 {
                group.addTask { await Self.attempt(number, on: contract) }
            }
            group.addTask {
                await contract.store.close()
                return nil
            }
            return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(unexpected.isEmpty)
    }

    // MARK: -

    private static func attempt(_ number: Int, on contract: ContractStore) async -> String? {
        do {
            switch number % 3 {
            case 0: _ = try await contract.read { try $0.policies.effective()?.policy }
            case 1: try await contract.write { try $0.audit.add("test.act") }
            default: try await contract.store.join(by: .engine("t")) { try $0.audit.add("t.act") }
            }
            return nil
        } catch StoreError.closed {
            return nil
        } catch {
            return "\(number): \(error)"
        }
    }

    private static func address(_ number: Int) -> String { "https://a.example/\(number)" }

    /// Joins a write of one feed, which throws when asked to; its number when it failed.
    private static func join(
        _ number: Int,
        to contract: ContractStore,
        failing fails: @escaping @Sendable (Int) -> Bool
    ) async -> Int? {
        do {
            try await contract.store.join(by: .engine("test")) { tx in
                try tx.feeds.add(Sample.feed(tx, address(number)), site: "a.example")
                if fails(number) { throw Refusal() }
            }
            return nil
        } catch {
            return number
        }
    }
}
