import ArgumentParser
import Foundation
import SentimentScoring
import SettingsReading
import WebConsole

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
            let workplace = try await Workplace.open(options, backingUp: !withoutBackup)
            threshold.set(workplace.settings.logLevel)
            try await Daemon(workplace: workplace, threshold: threshold).run { address, _ in
                Terminal.message("Earshot serves http://\(address)/")
            }
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}

/// Checks the settings without starting anything.
struct CheckCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the settings and the shipped rules."
    )

    @OptionGroup var options: GlobalOptions

    func perform() throws {
        let settings = try Workplace.settings(options)
        _ = try Workplace.networks(of: settings)
        _ = try Workplace.listenAddresses(of: settings)
        let tools = try RuleTools(options)
        let languages = tools.rules.languages.map(\.language).joined(separator: ", ")
        Terminal.writeLine("No mistakes. Languages: \(languages).")
    }
}
