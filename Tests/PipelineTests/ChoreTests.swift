import EarshotModel
import Foundation
import Logging
import MentionIntake
import RecordStorage
import Testing

@testable import Pipeline

@Suite struct ChoreTests {
    @Test func `a broken promise is noted and told once, and not before its time`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.complain()
        let told = Tally()
        let watch = Chore.deadlineWatch(store: fixture.store, logger: fixture.logger) { clock in
            #expect(clock.metric == .firstResponse)
            _ = told.increment()
        }
        try await watch.round()
        #expect(told.value == 0)
        fixture.clock.advance(by: .days(30))
        try await watch.round()
        try await watch.round()
        #expect(told.value == 1)
        #expect(try await fixture.acts().count { $0 == "case.overdue" } == 1)
    }

    @Test func `every broken promise is told of, also when there are very many`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.complain(times: 130)
        fixture.clock.advance(by: .days(30))
        let told = Tally()
        let watch = Chore.deadlineWatch(store: fixture.store, logger: fixture.logger) { _ in
            _ = told.increment()
        }
        try await watch.round()
        try await watch.round()
        #expect(told.value == 130)
    }

    @Test func `what changed words left to do is done step by step, until nothing is left`()
        async throws
    {
        let fixture = try await PipelineFixture()
        let steps = Tally()
        let chore = Chore.rejudging(store: fixture.store, logger: fixture.logger) {
            steps.increment() < 3
        }
        try await chore.round()
        #expect(steps.value == 3)
    }

    @Test func `audit rows are sealed without a gap, and the chain holds`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.store.write(by: .local("test")) { tx in
            for _ in 0..<1_200 { try tx.audit.add("test") }
        }
        let sealing = Chore.auditSealing(store: fixture.store, logger: fixture.logger)
        try await sealing.round()
        let (isOpen, firstBreak) = try await fixture.store.read(in: .everything) { tx in
            (try tx.audit.hasUnsealed(), try tx.audit.firstBreak())
        }
        #expect(!isOpen)
        #expect(firstBreak == nil)
        try await sealing.round()
    }

    @Test func `old texts without a mention are forgotten in steps, and no others`() async throws {
        let fixture = try await PipelineFixture()
        let days = try await fixture.unmatchedTextDays()
        try await fixture.complain()
        try await fixture.addIdleEntries(0..<1_100)
        let forgetting = Chore.forgetting(store: fixture.store, logger: fixture.logger)
        try await forgetting.round()
        #expect(try await fixture.findable("stayed") == 1_100)
        fixture.clock.advance(by: .days(days) + .seconds(1))
        try await fixture.addIdleEntries(2_000..<2_010)
        try await forgetting.round()
        #expect(try await fixture.findable("stayed") == 10)
        #expect(try await fixture.mentionText().contains("Brontavia"))
    }

    @Test func `a stranger's text expires after the months that are set, and never with none`()
        async throws
    {
        let fixture = try await PipelineFixture()
        try await fixture.complain(times: 3)
        try await fixture.policy { $0.unlinkedTextMonths = 0 }
        try await fixture.store.write(by: .local("test")) { tx in
            for mention in try tx.mentions.page(MentionFilter(), after: nil, limit: 9) {
                guard let matter = try mention.matter.flatMap({ try tx.cases.record($0) }) else {
                    continue
                }
                var change = CaseChange(of: matter)
                change.state = .closed
                _ = try tx.cases.change(matter.id, to: change, expecting: matter.version)
            }
        }
        let forgetting = Chore.forgetting(store: fixture.store, logger: fixture.logger)
        fixture.clock.advance(by: .days(1_000))
        try await forgetting.round()
        #expect(try await fixture.mentionText().contains("Brontavia"))
        try await fixture.policy { $0.unlinkedTextMonths = 24 }
        try await forgetting.round()
        #expect(try await fixture.mentionText().isEmpty)
        #expect(try fixture.count("mentions") == 3)
        #expect(try fixture.count("audit WHERE act = 'unlinked_texts.forgotten'") == 1)
    }

    @Test func `identities go a year after their last listing, in steps`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.complain()
        try await fixture.addIdleEntries(0..<1_100)
        let forgetting = Chore.forgetting(store: fixture.store, logger: fixture.logger)
        fixture.clock.advance(by: .days(364))
        try await forgetting.round()
        #expect(try fixture.count("entries") == 1_101)
        fixture.clock.advance(by: .days(2))
        try await forgetting.round()
        #expect(try fixture.count("entries") == 1)
        #expect(try fixture.count("audit WHERE act = 'identities.forgotten'") == 3)
    }

    @Test func `traces that an erasure could not wipe are wiped by the next round`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.store.write(by: .local("test")) { tx in
            try tx.customers.put(
                Customer(id: tx.newID(), reference: "C1", name: "Mira"),
                identifiers: []
            )
            _ = try tx.erasures.erase(reference: "C1")
        }
        let waiting = "erasure_state WHERE erased > wiped"
        #expect(try fixture.count(waiting) == 1)
        try await Chore.forgetting(store: fixture.store, logger: fixture.logger).round()
        #expect(try fixture.count(waiting) == 0)
    }

    @Test func `a copy of what was erased comes to the desk with the next round`() async throws {
        let fixture = try await PipelineFixture()
        try await fixture.store.write(by: .local("test")) { tx in
            let mira = Customer(
                id: tx.newID(),
                reference: "C1",
                name: "Mira Talavasti",
                emails: ["mira@sol.example"]
            )
            let key = Identifier(kind: .email, key: "mira@sol.example")
            try tx.customers.put(mira, identifiers: [key])
        }
        let author = EntryAuthor(name: "Mira Talavasti", email: "mira@sol.example")
        for (path, authors) in [("a", [author]), ("b", []), ("c", [])] {
            var entry = Entry(
                identity: "guid:1",
                link: "https://forum.example/1",
                text: "Brontavia solved it within an hour. Excellent service, I love it.",
                authors: authors
            )
            entry.published = fixture.clock.read() - .hours(1)
            let address = "https://\(path).example/feed"
            let feed = try await fixture.store.write(by: .local("test")) { tx in
                let feed = Feed(
                    id: tx.newID(),
                    configuredAddress: address,
                    address: address,
                    kind: .forum,
                    title: address
                )
                try tx.feeds.add(feed, site: "\(path).example")
                return feed
            }
            try await fixture.intake.receive([entry], from: feed, site: "\(path).example")
        }
        #expect(try fixture.count("mentions WHERE triage = 'clustered'") == 2)
        try await fixture.store.write(by: .local("test")) { tx in
            _ = try tx.erasures.erase(reference: "C1")
        }
        #expect(try fixture.count("mentions WHERE triage = 'new'") == 1)
        try await Chore.forgetting(store: fixture.store, logger: fixture.logger).round()
        #expect(try fixture.count("mentions WHERE triage = 'new'") == 0)
        #expect(try fixture.count("mentions WHERE triage = 'queued'") == 1)
        #expect(try fixture.count("mentions WHERE triage = 'clustered'") == 1)
    }

    @Test func `who was erased is written down beside the store`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-chore-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("erasures.jsonl").path
        let store = try Store.open(
            .sqlite(path: folder.appendingPathComponent("e.db").path),
            clock: TestClock().read,
            erasures: ErasureList(file: file)
        )
        _ = try await store.write(by: .local("test")) { tx in
            let mira = Customer(id: tx.newID(), reference: "C1", name: "Mira")
            try tx.customers.put(mira, identifiers: [])
            return try tx.erasures.erase(reference: "C1")
        }
        #expect(!FileManager.default.fileExists(atPath: file))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await Chore.erasureKeeping(store: store, logger: logger).round()
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 1 && !lines[0].contains("C1"))
        await store.close()
    }

    @Test func `the writer's proof counts only when the store wrote`() async throws {
        let fixture = try await PipelineFixture()
        let check = Chore.writerCheck(
            store: fixture.store,
            progress: fixture.progress,
            logger: fixture.logger
        )
        fixture.clock.advance(by: .minutes(2))
        try await check.round()
        #expect(fixture.progress.stalled(for: .minutes(1)) == [.poller])
        await fixture.store.close()
        fixture.clock.advance(by: .minutes(2))
        await #expect(throws: StoreError.closed) { try await check.round() }
        #expect(fixture.progress.stalled(for: .minutes(1)) == [.poller, .writer])
    }

    @Test func `a round that fails does not end the chore`() async throws {
        struct Failure: Error {}
        let fixture = try await PipelineFixture()
        let rounds = Tally()
        let chore = Chore(name: "test", interval: .milliseconds(1), logger: fixture.logger) {
            if rounds.increment() < 3 { throw Failure() }
        }
        try await fixture.run(chore) { rounds.value >= 5 }
    }

    @Test func `a chore that rests ends at once when it is told to stop`() async throws {
        let fixture = try await PipelineFixture()
        let rounds = Tally()
        let chore = Chore(name: "test", interval: .hours(1), logger: fixture.logger) {
            _ = rounds.increment()
        }
        let took = try await fixture.run(chore) { rounds.value == 1 }
        #expect(took < .minutes(1))
        #expect(rounds.value == 1)
    }
}

