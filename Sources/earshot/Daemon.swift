import CurlTransfer
import EarshotModel
import Foundation
import Logging
import Pipeline
import RecordStorage
import ServiceLifecycle
import SettingsReading
import UnixSignals
import WebConsole

/// The daemon: polls, serves the console, watches deadlines, and stops in order.
struct Daemon {
    let workplace: Workplace
    let notifier = ServiceNotifier()

    /// Runs until SIGTERM or SIGINT; `isServing` hears the console's address once it is open.
    func run(isServing: @escaping @Sendable (String, Console) async -> Void) async throws {
        let addresses = try listenAddresses()
        let progress = WorkProgress(clock: Workplace.clock)
        let loop = CurlLoop(maximumInFlight: workplace.settings.pollSlots)
        let workers = WorkerThreads(count: ProcessInfo.processInfo.activeProcessorCount)
        let shown = addresses.first.map(\.description) ?? ""
        let console = try workplace.console(at: shown)
        let notifier = notifier
        let listener = ConsoleListener(
            console: console,
            addresses: addresses,
            logger: workplace.logger
        ) { names in
            notifier.ready("serving \(names.joined(separator: ", "))")
            Task { await isServing(names.first ?? "", console) }
        }
        let poller = try workplace.poller(loop: loop, workers: workers, progress: progress)
        let services: [any Service] =
            [
                BoundedPolling(poller: poller, loop: loop), listener,
                Watchdog(notifier: notifier, progress: progress, logger: workplace.logger),
            ]
            + chores(progress) + [Reloading(workplace: workplace, notifier: notifier)]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: workplace.logger
            )
        )
        do {
            try await group.run()
            notifier.stopping()
        } catch {
            await end(loop, workers)
            throw error
        }
        await end(loop, workers)
    }

    // MARK: -

    private func end(_ loop: CurlLoop, _ workers: WorkerThreads) async {
        loop.shutDown()
        workers.close()
        await workplace.store.close()
    }

    private func chores(_ progress: WorkProgress) -> [any Service] {
        let (store, logger) = (workplace.store, workplace.logger)
        return [
            Chore.deadlineWatch(store: store, logger: logger) { _ in },
            Chore.auditSealing(store: store, logger: logger),
            Chore.forgetting(store: store, logger: logger),
            Chore.writerCheck(store: store, progress: progress, logger: logger),
        ]
    }

    private func listenAddresses() throws -> [ListenAddress] {
        let passed = ServiceNotifier.passedDescriptors().map(ListenAddress.descriptor)
        let named = try workplace.settings.listen.map { text in
            guard let address = ListenAddress(text) else {
                throw SettingProblem(
                    sentence: "listen: \"\(text)\" is no address; write one as 127.0.0.1:8470"
                )
            }
            return address
        }
        return (passed.isEmpty ? named : passed) + [.socket(path: workplace.data.socket.path)]
    }
}

/// Reads the settings again on SIGHUP: the whole file, or nothing of it.
struct Reloading: Service {
    let workplace: Workplace
    let notifier: ServiceNotifier

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            notifier.reloading()
            do {
                let settings = try Workplace.settings(workplace.options)
                let needsRestart = settings != workplace.settings
                workplace.logger.notice(
                    needsRestart
                        ? "the settings are right and take effect at the next start"
                        : "the settings are as before"
                )
            } catch {
                workplace.logger.error(
                    "the settings have mistakes and the old ones stay",
                    metadata: ["error": "\(error)"]
                )
            }
            notifier.ready("serving")
        }
    }
}
