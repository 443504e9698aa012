import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct ResponseRecordsTests {
    @Test(arguments: Engine.available)
    func `a response comes back as it was recorded, oldest first`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (record, mention, ids) = try await contract.write { tx in
            let record = try Sample.matter(in: tx)
            let mention = try Sample.mention(in: tx)
            let anna = try Sample.member(tx, "Anna").id
            let ids = try [ResponseState.postedByHand, .uncertain].map { state in
                try tx.responses.add(
                    NewResponse(
                        matter: record.id,
                        mention: state == .postedByHand ? mention : nil,
                        state: state,
                        visibility: state == .postedByHand ? .public : .private,
                        channel: state == .postedByHand ? .publicReply : .email,
                        body: "Förlåt! 🙏\n— Anna",
                        threadAddress: state == .postedByHand ? "https://forum.example/t/1" : nil,
                        staff: state == .postedByHand ? anna : nil
                    )
                )
            }
            return (record, mention, ids)
        }
        let found = try await contract.read { try $0.responses.ofCase(record.id) }
        #expect(found.map(\.id) == ids)
        #expect(found.map(\.mention) == [mention, nil])
        #expect(found.map(\.state) == [.postedByHand, .uncertain])
        #expect(found.map(\.visibility) == [.public, .private])
        #expect(found.map(\.channel) == [.publicReply, .email])
        #expect(found.map(\.threadAddress) == ["https://forum.example/t/1", nil])
        #expect(found.map(\.authorName) == ["Anna", nil])
        #expect(found.allSatisfy { $0.body == "Förlåt! 🙏\n— Anna" })
        #expect(found.allSatisfy { $0.createdAt == ContractStore.start })
        let other = try await contract.read { try $0.responses.ofCase(Case.ID(rawValue: 404)) }
        #expect(other.isEmpty)
    }
}
