import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct AuthorRecordsTests {
    @Test(
        arguments: Engine.available,
        [
            (EntryAuthor(name: "Mira", url: "https://m.example", email: "m@example.com"), "Mira"),
            (EntryAuthor(url: "https://m.example", email: "m@example.com"), "m@example.com"),
            (EntryAuthor(url: "https://m.example"), "https://m.example"),
            (EntryAuthor(), "key:1"),
        ]
    )
    func `an author is made once for a key, with the best name there is`(
        engine: Engine,
        sample: (written: EntryAuthor, name: String)
    ) async throws {
        let contract = try ContractStore(engine)
        let made = try await contract.write { tx in
            try tx.authors.author(key: "key:1", from: sample.written)
        }
        #expect(made.key == "key:1" && made.name == sample.name)
        let again = try await contract.write { tx in
            try tx.authors.author(key: "key:1", from: EntryAuthor(name: "Somebody else"))
        }
        #expect(again == made)
        #expect(try await contract.read { try $0.authors.author(key: "key:1") } == made)
        #expect(try await contract.read { try $0.authors.author(key: "KEY:1") } == nil)
    }

    @Test(arguments: Engine.available)
    func `many who meet a new author at once make one`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let ids = try await withThrowingTaskGroup(of: Author.ID.self) { group in
            for _ in 0..<30 {
                group.addTask {
                    try await contract.store.join(by: .engine("intake")) { tx in
                        try tx.authors.author(key: "k", from: EntryAuthor(name: "Mira")).id
                    }
                }
            }
            return try await group.reduce(into: []) { $0.insert($1) } as Set<Author.ID>
        }
        #expect(ids.count == 1)
        #expect(try await contract.number("SELECT COUNT(*) FROM authors") == 1)
    }
}
