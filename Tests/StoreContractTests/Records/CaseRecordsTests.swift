import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct CaseRecordsTests {
    @Test(arguments: Engine.available)
    func `cases are numbered from one without a gap, also after one that failed`(engine: Engine)
        async throws
    {
        struct Refusal: Error {}
        let contract = try ContractStore(engine)
        var numbers: [Int] = []
        for author in ["Mira", "Noor", "Otto"] {
            numbers.append(
                try await contract.write { try Sample.matter(in: $0, of: author).number }
            )
            await #expect(throws: Refusal.self) {
                try await contract.write { tx in
                    _ = try Sample.matter(in: tx, of: "lost")
                    throw Refusal()
                }
            }
        }
        #expect(numbers == [1, 2, 3])
        let second = try await contract.read { try $0.cases.record(number: 2) }
        #expect(second?.partyName == "Noor")
        #expect(try await contract.read { try $0.cases.record(number: 4) } == nil)
    }

    @Test(arguments: Engine.available)
    func `a case opens new, without an owner, due when its clock says`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let due = ContractStore.start + .hours(8)
        let opened = try await contract.write { try Sample.matter(in: $0, due: due) }
        let record = try #require(try await contract.read { try $0.cases.record(opened.id) })
        #expect(record == opened)
        #expect(record.state == .new && record.owner == nil && record.ownerName == nil)
        #expect(record.dueAt == due && record.openedAt == ContractStore.start)
        #expect(record.respondedAt == nil && record.resolvedAt == nil && record.outcome == nil)
        #expect(record.version == 1 && record.nature == .complaint)
        #expect(try await contract.read { try $0.cases.live(of: record.party) } == record)
        #expect(try await contract.read { try $0.cases.lastResolved(of: record.party) } == nil)
    }

    @Test(arguments: Engine.available)
    func `somebody's live cases are listed, those that are due first in front`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let owner = try await contract.write { tx in
            let owner = try Sample.member(tx, "Anna").id
            let dues: [Duration?] = [nil, .hours(8), .hours(1), .hours(2)]
            for (number, due) in zip(1..., dues) {
                let matter = try Sample.matter(
                    in: tx,
                    of: "Author \(number)",
                    due: due.map { tx.now + $0 }
                )
                var change = CaseChange(of: matter)
                change.owner = owner
                // The fourth is settled, and a fifth belongs to nobody.
                change.state = number == 4 ? .resolved : .open
                _ = try tx.cases.change(matter.id, to: change, expecting: matter.version)
            }
            _ = try Sample.matter(in: tx, of: "Author 5")
            return owner
        }
        let cases = try await contract.read { try $0.cases.live(ownedBy: owner) }
        #expect(cases.map(\.number) == [3, 2, 1])
    }

    @Test(arguments: Engine.available)
    func `every field of a change is stored, and what was may be taken away again`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let (record, owner) = try await contract.write { tx in
            (try Sample.matter(in: tx), try Sample.member(tx, "Anna").id)
        }
        var full = CaseChange(of: record)
        full.state = .resolved
        full.owner = owner
        full.nature = .question
        full.dueAt = ContractStore.start + .hours(1)
        full.respondedAt = ContractStore.start + .hours(2)
        full.resolvedAt = ContractStore.start + .hours(3)
        full.outcome = .promised
        let changed = try await apply(full, to: record.id, expecting: 1, on: contract)
        let stored = try #require(changed)
        #expect(CaseChange(of: stored) == full)
        #expect(stored.ownerName == "Anna" && stored.version == 2)
        let last = try await contract.read { try $0.cases.lastResolved(of: record.party) }
        #expect(last == stored)
        #expect(try await contract.read { try $0.cases.live(of: record.party) } == nil)
        let emptied = try await apply(
            CaseChange(of: record),
            to: record.id,
            expecting: 2,
            on: contract
        )
        #expect(emptied.map(CaseChange.init(of:)) == CaseChange(of: record))
    }

    @Test(arguments: Engine.available)
    func `of fifty who claim one case exactly one wins, and the others leave no change`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let (record, staff) = try await contract.write { tx in
            (
                try Sample.matter(in: tx),
                try (0..<50).map { try Sample.member(tx, "Agent\($0)").id }
            )
        }
        let before = try await contract.number("SELECT COUNT(*) FROM changes") ?? 0
        let winners = try await withThrowingTaskGroup(of: StaffMember.ID?.self) { group in
            for member in staff {
                group.addTask {
                    try await contract.store.write(by: .staff(member)) { tx in
                        try tx.cases.serialise(record.party)
                        var change = CaseChange(of: record)
                        change.state = .open
                        change.owner = member
                        let won = try tx.cases.change(record.id, to: change, expecting: 1)
                        return won ? member : nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(winners.count == 1)
        let stored = try #require(try await contract.read { try $0.cases.record(record.id) })
        #expect(stored.owner == winners.first && stored.version == 2)
        #expect(try await contract.number("SELECT COUNT(*) FROM changes") == before + 1)
        #expect(try await contract.number("SELECT version FROM parties") == 51)
    }

    @Test(arguments: Engine.available)
    func `many who open a case for one person at once get one`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in try tx.policies.apply(Sample.policy) }
        let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<30 {
                group.addTask {
                    try await contract.store.join(by: .engine("intake")) { tx in
                        let party = try Sample.party("Mira", in: tx)
                        try tx.cases.serialise(party)
                        if let live = try tx.cases.live(of: party) { return live.number }
                        return try tx.cases.open(
                            for: party,
                            nature: .complaint,
                            at: tx.now,
                            clock: nil
                        ).number
                    }
                }
            }
            return try await group.reduce(into: []) { $0.insert($1) } as Set<Int>
        }
        #expect(numbers == [1])
        let counts = try await contract.read { try $0.cases.countsByState() }
        #expect(counts == [.new: 1])
    }

    @Test(arguments: Engine.available)
    func `the case that was resolved last is the one that is reopened`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        var ids: [Case.ID] = []
        for hours in [5, 9, 7] {
            let record = try await contract.write { try Sample.matter(in: $0) }
            var change = CaseChange(of: record)
            change.state = .resolved
            change.resolvedAt = ContractStore.start + .hours(hours)
            _ = try await apply(change, to: record.id, expecting: 1, on: contract)
            ids.append(record.id)
        }
        let first = ids[0]
        let last = try await contract.read { tx in
            try tx.cases.record(first).flatMap { try tx.cases.lastResolved(of: $0.party) }
        }
        #expect(last?.id == ids[1])
    }

    // MARK: - Clocks

    @Test(arguments: Engine.available)
    func `a clock is overdue once its moment is there, until it is met or marked`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let start = ContractStore.start
        let ids = try await contract.write { tx in
            try [("Mira", 3), ("Noor", 1), ("Otto", 2)].map { author, hours in
                try Sample.matter(in: tx, of: author, due: start + .hours(hours)).id
            }
        }
        let early = try await overdue(at: start + .minutes(59), on: contract)
        #expect(early.isEmpty)
        let all = try await overdue(at: start + .hours(3), on: contract)
        #expect(all.map(\.matter) == [ids[1], ids[2], ids[0]])
        #expect(all.map(\.number) == [2, 3, 1])
        #expect(all.allSatisfy { $0.metric == .firstResponse })
        #expect(
            try await overdue(at: start + .hours(3), limit: 2, on: contract) == Array(all.prefix(2))
        )
        let marks = try await contract.write { tx in
            try tx.cases.meetClock(.firstResponse, of: ids[2])
            return try [
                tx.cases.markBreached(all[0]), tx.cases.markBreached(all[0]),
                tx.cases.markBreached(all[1]),
            ]
        }
        #expect(marks == [true, false, false])
        // Marked or not: what is not met is overdue.
        for (hours, count) in [(0, 0), (1, 1), (2, 1), (3, 2)] {
            let moment = start + .hours(hours)
            #expect(try await contract.read { try $0.cases.countOverdue(at: moment) } == count)
        }
        #expect(try await overdue(at: start + .hours(3), on: contract).map(\.matter) == [ids[0]])
    }

    @Test(arguments: Engine.available)
    func `each stretch of a case has a number, and each only one clock of a kind`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let start = ContractStore.start
        let record = try await contract.write { try Sample.matter(in: $0, due: start) }
        for expected in 1...3 {
            let segment = try await contract.write { tx in
                let segment = try tx.cases.nextSegment(of: .followUp, in: record.id)
                try tx.cases.start(try Self.followUp(segment, in: tx), of: record.id)
                return segment
            }
            #expect(segment == expected)
        }
        let next = try await contract.read { tx in
            try tx.cases.nextSegment(of: .firstResponse, in: record.id)
        }
        #expect(next == 2)
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                try tx.cases.start(try Self.followUp(3, in: tx), of: record.id)
            }
        }
    }

    @Test(arguments: Engine.available)
    func `a met clock keeps the moment when it was met first`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let record = try await contract.write { tx in
            try Sample.matter(in: tx, due: tx.now + .hours(8))
        }
        for _ in 0..<2 {
            contract.advance(by: .hours(1))
            try await contract.write { tx in
                try tx.cases.meetClock(.firstResponse, of: record.id)
                try tx.cases.meetClock(.resolution, of: record.id)
            }
        }
        let met = try await contract.number("SELECT met_at FROM clocks")
        #expect(met == (ContractStore.start + .hours(1)).rawValue)
    }

    // MARK: - The file

    @Test(arguments: Engine.available)
    func `a file of a case out of scope says that it exists and who owns it, no more`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let record = try await contract.write { tx in
            let record = try Sample.matter(in: tx)
            let mention = try Sample.mention(in: tx)
            _ = try tx.mentions.move(mention, to: .inCase, matter: record.id, expecting: 1)
            try tx.notes.add("Called the warehouse.", to: record.id)
            try tx.audit.add("case.noted", matter: record.id)
            return record
        }
        let whole = try #require(try await contract.read { try $0.cases.file(record.id) })
        #expect(whole.matter == record && whole.mentions.count == 1 && whole.notes.count == 1)
        #expect(whole.mentions[0].caseNumber == record.number)
        let blind = Scope(brands: [], includesPersonalData: false)
        let bare = try #require(
            try await contract.store.read(in: blind) { try $0.cases.file(record.id) }
        )
        #expect(bare.matter.number == record.number && bare.matter.partyName == nil)
        #expect(bare.mentions.isEmpty && bare.notes.isEmpty && bare.responses.isEmpty)
        #expect(bare.history.map(\.act) == ["case.noted"])
        #expect(try await contract.read { try $0.cases.file(Case.ID(rawValue: 404)) } == nil)
    }

    // MARK: -

    private func apply(
        _ change: CaseChange,
        to id: Case.ID,
        expecting version: Int,
        on contract: ContractStore
    ) async throws -> CaseRecord? {
        try await contract.write { tx in
            guard try tx.cases.change(id, to: change, expecting: version) else { return nil }
            return try tx.cases.record(id)
        }
    }

    private func overdue(at moment: Instant, limit: Int = 10, on contract: ContractStore)
        async throws -> [OverdueClock]
    {
        try await contract.read { try $0.cases.overdueClocks(at: moment, limit: limit) }
    }

    private static func followUp(_ segment: Int, in tx: WriteTransaction) throws -> ClockStart {
        ClockStart(
            metric: .followUp,
            segment: segment,
            policy: try tx.policies.apply(Sample.policy),
            startedAt: tx.now,
            targetMinutes: 60,
            dueAt: tx.now + .hours(1)
        )
    }
}
