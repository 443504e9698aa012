import CaseHandling
import EarshotModel
public import Logging
public import RecordStorage
public import ServiceLifecycle

/// Something the daemon does again and again beside polling, in small steps.
public struct Chore: Service {
    /// The name in the log.
    let name: String
    /// The time between two rounds.
    let interval: Duration
    let logger: Logger
    /// Where several processes may do it, the store through whose lease only one does.
    var shared: Store?
    /// One round; an error is logged and the next round tries again.
    let round: @Sendable () async throws -> Void

    /// Does a round at once and then one in every interval, until told to stop.
    public func run() async throws {
        let bell = Bell()
        await withGracefulShutdownHandler {
            while !bell.isStopped {
                do {
                    if try await isOurs() { try await round() }
                } catch {
                    logger.error(
                        "a chore failed",
                        metadata: ["chore": "\(name)", "error": "\(error)"]
                    )
                }
                if !bell.isStopped { await bell.wait(atMost: interval) }
            }
        } onGracefulShutdown: {
            bell.stop()
        }
    }

    /// Whether this process does the chore; another one takes over two missed rounds later.
    private func isOurs() async throws -> Bool {
        guard let shared, shared.isShared else { return true }
        let (name, holder, time) = ("chore:\(name)", shared.holder, interval * 2.5)
        return try await shared.write(by: .engine(self.name)) { tx in
            try tx.leases.take(name, for: holder, lasting: time)
        }
    }
}

extension Chore {
    /// Notes once for each promise that it was broken, in the case's history and in the log, and
    /// tells whoever is to hear of it.
    public static func deadlineWatch(
        store: Store,
        logger: Logger,
        alert: @escaping @Sendable (OverdueClock) async -> Void
    ) -> Chore {
        Chore(name: "deadlines", interval: .seconds(30), logger: logger, shared: store) {
            let broken = try await store.write(by: .engine("deadlines")) { tx in
                try tx.cases.overdueClocks(at: tx.now, limit: 100).filter { clock in
                    guard try tx.cases.markBreached(clock) else { return false }
                    try tx.audit.add(
                        "case.overdue",
                        matter: clock.matter,
                        facts: ["metric": clock.metric.rawValue, "due_at": clock.dueAt.rfc3339]
                    )
                    return true
                }
            }
            for clock in broken {
                logger.notice(
                    "a deadline passed",
                    metadata: [
                        "case.number": "\(clock.number)", "metric": "\(clock.metric.rawValue)",
                        "due_at": "\(clock.dueAt.rfc3339)",
                    ]
                )
                await alert(clock)
            }
        }
    }

    /// Adds audit rows to the chain of hashes.
    public static func auditSealing(store: Store, logger: Logger) -> Chore {
        Chore(name: "audit", interval: .seconds(60), logger: logger, shared: store) {
            var sealed = batchSize
            while sealed == batchSize {
                guard try await store.read(in: .everything, { try $0.audit.hasUnsealed() }) else {
                    return
                }
                sealed = try await store.write(by: .engine("audit")) { tx in
                    try tx.audit.seal(atMost: batchSize)
                }
            }
        }
    }

    /// Forgets what is older than the settings allow, wipes traces of those who were erased, and
    /// brings to the desk what took their place when the opening of the store erased them again.
    public static func forgetting(store: Store, logger: Logger) -> Chore {
        Chore(name: "forgetting", interval: .hours(1), logger: logger, shared: store) {
            for duty in Forgetting.allCases { try await duty.carryOut(in: store) }
            if try await !store.read(in: .everything, { try $0.mentions.heirs() }).isEmpty {
                try await store.write(by: .engine("forgetting")) { tx in
                    try ResponseDesk.receiveHeirs(in: tx)
                }
            }
            try await store.wipeErased()
        }
    }

    /// Writes down beside the store who was erased, in the data directory of every process.
    public static func erasureKeeping(store: Store, logger: Logger) -> Chore {
        Chore(name: "erasure_list", interval: .hours(1), logger: logger) {
            try await store.keepErasures()
        }
    }

    /// Makes the counts of days anew when the company's zone changed.
    public static func dayRecount(store: Store, logger: Logger) -> Chore {
        Chore(name: "day_recount", interval: .seconds(60), logger: logger, shared: store) {
            try await DayRecount(store: store).run()
        }
    }

    /// Goes on with judging again what changed words left to do; `step` does one batch, and is
    /// false when nothing is left.
    public static func rejudging(
        store: Store,
        logger: Logger,
        step: @escaping @Sendable () async throws -> Bool
    ) -> Chore {
        Chore(name: "rejudging", interval: .seconds(10), logger: logger, shared: store) {
            while !Task.isCancelled, try await step() {}
        }
    }

    /// Looks whether negative mentions of a brand rise, and says so in the log and on the pages.
    public static func earlyWarning(store: Store, logger: Logger) -> Chore {
        Chore(name: "early_warning", interval: .seconds(30), logger: logger, shared: store) {
            for (brand, warning) in try await EarlyWarningWatch(store: store).look() {
                logger.notice(
                    "an early warning",
                    metadata: ["brand": "\(brand)", "negative": "\(warning.observed)"]
                )
            }
        }
    }

    /// Proves that the store still writes, for the watchdog.
    public static func writerCheck(store: Store, progress: WorkProgress, logger: Logger) -> Chore {
        Chore(name: "writer", interval: .seconds(5), logger: logger) {
            try await store.join(by: .engine("watchdog")) { _ in }
            progress.advance(.writer)
        }
    }

    /// The most records that a chore changes in one transaction.
    private static let batchSize = 500
}
