import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct CaseRecordsJoiningTests {
    @Test(arguments: Engine.available)
    func `a merged case leaves what hangs on it to the other one, its clocks too`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let (old, new) = try await contract.write { tx in
            let due = tx.now + .days(1)
            let old = try Sample.matter(in: tx, of: "Mira", due: due)
            let new = try Sample.matter(in: tx, of: "Mira Holm", due: due)
            let author = EntryAuthor(name: "Mira")
            let mention = try Sample.mention(in: tx, Sample.Wording(author: author))
            _ = try tx.mentions.move(mention, to: .inCase, matter: old.id, expecting: 1)
            try tx.notes.add("Called them.", to: old.id)
            return (old, new)
        }
        let outcomes = try await contract.write { tx in
            [try tx.cases.merge(old, into: new.id), try tx.cases.merge(old, into: new.id)]
        }
        #expect(outcomes == [true, false])
        let file = try #require(try await contract.read { try $0.cases.file(new.id) })
        #expect(file.mentions.count == 1 && file.notes.count == 1)
        let clocks = try await contract.read { tx in
            try tx.cases.overdueClocks(at: tx.now + .days(2), limit: 9).map(\.matter)
        }
        #expect(clocks.allSatisfy { $0 == new.id })
        #expect(try await contract.read { try $0.cases.live(of: old.party) } == nil)
        #expect(try await contract.read { try $0.cases.record(old.id)?.state } == .merged)
    }

    @Test(arguments: Engine.available)
    func `an author's cases and contacts become the customer's, and lead there from then on`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let (matter, author, customer) = try await contract.write { tx in
            let wording = Sample.Wording(author: EntryAuthor(name: "Mira"))
            let mention = try Sample.mention(in: tx, wording)
            let author = try #require(try tx.mentions.file(mention)?.authorID)
            try tx.cases.serialise(.author(author))
            let matter = try tx.cases.open(
                for: .author(author),
                nature: .complaint,
                at: tx.now,
                clock: nil
            )
            _ = try tx.mentions.move(mention, to: .inCase, matter: matter.id, expecting: 1)
            let customer = try Sample.customer(tx, "C-1", "Mira Holm")
            try tx.cases.serialise(.customer(customer.id))
            return (matter, author, customer.id)
        }
        #expect(try await contract.read { try $0.cases.customer(behind: author) } == nil)
        #expect(try await contract.read { try $0.cases.knows(.author(author)) })
        #expect(try await contract.read { try !$0.cases.knows(.customer(customer)) })
        try await contract.write { tx in
            try tx.cases.handOver(from: .author(author), to: .customer(customer))
        }
        #expect(try await contract.read { try $0.cases.customer(behind: author) } == customer)
        #expect(try await contract.read { try !$0.cases.knows(.author(author)) })
        let live = try await contract.read { try $0.cases.live(of: .customer(customer)) }
        #expect(live?.id == matter.id && live?.version == matter.version + 1)
    }
}
