import ArgumentParser
import Foundation
import Logging
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

    func run() async throws {
        do {
            let workplace = try await Workplace.open(options)
            LogSetup.start(level: workplace.settings.logLevel)
            try await Daemon(workplace: workplace).run { address, _ in
                Terminal.message("Earshot serves http://\(address)/")
            }
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}

/// Sends log messages to standard error, from the level that the settings name.
enum LogSetup {
    static func start(level: LogLevel) {
        let least = Logger.Level(rawValue: level.rawValue) ?? .notice
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = least
            return handler
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
        _ = try Workplace.settings(options)
        let tools = try RuleTools(options)
        let languages = tools.rules.languages.map(\.language).joined(separator: ", ")
        Terminal.writeLine("No mistakes. Languages: \(languages).")
    }
}
