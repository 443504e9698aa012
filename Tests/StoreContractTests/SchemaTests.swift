import EarshotModel
import Testing

@testable import RecordStorage

/// The schema keeps the promises, whoever writes.
@Suite struct SchemaTests {
    /// Statements that no record file would run, each with what it would break.
    private static let wrong = [
        "UPDATE cases SET state = 'lost'",
        "UPDATE cases SET state = 'new', owner_id = (SELECT MIN(id) FROM staff)",
        "UPDATE cases SET owner_id = 1, state = 'open'",
        "UPDATE cases SET party_key = 'c:404'",
        "UPDATE cases SET number = 1",
        "UPDATE cases SET version = NULL",
        "UPDATE mentions SET triage = 'in_case'",
        "UPDATE mentions SET case_id = (SELECT MIN(id) FROM cases)",
        "UPDATE mentions SET triage = 'dismissed'",
        "UPDATE mentions SET dismissed_reason = 'spam'",
        "UPDATE mentions SET triage = 'elsewhere'",
        "UPDATE mentions SET queue_lane = 'praise', queue_rank = NULL",
        "UPDATE mentions SET entry_id = 1",
        "UPDATE mentions SET brand_id = 1",
        "UPDATE judgements SET score = 1001",
        "UPDATE judgements SET score = -1001",
        "UPDATE links SET probability_ppm = 1000001",
        "UPDATE links SET decision = 'perhaps'",
        "UPDATE links SET state = 'perhaps'",
        "UPDATE feeds SET kind = 'wall'",
        "UPDATE feeds SET weight = 101",
        "UPDATE feeds SET state = 'asleep'",
        "UPDATE feeds SET site = 'nowhere.example'",
        "UPDATE staff SET role = 'owner'",
        "UPDATE staff SET email = 'anna@example.com'",
        "UPDATE parties SET customer_id = (SELECT MIN(id) FROM customers)",
        "UPDATE parties SET author_id = NULL",
        "UPDATE contacts SET direction = 'sideways'",
        "UPDATE contacts SET channel = 'pigeon'",
        "UPDATE contacts SET visibility = 'secret'",
        "UPDATE contacts SET party_key = 'a:404'",
        "UPDATE responses SET state = 'lost'",
        "UPDATE responses SET visibility = 'secret'",
        "UPDATE responses SET body = NULL",
        "UPDATE clocks SET metric = 'patience'",
        "UPDATE change_counter SET id = 2",
        "UPDATE company SET id = 2",
        """
        INSERT INTO alerts (id, brand_id, kind, observed, usual_thousandths, days,
            chance_billionths, at) VALUES (1, (SELECT MIN(id) FROM brands), 'hunch', 1, 1, 1, 1, 1)
        """,
        """
        INSERT INTO rescore_changes (run_id, mention_id, before_id, after_id)
        VALUES (1, (SELECT MIN(id) FROM mentions), 1, 1)
        """,
        "UPDATE case_numbers SET id = 2",
        "INSERT INTO case_numbers (id, n) VALUES (1, 0)",
        "DELETE FROM staff",
        "DELETE FROM parties",
        "DELETE FROM authors",
        "DELETE FROM policy_versions",
        "DELETE FROM ruleset_versions",
        "DELETE FROM entries",
        "DELETE FROM entry_revisions",
        "DELETE FROM mentions",
        "DELETE FROM cases",
        "DELETE FROM brands",
        "INSERT INTO audit_payloads (audit_id, salt, payload) VALUES (1, {empty}, '{}')",
    ]

    @Test(arguments: Engine.available, wrong)
    func `a wrong state is refused, and nothing of it stays`(engine: Engine, sql: String)
        async throws
    {
        let contract = try await furnished(engine)
        let statement = sql.replacing("{empty}", with: engine == .sqlite ? "X''" : "''")
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                _ = try tx.session.connection.execute(statement, [])
            }
        }
        #expect(try await contract.number("SELECT COUNT(*) FROM cases WHERE state = 'new'") == 2)
        #expect(try await contract.number("SELECT COUNT(*) FROM mentions") == 1)
    }

    @Test(arguments: Engine.available)
    func `a person has one live case, however many are over`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let first = try await contract.write { try Sample.matter(in: $0) }
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in _ = try Sample.matter(in: tx) }
        }
        for state in CaseState.allCases where !state.isLive {
            try await contract.run("UPDATE cases SET state = ?1", .text(state.rawValue))
            let next = try await contract.write { try Sample.matter(in: $0) }
            #expect(next.id != first.id)
        }
        await #expect(throws: StoreError.self) {
            try await contract.run("UPDATE cases SET state = 'open'")
        }
    }

    @Test(arguments: Engine.available)
    func `the words of the model are those of the schema`(engine: Engine) async throws {
        let contract = try await furnished(engine)
        let owner = try await contract.number("SELECT MIN(id) FROM staff") ?? 0
        try await contract.run("DELETE FROM cases WHERE number = 2")
        for state in CaseState.allCases where state != .new {
            try await contract.run(
                "UPDATE cases SET state = ?1, owner_id = ?2",
                .text(state.rawValue),
                .int(owner)
            )
        }
        for state in TriageState.allCases where state != .inCase && state != .dismissed {
            try await contract.run(
                """
                UPDATE mentions SET triage = ?1,
                    queue_lane = CASE WHEN ?1 = 'queued' THEN 'review' END,
                    queue_rank = CASE WHEN ?1 = 'queued' THEN 0 END
                """,
                .text(state.rawValue)
            )
        }
        for state in ResponseState.allCases {
            try await contract.run("UPDATE responses SET state = ?1", .text(state.rawValue))
        }
        for channel in Channel.allCases {
            try await contract.run("UPDATE contacts SET channel = ?1", .text(channel.rawValue))
        }
        for metric in ClockMetric.allCases {
            try await contract.run("UPDATE clocks SET metric = ?1", .text(metric.rawValue))
        }
        for role in Role.allCases {
            try await contract.run("UPDATE staff SET role = ?1", .text(role.rawValue))
        }
        for kind in FeedKind.allCases {
            try await contract.run("UPDATE feeds SET kind = ?1", .text(kind.rawValue))
        }
        for state in FeedState.allCases {
            try await contract.run("UPDATE feeds SET state = ?1", .text(state.rawValue))
        }
        for decision in LinkDecision.allCases {
            try await contract.run("UPDATE links SET decision = ?1", .text(decision.rawValue))
        }
    }

    // MARK: -

    /// A store with a row in every table that the statements above touch.
    private func furnished(_ engine: Engine) async throws -> ContractStore {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let anna = try Sample.member(tx, "Anna")
            _ = try Sample.member(tx, "Bela")
            let customer = try Sample.customer(tx, "C-1", "Mira Holm")
            let link = CustomerLink(
                customer: customer.id,
                probability: 0.9,
                decision: .suggested,
                why: []
            )
            _ = try Sample.mention(in: tx, Sample.Wording(link: link))
            let matter = try Sample.matter(in: tx, due: tx.now + .hours(8))
            _ = try Sample.matter(in: tx, of: "Noor")
            let response = try tx.responses.add(
                NewResponse(
                    matter: matter.id,
                    mention: nil,
                    state: .draft,
                    visibility: .private,
                    channel: .email,
                    body: "Sorry.",
                    threadAddress: nil,
                    staff: anna.id
                )
            )
            try tx.contacts.add(
                NewContact(
                    party: matter.party,
                    matter: matter.id,
                    response: response,
                    direction: .outbound,
                    isSolicited: true,
                    channel: .email,
                    visibility: .private,
                    at: tx.now
                )
            )
        }
        return contract
    }
}
