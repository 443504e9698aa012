import ArgumentParser
import Foundation
import SentimentScoring
import SettingsReading

/// Checks the settings and the shipped files without starting anything.
struct CheckCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the settings and the shipped rules, and name every mistake.",
        discussion: """
            Each mistake is told with its file, line, key and what to write instead. Brands are \
            checked with earshot rules check FILE, the machine with earshot doctor.
            """
    )

    @OptionGroup var options: GlobalOptions

    func perform() throws {
        var languages: [String] = []
        let mistakesInRules = Self.mistakes(in: nil) {
            let rules = try RuleTools(options).rules
            languages = rules.languages
            try rules.check()
        }
        let mistakes = mistakesInSettings + mistakesInRules
        if options.json {
            var writer = JSONLineWriter()
            for mistake in mistakes { try writer.write(mistake.row) }
            writer.flush()
        } else {
            for mistake in mistakes { Terminal.message(Terminal.escaped(mistake.description)) }
        }
        guard mistakes.isEmpty else { throw ExitStatus.failure }
        guard !options.json else { return }
        Terminal.writeLine("No mistakes. Languages: \(languages.joined(separator: ", ")).")
    }

    // MARK: -

    private var mistakesInSettings: [SettingsMistake] {
        guard let file = Workplace.settingsFile(options) else { return [] }
        return Self.mistakes(in: file) {
            let settings = try SettingsFile.check(contentsOf: URL(fileURLWithPath: file))
            _ = try Workplace.networks(of: settings)
            _ = try Workplace.listenAddresses(of: settings)
        }
    }

    /// The mistakes that the reading of a file ends with, or of a file that the error names itself.
    private static func mistakes(in file: String?, _ read: () throws -> Void) -> [SettingsMistake] {
        do {
            try read()
            return []
        } catch let error as SettingsError {
            return error.mistakes
        } catch let error as RulesError {
            return error.mistakes.map { SettingsMistake(parsing: "\($0)", file: file) }
        } catch {
            return [SettingsMistake(parsing: "\(error)", file: file)]
        }
    }
}

extension SettingsMistake {
    /// The mistake as a row of JSON.
    var row: JSONValue {
        .object([
            "file": .text(file), "line": line.map { .number(Double($0)) } ?? .null,
            "key": key.isEmpty ? .null : .text(key), "mistake": .text(sentence),
        ])
    }
}
