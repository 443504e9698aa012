import CurlTransfer
import Logging
import ServiceLifecycle
import SettingsReading
import UnixSignals

/// Reads the settings again on SIGHUP: all of them hold for work started afterwards, or the old
/// ones stay.
struct Reloading: Service {
    let workplace: Workplace
    let loop: CurlLoop
    let inForce: SettingsInForce
    let threshold: LogThreshold
    let notifier: ServiceNotifier

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            notifier.reloading()
            notifier.ready(reload())
        }
    }

    /// Swaps the settings or keeps the old ones; what became of it, in a few words.
    private func reload() -> String {
        do {
            let next = try workplace.snapshot(of: workplace.readSettings(), loop: loop)
            inForce.replace(with: next)
            threshold.set(next.settings.logLevel)
            workplace.logger.notice("the settings were read again and hold from now on")
            let keys = next.keysThatNeedRestart(after: workplace.settings)
            guard !keys.isEmpty else { return "serving with the settings read again" }
            workplace.logger.warning(
                "some settings take effect only at the next start",
                metadata: ["keys": "\(keys.joined(separator: ", "))"]
            )
            return "serving; restart for \(keys.joined(separator: ", "))"
        } catch {
            workplace.logger.error(
                "the settings have mistakes and the old ones stay",
                metadata: ["error": "\(error)"]
            )
            return "serving with the old settings, because the new ones have mistakes: \(error)"
        }
    }
}
