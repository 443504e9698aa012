import EarshotModel
import RecordStorage
import SentimentScoring
import SettingsReading
import Testing

@testable import MentionIntake

@Suite struct EntryIntakeTests {
    @Test func `one changed entry in a feed of fifty costs one judgement`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        var entries = (1...50).map { IntakeFixture.entry($0) }
        let first = try await fixture.receive(entries, from: feed)
        #expect(first == IntakeSummary(polls: 1, entries: 50, mentions: 50))
        #expect(try fixture.count("judgements") == 50)
        entries[17].text += " Still nothing."
        let news = try await fixture.intake.news(among: entries, of: feed)
        #expect(news.fresh.map(\.entry.identity) == ["guid:18"])
        try await fixture.receive(entries, from: feed)
        #expect(try fixture.count("judgements") == 51)
        #expect(try fixture.count("mentions") == 50)
    }

    @Test func `nothing is stored that would be judged by rules with a mistake`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let shipped = try IntakeFixture.shippedRules()
        let files = shipped.files.map { files in
            let change = files.language == "en" ? ["lexicon.tsv": "good\tvery\n"] : [:]
            return RuleFiles(
                language: files.language,
                texts: files.texts.merging(change) { $1 }
            )
        }
        let rules = RulesInForce(
            store: fixture.store,
            scorer: SentimentScorer(files: files, shared: shipped.shared),
            linking: shipped.linking,
            noise: shipped.noise
        )
        let intake = EntryIntake(store: fixture.store, rules: rules)
        let error = await #expect(throws: IntakeError.self) {
            try await intake.receive([IntakeFixture.entry(1)], from: feed, site: "forum.example")
        }
        #expect(error?.description.hasPrefix("en/lexicon.tsv:1: ") == true)
        #expect(try fixture.count("entries") == 0)
    }

    @Test func `the same entries twice write nothing the second time`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let entries = (1...5).map { IntakeFixture.entry($0) }
        try await fixture.receive(entries, from: feed)
        let before = try await fixture.everything()
        let summary = try await fixture.receive(entries, from: feed)
        #expect(summary == IntakeSummary(polls: 1))
        #expect(try await fixture.everything() == before)
    }

    @Test func `an entry listed twice in one feed counts once`() async throws {
        let fixture = try await IntakeFixture()
        let entry = IntakeFixture.entry(1)
        try await fixture.receive([entry, entry], from: try await fixture.feed())
        #expect(try fixture.count("entries") == 1)
        #expect(try fixture.count("mentions") == 1)
    }

    @Test func `that an entry is still listed is noted once a day`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let entry = IntakeFixture.entry(1)
        try await fixture.receive([entry], from: feed)
        fixture.advance(by: .hours(24))
        #expect(try await fixture.intake.news(among: [entry], of: feed).stale.isEmpty)
        fixture.advance(by: .hours(1))
        try await fixture.receive([entry], from: feed)
        let listed = try #require(try fixture.rows("SELECT last_listed_at FROM entries").first)
        #expect(listed == "\((IntakeFixture.start + .hours(25)).rawValue)")
        #expect(try fixture.count("entry_revisions") == 1)
    }

    @Test func `what else belongs to the savepoint commits with the entries or not at all`()
        async throws
    {
        struct Refusal: Error {}
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        await #expect(throws: Refusal.self) {
            try await fixture.intake.receive(
                [IntakeFixture.entry(1)],
                from: feed,
                site: "forum.example"
            ) { _ in throw Refusal() }
        }
        for table in ["entries", "mentions", "cases", "authors", "counts_quarter"] {
            #expect(try fixture.count(table) == 0, "\(table)")
        }
    }

    @Test func `two intakes of the same entries at once double nothing`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let entries = (1...20).map { IntakeFixture.entry($0, by: "Author \($0)") }
        await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { try await fixture.receive(entries, from: feed) }
            }
        }
        for table in ["entries", "entry_revisions", "mentions", "judgements", "cases", "contacts"] {
            #expect(try fixture.count(table) == 20, "\(table)")
        }
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
    }

    @Test func `racing with an edit leaves one of both texts, and never two mentions`() async throws
    {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        let texts = [IntakeFixture.complaint, IntakeFixture.praise]
        await withThrowingTaskGroup(of: Void.self) { group in
            for turn in 0..<10 {
                group.addTask {
                    let entry = IntakeFixture.entry(1, texts[turn % 2])
                    try await fixture.receive([entry], from: feed)
                }
            }
        }
        let mention = try #require(try await fixture.mentions().first)
        #expect(try fixture.count("mentions") == 1)
        #expect(texts.contains(mention.text))
        let counts = try fixture.countsAndRecount()
        #expect(counts.kept == counts.counted)
    }

    @Test func `a thousand entries in one poll are all taken in`() async throws {
        let fixture = try await IntakeFixture()
        let entries = (1...1_000).map { number in
            IntakeFixture.entry(
                number,
                number.isMultiple(of: 10) ? IntakeFixture.praise : IntakeFixture.idle
            )
        }
        let summary = try await fixture.receive(entries, from: try await fixture.feed())
        #expect(summary == IntakeSummary(polls: 1, entries: 1_000, mentions: 100))
        #expect(try fixture.count("entries") == 1_000)
    }

    @Test func `a text with U+0000 is kept whole, with spans that fit`() async throws {
        let fixture = try await IntakeFixture()
        let feed = try await fixture.feed()
        var entry = IntakeFixture.entry(1, "a\0b. Brontavia is terrible.", title: "t\0", by: "M\0")
        entry.identity = "guid:\0x"
        try await fixture.receive([entry], from: feed)
        try await fixture.receive([entry], from: feed)
        let mention = try #require(try await fixture.mentions().first)
        #expect(try fixture.count("mentions") == 1)
        #expect(mention.text == "a\u{FFFD}b. Brontavia is terrible.")
        let span = try #require(mention.spans.first)
        #expect(Array(mention.text.utf8)[span.start..<span.end].elementsEqual("Brontavia".utf8))
    }

    @Test func `an entry without title, text, author or date does no harm`() async throws {
        let fixture = try await IntakeFixture()
        let empty = Entry(identity: "guid:1")
        let summary = try await fixture.receive([empty], from: try await fixture.feed())
        #expect(summary == IntakeSummary(polls: 1, entries: 1))
        #expect(try fixture.count("authors") == 0)
    }

    @Test func `a text of a megabyte is taken in`() async throws {
        let fixture = try await IntakeFixture()
        let long = String(repeating: "All is as it was. ", count: 60_000)
        let entry = IntakeFixture.entry(1, long + IntakeFixture.complaint)
        try await fixture.receive([entry], from: try await fixture.feed())
        let mention = try #require(try await fixture.mentions().first)
        #expect(mention.text.utf8.count > 1_000_000)
        #expect(mention.judgement.label == .negative)
    }

    @Test func `without rules nothing is taken in, and the error says what to do`() async throws {
        let empty = try await IntakeFixture(hasRules: false)
        let unknown = try await empty.feed()
        await #expect(throws: IntakeError.noRules) {
            try await empty.receive([IntakeFixture.entry()], from: unknown)
        }
        #expect("\(IntakeError.noRules)".contains("earshot serve"))
    }

    @Test func `a zone that this machine does not know is named`() async throws {
        let fixture = try await IntakeFixture()
        #expect("\(IntakeError.unknownZone("Mars/Base"))".contains("Mars/Base"))
        _ = try await fixture.store.write(by: .local("test")) { tx in
            var policy = try #require(try tx.policies.effective()?.policy)
            policy.zone = "Mars/Base"
            try tx.policies.apply(policy)
        }
        let feed = try await fixture.feed()
        let error = await #expect(throws: (any Error).self) {
            try await fixture.receive([IntakeFixture.entry()], from: feed)
        }
        #expect(try "\(#require(error))".contains("Mars/Base"))
        #expect(try fixture.count("entries") == 0)
    }
}

extension IntakeFixture {
    /// The sizes of the tables that an intake writes, and the place in the sequence of changes.
    func everything() async throws -> [Int] {
        let tables = [
            "entries", "entry_revisions", "mentions", "judgements", "links", "cases", "clocks",
            "contacts", "audit", "changes",
        ]
        return try tables.map(count)
    }
}
