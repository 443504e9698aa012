import Administration
import CurlTransfer
import EarshotModel
import Foundation
import Logging
import Metrics
import Pipeline
import RecordStorage
import ServiceLifecycle
import SettingsReading
import UnixSignals
import WebConsole

/// The daemon: polls, serves the console, watches deadlines, and stops in order.
struct Daemon {
    let workplace: Workplace
    let threshold: LogThreshold
    let notifier = ServiceNotifier()

    /// How long the parts may take to end of themselves; then they are cancelled.
    private static let stopTime = Duration.seconds(4)

    /// Runs until SIGTERM or SIGINT; `isServing` hears the console's address once it is open.
    func run(isServing: @escaping @Sendable (String, Console) async -> Void) async throws {
        let addresses = try listenAddresses()
        let loop = CurlLoop(maximumInFlight: Settings.pollSlotsRange.upperBound)
        let workers = WorkerThreads(count: ProcessInfo.processInfo.activeProcessorCount)
        let inForce = SettingsInForce(try workplace.snapshot(of: workplace.settings, loop: loop))
        let console = try workplace.console { inForce.current.publicAddress }
        let notifier = notifier
        let listener = ConsoleListener(
            console: console,
            addresses: addresses,
            logger: workplace.logger
        ) { names in
            notifier.ready("serving \(names.joined(separator: ", "))")
            await isServing(names.first ?? "", console)
        }
        let group = group(of: services(listener, loop, workers, inForce))
        do {
            try await group.run()
        } catch {
            await end(loop, workers)
            throw error
        }
        await end(loop, workers)
    }

    // MARK: -

    /// The parts in the order of their start; they are told to stop in the reverse order, each
    /// when the one behind it has ended.
    private func services(
        _ listener: ConsoleListener,
        _ loop: CurlLoop,
        _ workers: WorkerThreads,
        _ inForce: SettingsInForce
    ) -> [any Service] {
        let progress = WorkProgress(clock: Workplace.clock)
        let logger = workplace.logger
        let poller = workplace.poller(workers: workers, progress: progress) {
            inForce.current.plan
        }
        let watchdog = Watchdog(notifier: notifier, progress: progress, logger: logger)
        let reloading = Reloading(
            workplace: workplace,
            loop: loop,
            workers: workers,
            inForce: inForce,
            threshold: threshold,
            notifier: notifier
        )
        return [poller, listener, watchdog] + chores(progress)
            + [reloading, Farewell(notifier: notifier)]
    }

    private func group(of services: [any Service]) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: workplace.logger
        )
        configuration.maximumGracefulShutdownDuration = Self.stopTime
        return ServiceGroup(configuration: configuration)
    }

    private func end(_ loop: CurlLoop, _ workers: WorkerThreads) async {
        loop.shutDown()
        workers.close()
        await workplace.store.close()
    }

    private func chores(_ progress: WorkProgress) -> [any Service] {
        let (store, logger, metrics) = (workplace.store, workplace.logger, workplace.metrics)
        let corrections = Corrections(workplace.rescoring)
        return [
            Chore.deadlineWatch(store: store, logger: logger) { clock in
                Counter(
                    label: "earshot_deadlines_missed_total",
                    dimensions: [("metric", clock.metric.rawValue)],
                    factory: metrics
                ).increment()
            },
            Chore.earlyWarning(store: store, logger: logger),
            Chore.rejudging(store: store, logger: logger) { try await corrections.goOn() },
            Chore.auditSealing(store: store, logger: logger),
            Chore.forgetting(store: store, logger: logger),
            Chore.erasureKeeping(store: store, logger: logger),
            Chore.dayRecount(store: store, logger: logger),
            Chore.writerCheck(store: store, progress: progress, logger: logger),
        ]
    }

    private func listenAddresses() throws -> [ListenAddress] {
        let passed = ServiceNotifier.passedDescriptors().map(ListenAddress.descriptor)
        let named = try Workplace.listenAddresses(of: workplace.settings)
        return (passed.isEmpty ? named : passed) + [.socket(path: workplace.data.socket.path)]
    }
}

/// Tells the service manager that the daemon was told to stop, before the work ends.
private struct Farewell: Service {
    let notifier: ServiceNotifier

    func run() async throws {
        try await gracefulShutdown()
        notifier.stopping()
    }
}
