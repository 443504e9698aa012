import EarshotModel
import RecordLinkage
import RecordStorage
import Testing

@testable import MentionIntake

@Suite struct IntakeWriterTests {
    @Test func `a new complaint opens a case of its author with a deadline`() async throws {
        let fixture = try await IntakeFixture()
        try await fixture.receive([IntakeFixture.entry()], from: try await fixture.feed())
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.triage == .inCase)
        #expect(mention.judgement.nature == .complaint)
        #expect(mention.publishedAt == IntakeFixture.start - .hours(1))
        #expect(try fixture.count("clocks") == 1)
        #expect(try fixture.rows("SELECT name FROM authors") == ["Mira Talavasti"])
        let matter = try #require(mention.matter)
        #expect(try await fixture.acts(in: matter) == ["case.opened", "mention.joined"])
    }

    @Test func `an edited entry gets a new judgement, the counts move and its case is told`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry()], from: feed)
        fixture.advance(by: .hours(3))
        try await fixture.receive([IntakeFixture.entry(1, IntakeFixture.praise)], from: feed)
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.judgement.label == .positive)
        #expect(mention.text == IntakeFixture.praise)
        #expect(mention.triage == .inCase)
        #expect(try fixture.count("judgements") == 2)
        #expect(try fixture.count("entry_revisions") == 2)
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
        let matter = try #require(mention.matter)
        #expect(try await fixture.acts(in: matter).contains("mention.edited"))
        #expect(try fixture.count("cases") == 1)
    }

    @Test func `a waiting mention has the lane of what it says, and the weight of its feed`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let (light, heavy) = (try await fixture.feed(), try await fixture.feed(weight: 70))
        try await fixture.receive([IntakeFixture.entry(1, IntakeFixture.praise)], from: light)
        try await fixture.receive([IntakeFixture.entry(2, IntakeFixture.praise)], from: heavy)
        let rows = try await fixture.waiting()
        #expect(rows.map(\.lane) == [.praise, .praise])
        #expect(rows.map(\.rank) == [QueueRank(influence: 70), QueueRank()])
    }

    @Test func `an edit that asks for no more moves a waiting mention to its new lane`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry(1, IntakeFixture.praise)], from: feed)
        let before = try #require(try await fixture.waiting().first)
        #expect(before.lane == .praise)
        try await fixture.receive([IntakeFixture.entry(1, "Brontavia has a shop.")], from: feed)
        let after = try #require(try await fixture.waiting().first)
        #expect(after.mention == before.mention)
        #expect(after.lane == .review)
    }

    @Test func `a brand that vanishes from the text withdraws its mention, but no case`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let entries = [
            IntakeFixture.entry(1), IntakeFixture.entry(2, IntakeFixture.praise, by: "Noor"),
        ]
        try await fixture.receive(entries, from: feed)
        let edited = [1, 2].map { IntakeFixture.entry($0, IntakeFixture.idle, by: "Noor") }
        try await fixture.receive(edited, from: feed)
        let mentions = try await fixture.mentions()
        #expect(mentions.map(\.triage) == [.inCase, .withdrawn])
        let matter = try #require(mentions.first?.matter)
        #expect(try await fixture.acts(in: matter).contains("mention.withdrawn"))
    }

    @Test func `no poll brings an erased person back, edited or in another feed`() async throws {
        let fixture = try await IntakeFixture()
        let (feed, other) = (try await fixture.feed(), try await fixture.feed())
        var entry = IntakeFixture.entry(1)
        entry.authors = [EntryAuthor(name: "Mira Talavasti", email: "mira@talavasti.example")]
        try await fixture.store.write(by: .local("test")) { tx in
            let mira = Customer(
                id: tx.newID(),
                reference: "C1",
                name: "Mira Talavasti",
                emails: ["mira@talavasti.example"]
            )
            let key = Identifier(kind: .email, key: "mira@talavasti.example")
            try tx.customers.put(mira, identifiers: [key])
        }
        try await fixture.receive([entry], from: feed)
        #expect(try await fixture.mentions().first?.customerName == "Mira Talavasti")
        let summary = try await fixture.store.write(by: .local("test")) { tx in
            try tx.erasures.erase(reference: "C1")
        }
        #expect(summary?.mentions == 1 && summary?.entries == 1 && summary?.cases == 1)
        let written = entry
        var edited = entry
        edited.text += " Again!"
        for (entry, feed) in [(written, feed), (edited, feed), (written, other), (edited, other)] {
            fixture.advance(by: .days(2))
            let found = try await fixture.receive([entry], from: feed)
            #expect(found.mentions == 0 && found.entries == 0)
        }
        #expect(try fixture.count("entries") == 2)
        #expect(try fixture.count("mentions") == 1)
        #expect(try fixture.count("entry_revisions WHERE text IS NOT NULL") == 0)
        #expect(try fixture.count("authors WHERE name <> ''") == 0)
        #expect(try fixture.count("entries WHERE identity LIKE 'guid:%'") == 0)
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
    }

    @Test func `a withdrawn mention whose brand comes back goes to the desk again`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry(1, IntakeFixture.praise)], from: feed)
        try await fixture.receive([IntakeFixture.entry(1, IntakeFixture.idle)], from: feed)
        #expect(try await fixture.mentions().map(\.triage) == [.withdrawn])
        try await fixture.receive([IntakeFixture.entry(1)], from: feed)
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.triage == .inCase)
        #expect(try fixture.count("mentions") == 1)
        #expect(try fixture.count("cases") == 1)
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
    }

    @Test(arguments: [
        ("Brontavia has an office in our street.", TriageState.noted),
        (IntakeFixture.praise, .queued),
    ])
    func `what was no complaint and is edited into one opens a case with a deadline`(
        text: String,
        state: TriageState
    ) async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry(1, text)], from: feed)
        #expect(try await fixture.mentions().map(\.triage) == [state])
        try await fixture.receive([IntakeFixture.entry(1)], from: feed)
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.triage == .inCase)
        let matter = try #require(mention.matter)
        let acts = try await fixture.acts(in: matter)
        #expect(acts == ["case.opened", "mention.joined"])
        #expect(try fixture.rows("SELECT metric FROM clocks") == ["first_response"])
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
    }

    @Test func `a story that two feeds tell is worked on once, and both its mentions are kept`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let told = IntakeFixture.entry(1, title: "Delivery")
        try await fixture.receive([told], from: try await fixture.feed())
        try await fixture.receive([told], from: try await fixture.feed())
        #expect(try await fixture.mentions().map(\.triage).contains(.clustered))
        #expect(try fixture.count("mentions") == 2)
        #expect(try fixture.count("cases") == 1)
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
    }

    @Test func `a copy that asks for more than the first telling goes to the desk, now or later`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let idle = IntakeFixture.entry(1, "Brontavia has a shop.", title: "Delivery")
        let (first, second) = (try await fixture.feed(), try await fixture.feed())
        try await fixture.receive([idle], from: first)
        try await fixture.receive([idle], from: second)
        #expect(try await fixture.mentions().map(\.triage).contains(.clustered))
        let full = IntakeFixture.entry(1, title: "Delivery")
        try await fixture.receive([full], from: second)
        #expect(try await fixture.mentions().map(\.triage).contains(.inCase))
        try await fixture.receive([full], from: try await fixture.feed())
        #expect(try fixture.count("cases") == 1)
        #expect(try fixture.count("mentions") == 3)
    }

    @Test func `what is edited into praise waits for eyes, and praise edited away still does`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let plain = IntakeFixture.entry(1, "Brontavia has an office in our street.")
        try await fixture.receive([plain], from: feed)
        try await fixture.receive([IntakeFixture.entry(1, IntakeFixture.praise)], from: feed)
        #expect(try await fixture.mentions().map(\.triage) == [.queued])
        try await fixture.receive([plain], from: feed)
        #expect(try await fixture.mentions().map(\.triage) == [.queued])
        #expect(try fixture.count("cases") == 0)
    }

    @Test func `what staff put aside stays aside, and so does what they judged and is only mended`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let praise = [1, 2].map { IntakeFixture.entry($0, IntakeFixture.praise) }
        try await fixture.receive(praise, from: feed)
        let ids = try await fixture.mentions().map(\.id)
        try await fixture.store.write(by: .local("test")) { tx in
            for (id, state) in zip(ids, [TriageState.dismissed, .noted]) {
                let reason: DismissalReason? = state == .dismissed ? .spam : nil
                let moved = try tx.mentions.move(id, to: state, dismissal: reason, expecting: 2)
                try #require(moved)
            }
        }
        let mended = IntakeFixture.entry(2, IntakeFixture.praise + " Really.")
        try await fixture.receive([IntakeFixture.entry(1), mended], from: feed)
        #expect(try await fixture.mentions().map(\.triage) == [.dismissed, .noted])
        #expect(try fixture.count("cases") == 0)
    }

    @Test(arguments: [
        (Duration.days(7), 7 as Int?, false), (.days(7) + .seconds(1), 7, true),
        (.days(400), 7, true), (.days(400), nil, false),
    ])
    func `what was published longer ago than queue_max_age is history`(
        age: Duration,
        limit: Int?,
        isHistory: Bool
    ) async throws {
        let fixture = try await IntakeFixture { $0.queueMaxAgeDays = limit }
        let entry = IntakeFixture.entry(1, age: age)
        try await fixture.receive([entry], from: try await fixture.feed())
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.isHistory == isHistory)
        #expect(mention.triage == (isHistory ? .noted : .inCase))
        #expect(try fixture.count("cases") == (isHistory ? 0 : 1))
        #expect(try fixture.count("clocks") == (isHistory ? 0 : 1))
    }

    @Test func `an entry without a date, or from the future, counts as of now`() async throws {
        let fixture = try await IntakeFixture()
        let entries = [
            IntakeFixture.entry(1, age: nil), IntakeFixture.entry(2, age: .hours(-5)),
        ]
        try await fixture.receive(entries, from: try await fixture.feed())
        let moments = try await fixture.mentions().map(\.publishedAt)
        #expect(moments == [IntakeFixture.start, IntakeFixture.start])
    }

    @Test func `every entry of a feed about a brand mentions it, without a span`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed(.review, about: fixture.own.id)
        try await fixture.receive([IntakeFixture.entry(1, "Terrible service. Broken.")], from: feed)
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.brand == fixture.own.id)
        #expect(mention.spans.isEmpty)
        #expect(mention.judgement.label == .negative)
    }

    @Test func `a rival's mention is noted and opens no case`() async throws {
        let fixture = try await IntakeFixture()
        let text = IntakeFixture.complaint.replacing("Brontavia", with: "Kellowick")
        try await fixture.receive(
            [IntakeFixture.entry(1, text)],
            from: try await fixture.feed()
        )
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.triage == .noted)
        #expect(!mention.isOwnBrand)
        #expect(try fixture.count("cases") == 0)
    }

    @Test func `an entry that names two brands is two mentions, each judged by itself`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let text = "Brontavia is terrible. I left. Kellowick is excellent, I love it."
        try await fixture.receive(
            [IntakeFixture.entry(1, text)],
            from: try await fixture.feed()
        )
        let labels = try await fixture.mentions().reduce(into: [:]) {
            $0[$1.brandName] = $1.judgement.label
        }
        #expect(labels == ["Brontavia": .negative, "Kellowick": .positive])
        #expect(try fixture.count("entries") == 1)
    }

    @Test func `a newspaper's blame is news, waits for eyes and opens no case`() async throws {
        let fixture = try await IntakeFixture()
        try await fixture.receive([IntakeFixture.entry()], from: try await fixture.feed(.news))
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.judgement.nature == .news)
        #expect(mention.triage == .queued)
        #expect(try fixture.count("cases") == 0)
    }

    @Test func `a customer is found by the address in the text, and the case is the customer's`()
        async throws
    {
        let fixture = try await IntakeFixture()
        let customer = try await fixture.addCustomer(email: "mira@talavasti.example")
        let text = IntakeFixture.complaint + " Write to mira@talavasti.example please."
        try await fixture.receive(
            [IntakeFixture.entry(1, text, by: "m_t")],
            from: try await fixture.feed()
        )
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.customerLink.customer == customer.id)
        #expect(mention.customerLink.decision == .linked)
        #expect(!mention.customerLink.why.isEmpty)
        #expect(try fixture.rows("SELECT party_key FROM cases") == ["c:\(customer.id)"])
    }

    @Test func `several complaints of one author join one case`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry(1)], from: feed)
        try await fixture.receive([IntakeFixture.entry(1), IntakeFixture.entry(2)], from: feed)
        #expect(try fixture.count("cases") == 1)
        #expect(try fixture.count("authors") == 1)
        #expect(try fixture.count("contacts") == 2)
    }

    @Test func `complaints that nobody signed are cases of their own`() async throws {
        let fixture = try await IntakeFixture()
        let entries = [1, 2].map { IntakeFixture.entry($0, by: nil) }
        try await fixture.receive(entries, from: try await fixture.feed())
        #expect(try fixture.count("cases") == 2)
    }

    @Test(arguments: [(30, 2), (0, 1)])
    func `a text without a mention is kept as long as the settings say, or not at all`(
        days: Int,
        texts: Int
    ) async throws {
        let fixture = try await IntakeFixture { $0.unmatchedTextDays = days }
        let entries = [IntakeFixture.entry(1), IntakeFixture.entry(2, IntakeFixture.idle)]
        try await fixture.receive(entries, from: try await fixture.feed())
        let kept = try fixture.rows("SELECT id FROM entry_revisions WHERE text IS NOT NULL")
        #expect(kept.count == texts)
        #expect(try fixture.count("entries") == 2)
    }

    @Test func `a closure that the engine runs again gives the same`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let rules = try #require(try await fixture.rules.current())
        let entries = (1...3).map { IntakeFixture.entry($0, by: "Author \($0)") }
        let news = try await fixture.intake.news(among: entries, of: feed)
        let judged = try news.fresh.map { entry in
            try fixture.intake.judge(
                fixture.intake.detect(entry, feed: feed, rules: rules),
                feed: feed,
                extent: news.extent,
                rules: rules
            )
        }
        let linked = try await fixture.intake.link(judged, site: "forum.example", rules: rules)
        let summaries = try await fixture.store.write(by: .engine("intake")) { tx in
            let writer = IntakeWriter(feed: feed, rules: rules, tx: tx)
            return [
                try writer.write(linked, touching: []), try writer.write(linked, touching: []),
            ]
        }
        #expect(summaries.map(\.mentions) == [3, 0])
        #expect(summaries.map(\.entries) == [3, 0])
        #expect(try fixture.count("mentions") == 3)
        #expect(try fixture.count("cases") == 3)
    }

    @Test(arguments: ["Mira Solberg", nil])
    func `an edit that shows who wrote it makes the case the customer's`(author: String?)
        async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry(by: author)], from: feed)
        #expect(try fixture.rows("SELECT party_key FROM cases").first?.hasPrefix("a:") == true)
        let customer = try await fixture.addCustomer(email: "mira@talavasti.example")
        let signed = IntakeFixture.complaint + " Write to mira@talavasti.example."
        try await fixture.receive([IntakeFixture.entry(1, signed, by: author)], from: feed)
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.customerLink.customer == customer.id)
        #expect(mention.customerLink.decision == .linked)
        #expect(try fixture.rows("SELECT party_key FROM cases") == ["c:\(customer.id)"])
        #expect(try fixture.rows("SELECT party_key FROM contacts") == ["c:\(customer.id)"])
        #expect(try fixture.rows("SELECT customer_id FROM mentions") == ["\(customer.id)"])
        let matter = try #require(mention.matter)
        #expect(try await fixture.acts(in: matter).contains("case.linked"))
    }

    @Test func `an edit does not link what somebody said is by another`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        try await fixture.receive([IntakeFixture.entry()], from: feed)
        let customer = try await fixture.addCustomer(email: "mira@talavasti.example")
        let id = try #require(try await fixture.mentions().first).id
        let rejected = CustomerLink(
            customer: customer.id,
            probability: 0.6,
            decision: .none,
            why: []
        )
        try await fixture.store.write(by: .local("test")) { tx in
            try tx.mentions.relink(id, to: rejected, as: .rejected)
        }
        let signed = IntakeFixture.complaint + " Write to mira@talavasti.example."
        try await fixture.receive([IntakeFixture.entry(1, signed)], from: feed)
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.text == signed && mention.customerLink.decision == .none)
        #expect(try fixture.rows("SELECT party_key FROM cases").first?.hasPrefix("a:") == true)
    }

    @Test func `counts equal a recount after entries of every kind, edited and not`() async throws {
        let fixture = try await IntakeFixture()
        let feeds = [
            try await fixture.feed(), try await fixture.feed(.news),
            try await fixture.feed(.review, about: fixture.own.id),
        ]
        let texts = [IntakeFixture.complaint, IntakeFixture.praise, IntakeFixture.idle]
        for turn in 0..<3 {
            for feed in feeds {
                let entries = (0..<6).map { number in
                    IntakeFixture.entry(number, texts[(number + turn) % 3], age: .hours(number))
                }
                try await fixture.receive(entries, from: feed)
            }
        }
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
        #expect(!counts.kept.isEmpty)
        let days = try fixture.rows("SELECT SUM(n) FROM counts_day").first
        #expect(days == "\(try fixture.count("mentions"))")
    }
}

extension IntakeFixture {
    func addCustomer(email: String) async throws -> Customer {
        try await store.write(by: .local("test")) { tx in
            let customer = Customer(
                id: tx.newID(),
                reference: "C-1",
                name: "Mira Talavasti",
                emails: [email]
            )
            _ = try tx.customers.put(
                customer,
                identifiers: [Identifier(kind: .email, key: email)]
            )
            return customer
        }
    }
}
