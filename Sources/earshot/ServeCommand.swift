import ArgumentParser
import SettingsReading

/// Runs the daemon.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Poll the feeds and serve the console, until told to stop."
    )

    @OptionGroup var options: GlobalOptions

    @Flag(
        name: .customLong("without-backup"),
        help: "Change the schema of an older store without a backup before."
    )
    var withoutBackup = false

    func run() async throws {
        do {
            let threshold = LogSetup.start()
            let workplace = try await Workplace.open(
                options,
                backingUp: !withoutBackup,
                checkingRules: true
            )
            threshold.set(workplace.settings.logLevel)
            try await Daemon(workplace: workplace, threshold: threshold).run { address, _ in
                Terminal.message("Earshot serves http://\(address)/")
            }
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}
