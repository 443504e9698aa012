import EarshotModel
public import FeedFetching
import FeedParsing
public import Logging
public import MentionIntake
public import RecordStorage
public import ServiceLifecycle

/// Keeps every slot busy with a feed that is due, until the daemon is told to stop.
public struct Poller: Service {
    let store: Store
    let source: any FeedSource
    let intake: EntryIntake
    let networks: NetworkPolicy
    let schedule: PollSchedule
    let workers: WorkerThreads
    let progress: WorkProgress
    let slots: PollSlots
    let logger: Logger

    /// How long a claim lasts without a result: two of the longest polls and a margin.
    static let leaseDuration = Duration.seconds(150)
    /// How long the poller rests after the store refused a result.
    private static let restAfterStoreError = Duration.seconds(10)
    /// The longest rest while nothing is due; a poll that staff ask for begins within it.
    private static let longestRest = Duration.seconds(1)

    /// Creates a poller; `slots` polls are under way at most.
    public init(
        store: Store,
        source: any FeedSource,
        intake: EntryIntake,
        networks: NetworkPolicy,
        schedule: PollSchedule,
        slots: Int,
        workers: WorkerThreads,
        progress: WorkProgress,
        logger: Logger
    ) {
        self.store = store
        self.source = source
        self.intake = intake
        self.networks = networks
        self.schedule = schedule
        self.workers = workers
        self.progress = progress
        self.logger = logger
        self.slots = PollSlots(count: slots)
    }

    /// Polls until told to stop, then lets the polls under way end.
    public func run() async throws {
        let bell = Bell()
        await withGracefulShutdownHandler {
            await poll(until: { bell.isStopped }, bell: bell, onResult: { _ in })
        } onGracefulShutdown: {
            bell.stop()
        }
    }

    /// Polls every active feed once, whether due or not, and returns when all are done.
    ///
    /// `report` hears after each feed how many are done, and how many there are.
    public func pollAllOnce(report: @escaping @Sendable (Int, Int) -> Void) async throws {
        let start = try await store.write(by: .engine("poller")) { tx in
            try tx.feeds.requestPoll()
            return tx.now
        }
        let total = try await store.read(in: .everything) { tx in try tx.feeds.countDue(at: start) }
        let done = Tally()
        let bell = Bell()
        report(0, total)
        await poll(until: { done.value >= total || bell.isStopped }, bell: bell) { _ in
            report(done.increment(), total)
        }
    }

    // MARK: -

    /// Claims and polls until the condition holds; the polls under way end first.
    private func poll(
        until isDone: @escaping @Sendable () -> Bool,
        bell: Bell,
        onResult: @escaping @Sendable (FeedClaim) -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            while !isDone() {
                let claims = await claim()
                for claim in claims {
                    group.addTask(executorPreference: workers) {
                        await poll(claim)
                        onResult(claim)
                        bell.ring()
                    }
                }
                progress.advance(.poller)
                if !isDone() { await bell.wait(atMost: rest(after: claims)) }
            }
        }
        await giveBack()
    }

    private func rest(after claims: [FeedClaim]) -> Duration {
        slots.free < slots.count ? .milliseconds(100) : Self.longestRest
    }

    /// Claims feeds for the free slots; nothing when none is due, or the store refuses.
    private func claim() async -> [FeedClaim] {
        let free = slots.free
        guard free > slots.count / 8 || free == slots.count else { return [] }
        do {
            let isDue = try await store.read(in: .everything) { tx in
                try tx.feeds.nextDue().map { $0 <= tx.now } ?? false
            }
            guard isDue else {
                if free == slots.count { await giveBack() }
                return []
            }
            let held = slots.held
            let networks = networks
            let claims = try await store.write(by: .engine("poller")) { tx in
                try tx.sites.claimDue(
                    limit: free,
                    held: held,
                    for: Self.leaseDuration,
                    allowance: { site in
                        let pace = networks.pace(of: site)
                        return SiteAllowance(parallel: pace.parallel, spacing: pace.spacing)
                    }
                )
            }
            slots.take(claims)
            return claims
        } catch {
            logger.error("the store refused a claim", metadata: ["error": "\(error)"])
            await giveBack()
            try? await Task.sleep(for: Self.restAfterStoreError)
            return []
        }
    }

    /// Gives back what no poll holds any more.
    private func giveBack() async {
        let (orphans, idle) = slots.takeLeftovers()
        guard !orphans.isEmpty || !idle.isEmpty else { return }
        do {
            try await store.write(by: .engine("poller")) { tx in
                try tx.feeds.giveBack(orphans)
                try tx.sites.release(idle)
            }
        } catch {
            for claim in orphans { slots.keepOrphan(claim) }
            logger.error("the store refused a claim's end", metadata: ["error": "\(error)"])
        }
    }
}
