import EarshotModel
public import FeedFetching
public import Logging
public import MentionIntake
public import RecordStorage
public import ServiceLifecycle

/// Keeps every slot busy with a feed that is due, until the daemon is told to stop.
public struct Poller: Service {
    let store: Store
    let intake: EntryIntake
    let plan: @Sendable () -> PollPlan
    let workers: WorkerThreads
    let progress: WorkProgress
    let sites: SiteNames
    let slots = PollSlots()
    private let latest = LatestMoment()
    let logger: Logger
    /// How long the poller rests after the store refused a claim.
    var restAfterStoreError = Duration.seconds(10)

    /// How many of the longest polls a lease lasts: one for the poll, and one for its storing.
    ///
    /// Whoever dies loses its sites after that time at the latest.
    static let leasedPolls = 2
    /// The rest while polls are under way, between two claims at most.
    private static let restBetweenClaims = Duration.milliseconds(100)
    /// How far the clocks of several pollers may be apart.
    private static let clockTolerance = Duration.minutes(5)
    /// The longest rest while nothing is due; a poll that staff ask for begins within it.
    private static let longestRest = Duration.seconds(1)
    /// How long polls under way may go on after the stop; then they are broken off, so that a
    /// server that never answers does not hold up the daemon.
    private static let drainTime = Duration.seconds(3)

    /// Creates a poller; each poll asks once, at its start, for the plan that holds then.
    public init(
        store: Store,
        intake: EntryIntake,
        plan: @escaping @Sendable () -> PollPlan,
        workers: WorkerThreads,
        progress: WorkProgress,
        sites: SiteNames = SiteNames(),
        logger: Logger
    ) {
        self.sites = sites
        self.store = store
        self.intake = intake
        self.plan = plan
        self.workers = workers
        self.progress = progress
        self.logger = logger
    }

    /// Polls until told to stop, then lets the polls under way end for a moment.
    public func run() async throws {
        let bell = Bell()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                while !bell.isStopped {
                    await bell.wait(atMost: await turn(&group, bell))
                }
                await drain(bell)
                group.cancelAll()
            }
        } onGracefulShutdown: {
            bell.stop()
        }
        await giveBack()
    }

    /// Which active feeds one round of polls takes.
    public enum Round: Sendable {
        /// Every one, whether due or not.
        case everyFeed
        /// Those that are due when the round begins.
        case dueFeeds
    }

    /// Polls the feeds of a round once, and returns when all are done.
    ///
    /// `report` hears after each feed how many are done, and how many there are. Returns how many
    /// were left unasked, because their sites want to be left alone for now. Throws what the store
    /// throws, and `PollingError` when it kept nothing of a poll.
    @discardableResult
    public func poll(_ round: Round, report: @escaping @Sendable (Int, Int) -> Void) async throws
        -> Int
    {
        let total = try await store.write(by: .engine("poller")) { tx in
            switch round {
            case .everyFeed: try tx.feeds.requestPoll()
            case .dueFeeds: try tx.feeds.requestDuePolls()
            }
        }
        let (done, unkept) = (Tally(), Tally())
        let bell = Bell()
        report(0, total)
        try await withThrowingDiscardingTaskGroup { group in
            while try await !isDone(bell) {
                guard unkept.value == 0 else { throw PollingError.nothingKept }
                let claims = try await claim()
                for claim in claims {
                    group.addTask(executorPreference: workers) {
                        switch await poll(claim) {
                        // Feeds that fall due meanwhile are polled too, and are none of these.
                        case .kept: report(min(done.increment(), total), total)
                        case .putOff: break
                        case .unkept: _ = unkept.increment()
                        }
                        bell.ring()
                    }
                }
                await bell.wait(atMost: rest)
            }
        }
        await giveBack()
        guard unkept.value == 0 else { throw PollingError.nothingKept }
        return try await store.read(in: .everything) { tx in
            try tx.feeds.countRequestedAtRest()
        }
    }

    // MARK: -

    /// Claims once and starts the polls; how long to rest then.
    private func turn(_ group: inout DiscardingTaskGroup, _ bell: Bell) async -> Duration {
        do {
            for claim in try await claim() {
                group.addTask(executorPreference: workers) {
                    await poll(claim)
                    bell.ring()
                }
            }
            progress.advance(.poller)
            return rest
        } catch {
            logger.error("the store refused a claim", metadata: ["error": "\(error)"])
            progress.advance(.poller)
            return restAfterStoreError
        }
    }

    private var rest: Duration { slots.taken > 0 ? Self.restBetweenClaims : Self.longestRest }

    /// Whether no poll is under way and none of those asked for is left that may be asked now.
    private func isDone(_ bell: Bell) async throws -> Bool {
        if bell.isStopped { return true }
        guard slots.taken == 0 else { return false }
        return try await store.read(in: .everything) { tx in try !tx.feeds.hasRequested() }
    }

    /// Waits until the polls under way have ended, but not for long.
    private func drain(_ bell: Bell) async {
        let clock = ContinuousClock()
        let deadline = clock.now + Self.drainTime
        while slots.taken > 0, clock.now < deadline, !Task.isCancelled {
            await bell.wait(atMost: deadline - clock.now)
        }
    }

    /// Claims feeds for the free slots; nothing when none is due.
    private func claim() async throws -> [FeedClaim] {
        let plan = plan()
        let free = slots.offer(of: plan.slots)
        guard free > 0 else { return [] }
        if slots.hasOrphans { await giveBack() }
        let held = slots.held
        let mostFailing = plan.mostFailing - slots.failing
        let (isDue, now) = try await store.read(in: .everything) { tx in
            let isDue = try tx.sites.hasDue(
                mostFailing: mostFailing,
                held: held,
                allowance: plan.allowance(of:)
            )
            return (isDue, tx.now)
        }
        if latest.isStepBack(to: now) { try await pullIn(plan) }
        guard isDue else {
            if slots.taken == 0 { await giveBack() }
            return []
        }
        let claims = try await store.write(by: .engine("poller")) { tx in
            try tx.sites.claimDue(
                limit: free,
                mostFailing: mostFailing,
                held: held,
                for: plan.longestPoll * Self.leasedPolls,
                allowance: plan.allowance(of:)
            )
        }
        slots.take(claims)
        return claims
    }

    /// Makes due what was put off for longer than anything may be, by a clock that was wrong or
    /// under settings that are no longer in force.
    private func pullIn(_ plan: PollPlan) async throws {
        try await store.write(by: .engine("poller")) { tx in
            try tx.feeds.pullIn(from: tx.now + plan.schedule.maximum + Self.clockTolerance)
            try tx.sites.pullIn(
                silenceTo: tx.now + HTTPFeedSource.longestSilence,
                leaseTo: tx.now + plan.longestPoll * Self.leasedPolls
            )
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

/// Why a round of polls came to no good end.
public enum PollingError: Error, Hashable, CustomStringConvertible {
    /// The store kept nothing of a poll, not even that it failed.
    case nothingKept

    /// The error as a sentence.
    public var description: String {
        switch self {
        case .nothingKept: "the store kept nothing of a poll; the log says why"
        }
    }
}
