import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct StoryRecordsTests {
    @Test(arguments: Engine.available)
    func `of those who tell a story at one time all hear of the same first telling`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        _ = try await contract.write { tx in try Sample.mention(in: tx) }
        let other = try contract.neighbour()
        let heard = try await withThrowingTaskGroup(of: [ToldStory: Mention.ID].self) { group in
            for number in 0..<12 {
                let store = number.isMultiple(of: 2) ? contract.store : other
                group.addTask {
                    try await store.write(by: .engine("intake")) { tx in
                        let new = try Sample.newMention(in: tx)
                        let keys = (0..<5).map { number in
                            ToldStory(story: "s\(number)", brand: new.mention.brand)
                        }
                        let stories = Dictionary(uniqueKeysWithValues: keys.map { ($0, new.id) })
                        let told = try tx.stories.tell(stories)
                        try tx.mentions.add(new)
                        return told
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(heard.count == 12 && Set(heard).count == 1)
        #expect(Set(heard.flatMap(\.values)).count == 1)
        #expect(try await contract.number("SELECT COUNT(*) FROM stories") == 5)
        await contract.part(from: other)
    }

    @Test(arguments: Engine.available)
    func `a story is told by a mention that is there`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                let new = try Sample.newMention(in: tx)
                _ = try tx.stories.tell([ToldStory(story: "s", brand: new.mention.brand): new.id])
            }
        }
    }

    @Test(arguments: Engine.available)
    func `what follows a mention follows the one that takes its place`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            try (0..<4).map { _ in try Sample.mention(in: tx) }
        }
        let brand = try #require(try await contract.read { try $0.mentions.file(ids[0]) }).brand
        let story = ToldStory(story: "s", brand: brand)
        try await contract.write { tx in
            #expect(try tx.stories.tell([story: ids[0]]) == [story: ids[0]])
            #expect(try tx.stories.nextTelling(after: ids[0]) == nil)
            for id in ids.dropFirst() {
                try tx.run(
                    "UPDATE mentions SET triage = ?1, first_telling_id = ?2 WHERE id = ?3",
                    [.text(id == ids[1] ? "noted" : "clustered"), ids[0].sqlValue, id.sqlValue]
                )
            }
            #expect(try tx.stories.nextTelling(after: ids[0]) == ids[2])
            try tx.stories.handOver(from: ids[0], to: ids[2])
            #expect(try tx.stories.tell([story: ids[1]]) == [story: ids[2]])
            #expect(try tx.stories.nextTelling(after: ids[2]) == ids[3])
            let tellers = try tx.stories.tellers(of: ids)
            #expect(ids.map { tellers[$0] } == [ids[0], ids[1], ids[2], ids[2]])
            try tx.stories.forget(ids[2])
            #expect(try tx.stories.tell([story: ids[1]]) == [story: ids[1]])
        }
    }

    @Test(arguments: Engine.available)
    func `a story is told anew only where its mention is older than that`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let ids = try (0..<2).map { _ in try Sample.mention(in: tx) }
            let story = ToldStory(story: "s", brand: try Sample.brand("Brontavia", in: tx))
            #expect(try tx.stories.teller(of: story) == nil)
            _ = try tx.stories.tell([story: ids[0]])
            #expect(try !tx.stories.renew(story, by: ids[1], before: tx.now))
            #expect(try !tx.stories.renew(story, by: ids[0], before: tx.now + .hours(1)))
            #expect(try tx.stories.renew(story, by: ids[1], before: tx.now + .hours(1)))
            #expect(try tx.stories.teller(of: story) == ids[1])
            try tx.stories.forget(story)
            #expect(try tx.stories.teller(of: story) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func `a copy of what tells no story any more follows nobody`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let ids = try (0..<2).map { _ in try Sample.mention(in: tx) }
            try Sample.story(toldBy: ids[0], followedBy: ids[1], in: tx)
            #expect(try tx.stories.tellers(of: ids) == [ids[0]: ids[0], ids[1]: ids[0]])
            try tx.stories.forget(ids[0])
            #expect(try tx.stories.tellers(of: ids) == [ids[0]: ids[0], ids[1]: ids[1]])
        }
    }
}
