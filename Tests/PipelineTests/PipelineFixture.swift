import CurlTransfer
import EarshotModel
import EarshotTesting
import Foundation
import Logging
import MentionIntake
import RecordStorage
import SentimentScoring
import ServiceLifecycle
import SettingsReading
import Synchronization
import Testing

@testable import FeedFetching
@testable import Pipeline

/// A poller on a real store, over a source that answers as the test says.
final class PipelineFixture: Sendable {
    private static let shipped = Result {
        let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Rules").standardizedFileURL
        return try ShippedRules(rules: rules, zone: "Europe/Warsaw")
    }

    let store: Store
    let source = ScriptedSource()
    let clock: TestClock
    let workers = WorkerThreads(count: 2)
    let progress: WorkProgress
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let intake: EntryIntake
    private let plan: Mutex<PollPlan>
    private let folder: URL

    init(
        slots: Int = 8,
        parallel: Int = 8,
        spacing: Duration = .zero,
        tick: Duration = .zero
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-pipeline-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        let clock = TestClock(tick: tick)
        self.clock = clock
        progress = WorkProgress(clock: clock.read)
        store = try Store.open(
            sqliteFile: folder.appendingPathComponent("e.db").path,
            clock: clock.read
        )
        let shipped = try Self.shipped.get()
        try await store.write(by: .local("test")) { tx in
            try tx.policies.apply(shipped.policy)
            let brand = Brand(id: tx.newID(), name: "Brontavia")
            try tx.rulesets.apply(Ruleset(brands: [brand], shippedRules: "test"))
        }
        let rules = RulesInForce(
            store: store,
            scorer: shipped.scorer,
            linking: shipped.linking,
            noise: shipped.noise
        )
        intake = EntryIntake(store: store, rules: rules)
        plan = Mutex(
            PollPlan(
                source: source,
                networks: try Self.networks(parallel: parallel, spacing: spacing),
                schedule: PollSchedule(
                    minimum: .minutes(5),
                    usual: .minutes(30),
                    maximum: .hours(24)
                ),
                slots: slots
            )
        )
    }

    deinit {
        workers.close()
        try? FileManager.default.removeItem(at: folder)
    }

    static func networks(parallel: Int, spacing: Duration) throws -> NetworkPolicy {
        let network = try #require(Network("127.0.0.0/8"))
        let pace = SitePace(parallel: parallel, spacing: spacing)
        return NetworkPolicy(rules: [.init(network: network, isAllowed: true, pace: pace)])
    }

    var poller: Poller { poller(logger: logger) }

    func poller(logger: Logger) -> Poller {
        Poller(
            store: store,
            intake: intake,
            plan: { [self] in plan.withLock { $0 } },
            workers: workers,
            progress: progress,
            logger: logger
        )
    }

    func use(_ next: PollPlan) {
        plan.withLock { $0 = next }
    }

    /// From now on no poll may take longer.
    func shortenPolls(to time: Duration) {
        plan.withLock { plan in
            plan = PollPlan(
                source: plan.source,
                networks: plan.networks,
                schedule: plan.schedule,
                slots: plan.slots,
                longestPoll: time
            )
        }
    }

    /// Adds feeds of a site that are due now; their addresses.
    @discardableResult
    func addFeeds(_ count: Int = 1, at site: String = "127.0.0.1") async throws -> [String] {
        let addresses = (1...count).map { "http://\(site)/\($0)" }
        try await store.write(by: .local("test")) { tx in
            for address in addresses {
                let feed = Feed(
                    id: tx.newID(),
                    configuredAddress: address,
                    address: address,
                    kind: .forum,
                    title: address,
                    language: "en"
                )
                try tx.feeds.add(feed, site: site)
            }
        }
        clock.advance(by: .milliseconds(1))
        return addresses
    }

    func health(_ address: String) async throws -> FeedHealth {
        let found = try await store.read(in: .everything) { tx in
            try tx.feeds.health(ofAddress: address)
        }
        return try #require(found)
    }

    func mentionCount() async throws -> Int {
        try await store.read(in: .everything) { tx in
            try tx.mentions.countsByTriage().values.reduce(0, +)
        }
    }

    func entryCount() async throws -> Int {
        try await store.read(in: .everything) { tx in try tx.entries.count() }
    }

    /// Polls a round; what was reported, and how many feeds were left.
    func pollAll(_ round: Poller.Round = .everyFeed) async throws -> (reports: [Int], left: Int) {
        let reports = Mutex<[Int]>([])
        let left = try await poller.poll(round) { done, _ in reports.withLock { $0.append(done) } }
        return (reports.withLock { $0 }.sorted(), left)
    }

    /// Runs a service until the condition holds, then tells it to stop; how long the end took.
    @discardableResult
    func run(
        _ service: any Service,
        until condition: @Sendable () async throws -> Bool,
        afterStop: @Sendable () async throws -> Void = {}
    ) async throws -> Duration {
        let group = ServiceGroup(services: [service], logger: logger)
        async let running: Void = group.run()
        try await eventually(condition)
        let stop = ContinuousClock().now
        await group.triggerGracefulShutdown()
        try await afterStop()
        try await running
        return ContinuousClock().now - stop
    }

