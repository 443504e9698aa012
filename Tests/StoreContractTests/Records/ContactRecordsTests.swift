import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct ContactRecordsTests {
    @Test(arguments: Engine.available)
    func `a contact comes back as it was added, oldest first`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (record, anna) = try await contract.write { tx in
            (try Sample.matter(in: tx), try Sample.member(tx, "Anna").id)
        }
        try await contract.write { tx in
            for (hours, channel) in [(3, Channel.phone), (1, .email), (2, .letter)] {
                try tx.contacts.add(
                    NewContact(
                        party: record.party,
                        matter: record.id,
                        direction: .outbound,
                        isSolicited: hours == 1,
                        channel: channel,
                        visibility: .private,
                        nature: hours == 3 ? .question : nil,
                        staff: anna,
                        at: tx.now + .hours(hours)
                    )
                )
            }
        }
        let history = try await contract.read { try $0.contacts.history(of: record.party) }
        #expect(history.map(\.channel) == [.email, .letter, .phone])
        #expect(history.map(\.isSolicited) == [true, false, false])
        #expect(history.allSatisfy { $0.direction == .outbound && $0.visibility == .private })
        let ofCase = try await contract.read { try $0.contacts.ofCase(record.id) }
        #expect(ofCase.map(\.contact) == history)
        #expect(ofCase.map(\.nature) == [nil, nil, .question])
        #expect(ofCase.allSatisfy { $0.outcome == nil && $0.staffName == "Anna" })
    }

    @Test(arguments: Engine.available)
    func `nature and outcome are filled in once, and only where they lack`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let record = try await contract.write { tx in
            let record = try Sample.matter(in: tx)
            for nature in [nil, Nature.question] {
                try tx.contacts.add(Self.inbound(record, nature: nature, at: tx.now))
            }
            try tx.contacts.complete(record.id, nature: .complaint, outcome: .promised)
            try tx.contacts.complete(record.id, nature: .praise, outcome: .refused)
            return record
        }
        let contacts = try await contract.read { try $0.contacts.ofCase(record.id) }
        #expect(contacts.map(\.nature) == [.complaint, .question])
        #expect(contacts.map(\.outcome) == [.promised, .promised])
    }

    @Test(arguments: Engine.available)
    func `a mention comes in once, and a response goes out once`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (record, mention, response) = try await contract.write { tx in
            let record = try Sample.matter(in: tx)
            let response = try tx.responses.add(
                NewResponse(
                    matter: record.id,
                    mention: nil,
                    state: .uncertain,
                    visibility: .private,
                    channel: .email,
                    body: "Sorry.",
                    threadAddress: nil,
                    staff: nil
                )
            )
            return (record, try Sample.mention(in: tx), response)
        }
        let twice = [
            NewContact(
                party: record.party,
                matter: record.id,
                mention: mention,
                direction: .inbound,
                isSolicited: false,
                channel: .publicReply,
                visibility: .public,
                at: ContractStore.start
            ),
            NewContact(
                party: record.party,
                matter: record.id,
                response: response,
                direction: .outbound,
                isSolicited: true,
                channel: .email,
                visibility: .private,
                at: ContractStore.start
            ),
        ]
        for contact in twice {
            try await contract.write { try $0.contacts.add(contact) }
            await #expect(throws: StoreError.self) {
                try await contract.write { try $0.contacts.add(contact) }
            }
        }
        #expect(try await contract.read { try $0.contacts.ofCase(record.id) }.count == 2)
    }

    @Test(arguments: Engine.available, [1, 3])
    func `of many who count and then add at once no more pass than are allowed`(
        engine: Engine,
        limit: Int
    ) async throws {
        let contract = try ContractStore(engine)
        let record = try await contract.write { try Sample.matter(in: $0) }
        let passed = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let body: @Sendable (WriteTransaction) throws -> Bool = { tx in
                        try tx.cases.serialise(record.party)
                        let sent = try tx.contacts.history(of: record.party)
                        guard sent.count < limit else { return false }
                        try tx.contacts.add(
                            NewContact(
                                party: record.party,
                                matter: record.id,
                                direction: .outbound,
                                isSolicited: false,
                                channel: .email,
                                visibility: .private,
                                at: tx.now
                            )
                        )
                        return true
                    }
                    return number.isMultiple(of: 2)
                        ? try await contract.write(body)
                        : try await contract.store.join(by: .engine("sender"), body)
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(passed == limit)
        let history = try await contract.read { try $0.contacts.history(of: record.party) }
        #expect(history.count == limit)
    }

    private static func inbound(_ record: CaseRecord, nature: Nature?, at: Instant) -> NewContact {
        NewContact(
            party: record.party,
            matter: record.id,
            direction: .inbound,
            isSolicited: false,
            channel: .publicReply,
            visibility: .public,
            nature: nature,
            at: at
        )
    }
}
