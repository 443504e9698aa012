import EarshotModel
import EarshotTesting
import Logging
import MentionIntake
import RecordStorage
import Testing

@testable import Pipeline

@Suite struct EarlyWarningWatchTests {
    private func fixture(ages: [Duration], isOwn: Bool = true) async throws -> PipelineFixture {
        let fixture = try await PipelineFixture()
        try await count(ages, in: fixture, isOwn: isOwn)
        return fixture
    }

    /// Counts negative mentions of those ages.
    private func count(_ ages: [Duration], in fixture: PipelineFixture, isOwn: Bool = true)
        async throws
    {
        try await fixture.store.write(by: .local("test")) { tx in
            let brand = try #require(try tx.rulesets.brands().first)
            let told = Brand(id: brand.id, name: brand.name, isOwn: isOwn)
            try tx.rulesets.apply(Ruleset(brands: [told], shippedRules: "test"))
            for age in ages {
                let moment = tx.now - age
                try tx.counts.count(
                    at: moment,
                    day: CivilDate(daysSinceEpoch: moment.seconds / 86_400),
                    brand: brand.id,
                    feed: Feed.ID(rawValue: 1),
                    judgement: Judgement(
                        label: .negative,
                        score: -500,
                        evidence: Evidence(parts: []),
                        nature: .complaint,
                        natureReason: "test",
                        language: "en",
                        isLanguageAssumed: false
                    )
                )
            }
        }
    }

    private func kept(in fixture: PipelineFixture) async throws -> [AlertRecord] {
        try await fixture.store.read(in: .everything) { tx in
            try tx.alerts.since(tx.now - .days(30), limit: 10)
        }
    }

    /// One negative mention every fourth day, for two months.
    private static let usual = (0..<15).map { Duration.days($0 * 4 + 3) }
    private static let outbreak = (0..<8).map { Duration.hours($0 * 2) }

    @Test func `a rise rings once, with its numbers, and not again while it lasts`() async throws {
        let fixture = try await fixture(ages: Self.usual + Self.outbreak)
        let watch = EarlyWarningWatch(store: fixture.store)
        let told = try await watch.look()
        #expect(told.map(\.brand) == ["Brontavia"])
        #expect(told.first?.warning.kind == .burst && told.first?.warning.observed == 8)
        #expect(try await watch.look().isEmpty)
        fixture.clock.advance(by: .hours(6))
        #expect(try await watch.look().isEmpty)
        let record = try #require(try await kept(in: fixture).first)
        #expect(record.brandName == "Brontavia" && record.warning == told.first?.warning)
        #expect(try await kept(in: fixture).count == 1)
        #expect(try fixture.count("audit WHERE act = 'alert.raised'") == 1)
    }

    @Test func `the usual, what is long past, and a rival ring nothing`() async throws {
        let old = Self.outbreak.map { $0 + .days(9) }
        for ages in [Self.usual, Self.usual + old, [], [.zero, .hours(1)]] {
            let fixture = try await fixture(ages: ages)
            #expect(try await EarlyWarningWatch(store: fixture.store).look().isEmpty)
        }
        let rival = try await fixture(ages: Self.usual + Self.outbreak, isOwn: false)
        #expect(try await EarlyWarningWatch(store: rival.store).look().isEmpty)
    }

    @Test func `the chore says in the log what rings, once`() async throws {
        let fixture = try await fixture(ages: Self.usual + Self.outbreak)
        let messages = Journal<String>()
        let logger = Logger(label: "test") { _ in JournalLog(messages) }
        let chore = Chore.earlyWarning(store: fixture.store, logger: logger)
        try await chore.round()
        try await chore.round()
        #expect(messages.elements == ["an early warning"])
    }

    /// Eight neutral mentions within the last hours, as intake writes them.
    private func hear(in fixture: PipelineFixture) async throws {
        let address = try #require(try await fixture.addFeeds().first)
        let feed = try await fixture.health(address).feed
        let entries = Self.outbreak.enumerated().map { number, age in
            Entry(
                identity: "guid:\(number)",
                link: "https://forum.example/\(number)",
                text: "The office of Brontavia has door number \(number).",
                published: fixture.clock.read() - age
            )
        }
        try await fixture.intake.receive(entries, from: feed, site: "127.0.0.1")
    }

    /// Makes every mention negative, as judging again does.
    private func rejudge(in fixture: PipelineFixture) async throws {
        try await fixture.store.write(by: RescoreRun.actor) { tx in
            let ruleset = try #require(try tx.rulesets.effectiveID())
            let id = try tx.rescores.start(RescoreChoice(), by: ruleset)
            let run = try #require(try tx.rescores.run(id))
            for mention in try tx.rescores.mentions(RescoreChoice(), after: nil, limit: 99) {
                let file = mention.file
                let before = file.judgement
                let after = Judgement(
                    label: .negative,
                    score: -500,
                    evidence: before.evidence,
                    nature: before.nature,
                    natureReason: before.natureReason,
                    language: before.language,
                    isLanguageAssumed: before.isLanguageAssumed
                )
                let isDone = try tx.rescores.rejudge(
                    mention,
                    as: after,
                    engineVersion: "test",
                    in: run
                )
                #expect(isDone && before.label != .negative)
                for (judgement, amount) in [(before, -1), (after, 1)] {
                    try tx.counts.count(
                        at: file.publishedAt,
                        day: CivilDate(daysSinceEpoch: file.publishedAt.seconds / 86_400),
                        brand: file.brand,
                        feed: file.feed,
                        judgement: judgement,
                        by: amount
                    )
                }
            }
        }
    }

    @Test func `what is negative only since it was judged again rings nothing`() async throws {
        let fixture = try await fixture(ages: Self.usual)
        try await hear(in: fixture)
        try await rejudge(in: fixture)
        #expect(try await EarlyWarningWatch(store: fixture.store).look().isEmpty)
        // What comes in negative still rings, by its own number.
        try await count(Self.outbreak, in: fixture)
        let told = try await EarlyWarningWatch(store: fixture.store).look()
        #expect(told.map(\.warning.observed) == [8])
    }
}
