import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct NoteRecordsTests {
    @Test(arguments: Engine.available)
    func `a note tells who wrote it and when, oldest first`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (record, anna) = try await contract.write { tx in
            (try Sample.matter(in: tx), try Sample.member(tx, "Anna").id)
        }
        for (actor, text) in [(Actor.staff(anna), "first"), (.local("root"), "second 🦉")] {
            try await contract.store.write(by: actor) { tx in
                try tx.notes.add(text, to: record.id)
            }
            contract.advance(by: .minutes(1))
        }
        let notes = try await contract.read { try $0.notes.ofCase(record.id) }
        let start = ContractStore.start
        #expect(
            notes == [
                NoteRecord(text: "first", authorName: "Anna", at: start),
                NoteRecord(text: "second 🦉", authorName: "root", at: start + .minutes(1)),
            ]
        )
        await #expect(throws: StoreError.self) {
            try await contract.write { try $0.notes.add("lost", to: Case.ID(rawValue: 404)) }
        }
    }
}
