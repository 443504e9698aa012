import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct MentionRecordsLinksTests {
    private static func suggestion(_ reference: String = "C-1", in tx: WriteTransaction) throws
        -> CustomerLink
    {
        CustomerLink(
            customer: try Sample.customer(tx, reference, "Mira Holm").id,
            probability: 0.6,
            decision: .suggested,
            why: [LinkFactor(factor: "name", mention: "Mira", customer: "Mira Holm", bits: 4)]
        )
    }

    @Test(arguments: Engine.available)
    func `suggested customers of our brands wait to be confirmed, newest first, in scope`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            let link = try Self.suggestion(in: tx)
            _ = try Sample.mention(in: tx)
            return try (0..<3).map { _ in
                try Sample.mention(in: tx, Sample.Wording(link: link))
            }
        }
        let all = try await contract.read { try $0.mentions.toConfirm(limit: 9).map(\.id) }
        #expect(all == ids.reversed())
        let rest = try await contract.read { try $0.mentions.toConfirm(after: ids[2], limit: 1) }
            .map(\.id)
        #expect(rest == [ids[1]])
        for (limit, count) in [(2, 2), (9, 3)] {
            let counted = try await contract.read { try $0.mentions.countToConfirm(upTo: limit) }
            #expect(counted == count)
        }
        let blind = Scope(brands: [], includesPersonalData: false)
        let none = try await contract.store.read(in: blind) { try $0.mentions.toConfirm(limit: 9) }
        #expect(none.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `a decided link waits no longer, and what was suggested stays with what became of it`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        for (decision, state) in [(LinkDecision.linked, LinkState.accepted), (.none, .rejected)] {
            let id = try await contract.write { tx in
                let link = try Self.suggestion("C-\(state)", in: tx)
                let id = try Sample.mention(in: tx, Sample.Wording(link: link))
                let decided = CustomerLink(
                    customer: link.customer,
                    probability: link.probability,
                    decision: decision,
                    why: link.why
                )
                try tx.mentions.relink(id, to: decided, as: state)
                return id
            }
            #expect(try await contract.read { try $0.mentions.toConfirm(limit: 9) }.isEmpty)
            #expect(try await contract.read { try $0.mentions.isLinkDecided(id) })
            let file = try #require(try await contract.read { try $0.mentions.file(id) })
            #expect(file.customerLink.decision == decision && file.version == 2)
            let kept = try await contract.number(
                """
                SELECT COUNT(*) FROM links WHERE mention_id = \(id)
                    AND state = '\(state.rawValue)'
                """
            )
            #expect(kept == 2)
        }
    }
}