    /// Changes the open store behind its back.
    func runSQL(_ sql: String) throws {
        _ = try answer(sql)
    }

    /// How many rows there are of what the text says.
    func count(_ table: String) throws -> Int {
        try Int(answer("SELECT COUNT(*) FROM \(table)")) ?? -1
    }

    /// Runs a statement without our store; the first value of its answer.
    func answer(_ sql: String) throws -> String {
        try file.value(sql)
    }

    /// The store's file, for whoever comes without our store.
    var file: OutsideSQLite { OutsideSQLite(path: folder.appendingPathComponent("e.db").path) }

    /// An RSS feed of complaints with these guids.
    static func rss(_ guids: [String]) -> [UInt8] {
        let entries = guids.map { guid in
            "<item><guid>\(guid)</guid><title>Broken</title>"
                + "<description>Brontavia is terrible, and nobody answers.</description></item>"
        }
        return Array(
            "<rss version=\"2.0\"><channel><title>Forum</title>\(entries.joined())</channel></rss>"
                .utf8
        )
    }

    /// A body that came with an `ETag`.
    static func fetched(
        _ guids: [String],
        etag: String? = "\"1\"",
        movedTo: String? = nil
    ) -> FetchOutcome {
        .fetched(
            FetchedFeed(
                body: rss(guids),
                contentType: "application/rss+xml",
                address: "http://127.0.0.1/",
                permanentAddress: movedTo,
                etag: etag,
                lastModified: nil,
                freshFor: nil
            )
        )
    }
}

/// Asks again and again until the condition holds; fails when it does not within two minutes.
func eventually(_ condition: @Sendable () async throws -> Bool) async throws {
    let deadline = ContinuousClock().now + .seconds(120)
    while try await !condition() {
        try #require(ContinuousClock().now < deadline, "it did not happen in time")
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// A clock that the test moves, and that moves by `tick` with every look.
final class TestClock: Sendable {
    private let now: Mutex<Instant>
    private let tick: Duration

    init(tick: Duration = .zero) {
        now = Mutex(Instant(rfc3339: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0))
        self.tick = tick
    }

    var read: @Sendable () -> Instant {
        { [self] in
            now.withLock { now in
                now = now + tick
                return now
            }
        }
    }

    func advance(by duration: Duration) {
        now.withLock { $0 = $0 + duration }
    }
}

/// The web as a test wants it: outcomes by address, and a memory of who was asked.
final class ScriptedSource: FeedSource {
    private struct State {
        var script: [String: [FetchOutcome]] = [:]
        var requests: [FeedRequest] = []
        var hadPermit: [Bool] = []
        var inFlight: [String: Int] = [:]
        var mostAtOnce = 0
        var mostAtOneSite = 0
        var waiting: [UUID: CheckedContinuation<Void, Never>] = [:]
        var isHeld = false
    }

    private let state = Mutex(State())
    private let onFetch = Mutex<(@Sendable (String) async -> Void)?>(nil)

    /// Answers an address with these outcomes in turn, the last one for ever.
    func answer(_ address: String, _ outcomes: FetchOutcome...) {
        state.withLock { $0.script[address] = outcomes }
    }

    /// Lets every request wait until `letGo`, or until its task is cancelled.
    func hold() {
        state.withLock { $0.isHeld = true }
    }

    func letGo() {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            state.isHeld = false
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Does something in the middle of every request.
    func during(_ body: @escaping @Sendable (String) async -> Void) {
        onFetch.withLock { $0 = body }
    }

    var requests: [FeedRequest] { state.withLock { $0.requests } }
    /// Whether each request brought a permit along.
    var hadPermit: [Bool] { state.withLock { $0.hadPermit } }
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
    var mostAtOneSite: Int { state.withLock { $0.mostAtOneSite } }
    var inFlight: Int { state.withLock { $0.inFlight.values.reduce(0, +) } }

    func count(of address: String) -> Int { requests.count { $0.address == address } }

    func fetch(_ request: FeedRequest) async -> FetchOutcome {
        let site = String(request.address.split(separator: "/")[1])
        state.withLock { state in
            // A memory of a request must not keep its permit from others.
            var remembered = request
            remembered.permit = nil
            state.requests.append(remembered)
            state.hadPermit.append(request.permit != nil)
            state.inFlight[site, default: 0] += 1
            state.mostAtOnce = max(state.mostAtOnce, state.inFlight.values.reduce(0, +))
            state.mostAtOneSite = max(state.mostAtOneSite, state.inFlight[site] ?? 0)
        }
        await pause()
        if let body = onFetch.withLock({ $0 }) { await body(request.address) }
        return state.withLock { state in
            state.inFlight[site, default: 1] -= 1
            let outcomes = state.script[request.address] ?? [.noNews]
            if outcomes.count > 1 { state.script[request.address]?.removeFirst() }
            return outcomes.first ?? .noNews
        }
    }

    private func pause() async {
        let id = UUID()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayGo = state.withLock { state in
                    guard state.isHeld, !Task.isCancelled else { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if mayGo { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
        }
    }
}
