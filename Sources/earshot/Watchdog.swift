import Logging
import Pipeline
import ServiceLifecycle

/// Feeds systemd's watchdog while the daemon's parts make progress, and not a moment longer.
struct Watchdog: Service {
    let notifier: ServiceNotifier
    let progress: WorkProgress
    let logger: Logger

    /// A part that has not moved for so long hangs.
    private static let patience = Duration.seconds(45)

    func run() async throws {
        guard let interval = notifier.watchdogInterval else {
            try await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let stalled = progress.stalled(for: Self.patience)
                if stalled.isEmpty {
                    notifier.alive()
                } else {
                    logger.error(
                        "the watchdog is not fed",
                        metadata: ["stalled": "\(stalled.map(\.rawValue))"]
                    )
                }
                do {
                    try await Task.sleep(for: interval / 3)
                } catch {
                    return
                }
            }
        }
    }
}
