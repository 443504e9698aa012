import CurlTransfer
import Logging
import Pipeline
import ServiceLifecycle
import SettingsReading
import UnixSignals

/// Reads the settings again on SIGHUP: all of them hold for work started afterwards, or the old
/// ones stay.
///
/// Rule files are looked at too; they take effect at the next start.
struct Reloading: Service {
    let workplace: Workplace
    let loop: CurlLoop
    let workers: WorkerThreads
    let inForce: SettingsInForce
    let threshold: LogThreshold
    let notifier: ServiceNotifier

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            notifier.reloading()
            // Reading the rules of all languages takes longer than the cooperative pool may wait.
            notifier.ready(await withTaskExecutorPreference(workers) { await reload() })
        }
    }

    /// Swaps the settings or keeps the old ones; what became of it, in a few words.
    private func reload() async -> String {
        do {
            let next = try workplace.snapshot(of: workplace.readSettings(), loop: loop)
            let hasOtherRules = try hasOtherRules()
            inForce.replace(with: next)
            threshold.set(next.settings.logLevel)
            workplace.logger.notice("the settings were read again and hold from now on")
            let keys =
                next.keysThatNeedRestart(after: workplace.settings)
                + (hasOtherRules ? ["rules"] : [])
            guard !keys.isEmpty else { return "serving with the settings read again" }
            workplace.logger.warning(
                "some settings take effect only at the next start",
                metadata: ["keys": "\(keys.joined(separator: ", "))"]
            )
            return "serving; restart for \(keys.joined(separator: ", "))"
        } catch let error as RulesError {
            let mistakes = error.description.replacing("\n", with: "; ")
            workplace.logger.error(
                "the rules have mistakes and the old ones stay",
                metadata: ["error": "\(mistakes)"]
            )
            return "serving with the old settings and rules, because the new ones have mistakes: "
                + mistakes
        } catch {
            workplace.logger.error(
                "the settings have mistakes and the old ones stay",
                metadata: ["error": "\(error)"]
            )
            return "serving with the old settings, because the new ones have mistakes: \(error)"
        }
    }

    /// Whether the rule files are others than at the start; mistakes in them are thrown.
    private func hasOtherRules() throws -> Bool {
        let rules = try RuleTools(workplace.options).rules
        guard rules.fingerprint != workplace.tools.rules.fingerprint else { return false }
        try rules.check()
        return true
    }
}
