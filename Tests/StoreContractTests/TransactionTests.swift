import EarshotModel
import Foundation
import RecordStorage
import Synchronization
import Testing

@Suite struct TransactionTests {
    private struct Refusal: Error {}

    @Test func `an error takes the whole transaction back`() async throws {
        let contract = try ContractStore()
        await #expect(throws: Refusal.self) {
            try await contract.write { tx in
                try tx.feeds.add(Sample.feed(tx, "https://a.example/"), site: "a.example")
                throw Refusal()
            }
        }
        #expect(try await contract.read { try $0.feeds.count() } == 0)
    }

    @Test func `of writes that share a transaction each stands or falls alone`() async throws {
        let contract = try ContractStore()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    do {
                        try await contract.store.join(by: .engine("test")) { tx in
                            let address = "https://a.example/\(number)"
                            try tx.feeds.add(Sample.feed(tx, address), site: "a.example")
                            if number.isMultiple(of: 5) { throw Refusal() }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 40)
        let addresses = try await contract.read { tx in
            try tx.feeds.all().map(\.feed.configuredAddress)
        }
        #expect(addresses.count == 40)
        #expect(!addresses.contains("https://a.example/5"))
    }

    @Test func `a write is seen by the next read and by a store opened later`() async throws {
        let contract = try ContractStore()
        try await contract.write { tx in try tx.policies.apply(Sample.policy) }
        #expect(try await contract.read { try $0.policies.effective()?.policy } == Sample.policy)
        await contract.store.close()
        let again = try Store.open(sqliteFile: contract.path) { ContractStore.start }
        let policy = try await again.read(in: .everything) { try $0.policies.effective()?.policy }
        #expect(policy == Sample.policy)
        await again.close()
    }

    @Test func `a second opener is refused and told who holds the store`() throws {
        let contract = try ContractStore()
        #expect {
            try Store.open(sqliteFile: contract.path) { ContractStore.start }
        } throws: { error in
            guard case .locked(_, let holder?) = error as? StoreError else { return false }
            return Int(holder) != nil && "\(error)".contains(holder)
        }
    }

    @Test func `a closed store refuses instead of hanging`() async throws {
        let contract = try ContractStore()
        await contract.store.close()
        await #expect(throws: StoreError.closed) { try await contract.write { _ in } }
        await #expect(throws: StoreError.closed) { try await contract.read { _ in } }
    }

    @Test func `a file that is no database is refused and left as it was`() throws {
        let contract = try ContractStore()
        let path = contract.folder.appendingPathComponent("picture.png").path
        let bytes = [UInt8](repeating: 0x89, count: 4096)
        try #require(contract.write(bytes, to: path))
        #expect(throws: StoreError.self) {
            try Store.open(sqliteFile: path) { ContractStore.start }
        }
        #expect(contract.bytes(at: path) == bytes)
    }

    @Test func `ids grow, also when the clock steps back and when the store is opened again`()
        async throws
    {
        let contract = try ContractStore()
        let first: Feed.ID = try await contract.write { tx in
            let feed = Sample.feed(tx, "https://a.example/")
            try tx.feeds.add(feed, site: "a.example")
            return feed.id
        }
        contract.advance(by: .hours(-5))
        let second: Feed.ID = try await contract.write { $0.newID() }
        #expect(first < second)
        await contract.store.close()
        let earlier = ContractStore.start - .days(30)
        let again = try Store.open(sqliteFile: contract.path) { earlier }
        let third: Feed.ID = try await again.write(by: .local("test")) { $0.newID() }
        #expect(first < third)
        await again.close()
    }
}

extension ContractStore {
    func write(_ bytes: [UInt8], to path: String) -> Bool {
        FileManager.default.createFile(atPath: path, contents: Data(bytes))
    }

    func bytes(at path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }
}