extension PipelineFixture {
    /// Lets people complain, each once.
    func complain(times: Int = 1) async throws {
        let feed = try await anyFeed()
        let entries = (0..<times).map { number in
            Entry(
                identity: "guid:complaint-\(number)",
                text: "Brontavia is terrible, and nobody answers.",
                authors: [EntryAuthor(name: "Author \(number)")]
            )
        }
        try await intake.receive(entries, from: feed, site: "127.0.0.1")
    }

    func addIdleEntries(_ numbers: Range<Int>) async throws {
        let entries = numbers.map { Entry(identity: "guid:\($0)", text: "We stayed at home.") }
        try await intake.receive(entries, from: try await anyFeed(), site: "127.0.0.1")
    }

    /// Changes the settings in force.
    func policy(_ change: @escaping @Sendable (inout CompanyPolicy) -> Void) async throws {
        try await store.write(by: .local("test")) { tx in
            var policy = try #require(try tx.policies.effective()?.policy)
            change(&policy)
            try tx.policies.apply(policy)
        }
    }

    func unmatchedTextDays() async throws -> Int {
        try await store.read(in: .everything) { tx in
            try #require(try tx.policies.effective()?.policy.unmatchedTextDays)
        }
    }

    /// How many entries still have a text with that word.
    func findable(_ word: String) async throws -> Int {
        try count("entry_revisions WHERE text LIKE '%\(word)%'")
    }

    func mentionText() async throws -> String {
        try await store.read(in: .everything) { tx in
            try tx.mentions.page(MentionFilter(), after: nil, limit: 1).first?.text ?? ""
        }
    }

    /// Everything that was done to any case.
    func acts() async throws -> [String] {
        try await store.read(in: .everything) { tx in
            let mentions = try tx.mentions.page(MentionFilter(), after: nil, limit: 10)
            return try mentions.compactMap(\.matter).flatMap { matter in
                try tx.audit.history(of: matter).map(\.act)
            }
        }
    }

    private func anyFeed() async throws -> Feed {
        let feeds = try await store.read(in: .everything) { tx in try tx.feeds.all() }
        if let feed = feeds.first { return feed.feed }
        try await addFeeds()
        return try await anyFeed()
    }
}
