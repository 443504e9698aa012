import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

@Suite struct ErasureRecordsTests {
    /// What may be found nowhere once Mira is erased.
    private static let traces = [
        "Talavasti", "talavasti", "quibblesome", "mira.t@", "+46 70 555 01 02", "ORD-99817",
        "answered-her", "phoned-her", "why-her", "M-4711",
    ]

    @Test(arguments: Engine.available)
    func `an erased person is in no column of any table, and counts stay`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        let before = try await numbers(contract)
        #expect(try await found(in: contract).count == Self.traces.count)
        let summary = try await erase(contract)
        #expect(summary == ErasureSummary(mentions: 2, entries: 3, cases: 1))
        #expect(try await found(in: contract).isEmpty)
        #expect(try await numbers(contract) == before)
        #expect(try await contract.number("SELECT COUNT(*) FROM customers") == 1)
        #expect(try await contract.number("SELECT COUNT(*) FROM identifiers") == 1)
    }

    @Test func `nothing of an erased person is left in the files, open or closed`() async throws {
        let contract = try ContractStore(.sqlite)
        try await furnish(contract)
        // Rows that come and go between leave their cells behind in pages that are used again.
        try await contract.write { tx in
            for number in 0..<400 {
                let wording = Sample.Wording(
                    text: "Brontavia \(number) " + String(repeating: "filler ", count: 40)
                )
                let new = try Sample.newMention(in: tx, wording)
                try tx.mentions.add(new)
                try tx.entries.index(new.entry, words: "brontavia filler \(number)")
            }
        }
        #expect(try traces(inFilesOf: contract).contains("quibblesome"))
        _ = try await erase(contract)
        try await contract.store.wipeErased()
        #expect(try traces(inFilesOf: contract).isEmpty)
        #expect(try await contract.read { try $0.erasures.waitingToBeWiped() } == nil)
        try await contract.reopen()
        let others = try await contract.read { tx in
            try tx.search.mentions(holding: ["filler"], limit: 500).count
        }
        #expect(others == 400)
        await contract.store.close()
        #expect(try traces(inFilesOf: contract).isEmpty)
    }

    @Test(arguments: Engine.available)
    func `a wipe that did not take place is remembered until it does`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        try await contract.store.wipeErased()
        _ = try await erase(contract)
        #expect(try await contract.read { try $0.erasures.waitingToBeWiped() } == 1)
        try await contract.reopen()
        #expect(try await contract.read { try $0.erasures.waitingToBeWiped() } == 1)
        try await contract.store.wipeErased()
        #expect(try await contract.read { try $0.erasures.waitingToBeWiped() } == nil)
    }

    @Test(arguments: Engine.available)
    func `the mentions of an erased person look withdrawn, and the case is over`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        _ = try await erase(contract)
        let files = try await contract.read { tx in
            try tx.mentions.page(MentionFilter(), after: nil, limit: 10)
        }
        let hers = files.filter { $0.textRemoval == .erased }
        #expect(Set(hers.map(\.triage)) == [.inCase, .withdrawn])
        for file in hers {
            #expect(file.title.isEmpty && file.text.isEmpty && file.link == nil)
            #expect(file.author == nil && file.customerName == nil && file.spans.isEmpty)
            #expect(file.customerLink == .nobody && file.judgement.evidence.parts.isEmpty)
            #expect(file.judgement.label == .negative)
        }
        let others = files.filter { $0.textRemoval == nil }
        #expect(others.map(\.text) == ["Brontavia is slow."])
        #expect(others.first?.author?.name == "Noor Sol")
        let matter = try #require(hers.compactMap(\.matter).first)
        let file = try #require(try await contract.read { try $0.cases.file(matter) })
        #expect(file.matter.state == .closed && file.matter.outcome == .noneNeeded)
        #expect(file.matter.partyName == nil)
        #expect(file.contacts.count == 2)
        #expect(file.contacts.allSatisfy { $0.outcome != nil && $0.nature != nil })
        #expect(file.notes.map(\.text) == [""] && file.responses.map(\.body) == [""])
        #expect(file.history.map(\.act) == ["case.assigned", "case.erased"])
        #expect(file.history.map(\.facts) == [[:], [:]])
        let running = try await contract.number("SELECT COUNT(*) FROM clocks WHERE met_at IS NULL")
        #expect(running == 0)
    }

    @Test(arguments: Engine.available)
    func `the chain of the audit holds, and only facts about the person are gone`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        _ = try await contract.write { try $0.audit.seal(atMost: 100) }
        _ = try await erase(contract)
        _ = try await contract.write { try $0.audit.seal(atMost: 100) }
        #expect(try await contract.read { try $0.audit.firstBreak() } == nil)
        let kept = try await contract.rows(
            2,
            """
            SELECT a.act, p.payload FROM audit AS a JOIN audit_payloads AS p ON p.audit_id = a.id
            ORDER BY a.id
            """
        )
        let acts = kept.map(\.[0])
        #expect(acts == ["innocent", "case.erased", "customer.erased"].map { .text($0) })
        let facts = kept.map(\.[1])
        #expect(facts.last == .text(#"{"cases":"1","entries":"3","mentions":"2"}"#))
    }

    @Test(arguments: Engine.available)
    func `an erased person's keys are on the list, those of others are not`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        let keys: [ErasureKey] = [
            .reference("M-4711"), .identifier(Self.email),
            .author("email:mira.t@talavasti.example"),
            .author("name:forum.example/mira talavasti"), .identifier(Self.order),
            .reference("N-1"), .author("email:noor@sol.example"),
        ]
        #expect(try await contract.read { try $0.erasures.erased(among: Set(keys)) }.isEmpty)
        _ = try await erase(contract)
        let listed = try await contract.read { try $0.erasures.erased(among: Set(keys)) }
        #expect(listed == Set(keys[0...2]))
        #expect(try await contract.read { try $0.erasures.erased(among: []) }.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `an erased entry is known by its identity, in its own feed only`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        let feed = try await contract.write { try Sample.feed(in: $0) }
        let other = try await contract.write { tx in
            let feed = Sample.feed(tx, "https://forum.example/other")
            try tx.feeds.add(feed, site: "forum.example")
            return feed.id
        }
        _ = try await erase(contract)
        let identities = ["guid:talavasti-1", "guid:noor-1", "guid:unknown"]
        let known = try await contract.read { tx in
            try tx.entries.known(in: feed, identities: identities)
        }
        #expect(known.mapValues(\.isErased) == ["guid:talavasti-1": true, "guid:noor-1": false])
        let elsewhere = try await contract.read { tx in
            try tx.entries.known(in: other, identities: identities)
        }
        #expect(elsewhere.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `an entry can be kept out from the start`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            let entry = Sample.entry(
                in: tx,
                identity: "guid:quibblesome",
                text: "quibblesome",
                written: EntryAuthor(name: "Mira Talavasti")
            )
            let kept = StoredEntry(
                id: entry.id,
                revision: entry.revision,
                revisionNumber: 1,
                entry: entry.entry,
                contentHash: "h",
                author: nil,
                keepsText: true,
                isErased: true
            )
            try tx.entries.add([kept], to: feed)
            let known = try tx.entries.known(in: feed, identities: ["guid:quibblesome"])
            #expect(known["guid:quibblesome"]?.isErased == true)
        }
        #expect(try await found(in: contract).isEmpty)
    }

    @Test(arguments: Engine.available)
    func `nobody is erased by a reference that nobody has, and nobody twice`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        #expect(try await contract.write { try $0.erasures.erase(reference: "m-4711") } == nil)
        #expect(try await contract.number("SELECT COUNT(*) FROM erasure_list") == 0)
        _ = try await erase(contract)
        #expect(try await contract.write { try $0.erasures.erase(reference: "M-4711") } == nil)
        let other = try await contract.write { try $0.erasures.erase(reference: "N-1") }
        #expect(other == ErasureSummary(mentions: 0, entries: 0, cases: 0))
        #expect(try await contract.number("SELECT COUNT(*) FROM customers") == 0)
    }

    @Test(arguments: Engine.available)
    func `the oldest copy that stays takes the place of an erased first telling`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        let (first, hers, others) = try await contract.write { tx in
            let files = try tx.mentions.page(MentionFilter(), after: nil, limit: 9)
            let mine = files.filter { $0.author?.name == "Mira Talavasti" }
            let first = try #require(mine.first { $0.matter != nil }).id
            let copy = try #require(mine.first { $0.matter == nil }).id
            let other = try #require(files.first { $0.author?.name == "Noor Sol" }).id
            let others = [other, try Sample.mention(in: tx)]
            for id in [copy] + others {
                try Sample.story(toldBy: first, followedBy: id, in: tx)
            }
            return (first, copy, others)
        }
        _ = try await erase(contract)
        let (teller, tellers, heirs, copies) = try await contract.write { tx in
            let brand = try #require(try tx.mentions.file(first)).brand
            return (
                try tx.stories.teller(of: ToldStory(story: "s", brand: brand)),
                try tx.stories.tellers(of: [hers] + others), try tx.mentions.heirs(),
                try others.map { try tx.mentions.file($0)?.triage }
            )
        }
        #expect(teller == others[0] && heirs == [others[0]])
        #expect(tellers == [hers: hers, others[0]: others[0], others[1]: others[0]])
        #expect(copies == [TriageState.new, .clustered])
    }

    @Test(arguments: Engine.available)
    func `an erased first telling without a copy that stays leaves its story to the next`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        try await furnish(contract)
        try await contract.write { tx in
            let mine = try tx.mentions.page(MentionFilter(), after: nil, limit: 9)
                .filter { $0.author?.name == "Mira Talavasti" }
            let first = try #require(mine.first { $0.matter != nil }).id
            let copy = try #require(mine.first { $0.matter == nil }).id
            try Sample.story(toldBy: first, followedBy: copy, in: tx)
        }
        _ = try await erase(contract)
        let copies = "SELECT COUNT(*) FROM mentions WHERE first_telling_id IS NOT NULL"
        #expect(try await contract.number(copies) == 0)
        #expect(try await contract.number("SELECT COUNT(*) FROM stories") == 0)
    }

    // MARK: -

    private static let email = Identifier(kind: .email, key: "mira.t@talavasti.example")
    private static let order = Identifier(kind: .order, key: "99817")

    private func erase(_ contract: ContractStore) async throws -> ErasureSummary? {
        try await contract.write { try $0.erasures.erase(reference: "M-4711") }
    }

    /// Mira with two mentions, an entry without one, a case and all that belongs to it; and Noor.
    private func furnish(_ contract: ContractStore) async throws {
        try await contract.write { tx in
            let mira = Self.mira(tx)
            try tx.customers.put(mira, identifiers: [Self.email, Self.order])
            let noor = Customer(id: tx.newID(), reference: "N-1", name: "Noor Sol")
            try tx.customers.put(
                noor,
                identifiers: [Identifier(kind: .email, key: "noor@sol.example")]
            )
            let written = EntryAuthor(
                name: "Mira Talavasti",
                url: "https://forum.example/u/talavasti",
                email: "Mira.T@talavasti.example"
            )
            let linked = try Self.say("talavasti-1", by: written, customer: mira.id, in: tx)
            _ = try Self.say("talavasti-2", by: written, customer: nil, in: tx)
            let feed = try Sample.feed(in: tx)
            let idle = Sample.entry(in: tx, identity: "guid:talavasti-3", written: written)
            try tx.entries.add([idle], to: feed)
            let hers = EntryAuthor(name: "Noor Sol")
            _ = try Sample.mention(
                in: tx,
                Sample.Wording(identity: "guid:noor-1", author: hers)
            )
            try Self.handle(linked, of: mira, in: tx)
            try tx.audit.add("innocent", facts: ["brands": "1"])
            try tx.audit.add("named", facts: ["reason": "asked by Mira Talavasti"])
            try tx.audit.add("named", facts: ["customer": "M-4711"])
        }
    }

    private static func mira(_ tx: WriteTransaction) -> Customer {
        Customer(
            id: tx.newID(),
            reference: "M-4711",
            name: "Mira Talavasti",
            familyName: "Talavasti",
            emails: ["mira.t@talavasti.example"],
            phones: ["+46 70 555 01 02"],
            orders: ["ORD-99817"]
        )
    }

    private static func say(
        _ identity: String,
        by author: EntryAuthor,
        customer: Customer.ID?,
        in tx: WriteTransaction
    ) throws -> NewMention {
        let why = [LinkFactor(factor: "email", mention: "why-her", customer: "why-her", bits: 9)]
        let new = try Sample.newMention(
            in: tx,
            Sample.Wording(
                title: "quibblesome",
                text: "Brontavia is quibblesome.",
                identity: "guid:\(identity)",
                author: author,
                link: customer.map {
                    CustomerLink(customer: $0, probability: 0.99, decision: .linked, why: why)
                } ?? .nobody
            )
        )
        try tx.mentions.add(new)
        try tx.entries.index(new.entry, words: "brontavia is quibblesome talavasti")
        let day = try #require(CivilDate(year: 2026, month: 3, day: 2))
        try tx.counts.count(
            at: tx.now,
            day: day,
            brand: new.mention.brand,
            feed: new.feed,
            judgement: new.judgement
        )
        return new
    }

    private static func handle(_ new: NewMention, of mira: Customer, in tx: WriteTransaction)
        throws
    {
        let party = Party.customer(mira.id)
        let policy = try tx.policies.apply(Sample.policy)
        try tx.cases.serialise(party)
        let clock = ClockStart(
            metric: .firstResponse,
            segment: 1,
            policy: policy,
            startedAt: tx.now,
            targetMinutes: 480,
            dueAt: tx.now + .hours(8)
        )
        let matter = try tx.cases.open(for: party, nature: .complaint, at: tx.now, clock: clock)
        _ = try tx.mentions.move(new.id, to: .inCase, matter: matter.id, expecting: 1)
        try tx.notes.add("phoned-her", to: matter.id)
        let response = try tx.responses.add(
            NewResponse(
                matter: matter.id,
                mention: new.id,
                state: .postedByHand,
                visibility: .public,
                channel: .publicReply,
                body: "answered-her",
                threadAddress: "https://forum.example/u/talavasti/1",
                staff: nil
            )
        )
        for direction in [Direction.inbound, .outbound] {
            try tx.contacts.add(
                NewContact(
                    party: party,
                    matter: matter.id,
                    mention: direction == .inbound ? new.id : nil,
                    response: direction == .outbound ? response : nil,
                    direction: direction,
                    isSolicited: true,
                    channel: .publicReply,
                    visibility: .public,
                    at: tx.now
                )
            )
        }
        try tx.audit.add("case.assigned", matter: matter.id, facts: ["reason": "knows her"])
    }

    /// The rows whose number an erasure must leave alone.
    private func numbers(_ contract: ContractStore) async throws -> [Int64?] {
        var numbers: [Int64?] = []
        for sql in [
            "SELECT COUNT(*) FROM mentions", "SELECT COUNT(*) FROM entries",
            "SELECT COUNT(*) FROM entry_revisions", "SELECT COUNT(*) FROM judgements",
            "SELECT COUNT(*) FROM contacts", "SELECT COUNT(*) FROM cases",
            "SELECT COUNT(*) FROM responses", "SELECT COUNT(*) FROM notes",
            "SELECT CAST(SUM(n) AS {int}) FROM counts_quarter",
            "SELECT CAST(SUM(n) AS {int}) FROM counts_day",
        ] {
            numbers.append(try await contract.number(sql))
        }
        return numbers
    }

    /// The traces that stand in any text column of any table.
    private func found(in contract: ContractStore) async throws -> Set<String> {
        var found: Set<String> = []
        for table in TableShape.all {
            for column in table.textColumns.sorted() {
                let rows = try await contract.rows(1, "SELECT \(column) FROM \(table.name)")
                for case .text(let text)? in rows.map(\.first) {
                    found.formUnion(Self.traces.filter { text.contains($0) })
                }
            }
        }
        return found
    }

    /// The traces that stand in the bytes of the database, its log and its index.
    private func traces(inFilesOf contract: ContractStore) throws -> Set<String> {
        var found: Set<String> = []
        for suffix in ["", "-wal", "-shm"] {
            guard let bytes = FileManager.default.contents(atPath: contract.place.path + suffix)
            else { continue }
            found.formUnion(Self.traces.filter { bytes.range(of: Data($0.utf8)) != nil })
        }
        return found
    }
}
