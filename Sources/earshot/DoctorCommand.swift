import ArgumentParser
import Foundation
import SentimentScoring
import SettingsReading

/// Looks whether everything is well, and says what to do where it is not.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look whether everything is well on this machine, and say what to do.",
        discussion: """
            It looks at the settings, the store, the room on the disk, the daemon and its \
            watchdog, the clock, DNS, TLS roots, outgoing access and the feeds, with a running \
            daemon or without one. It changes nothing and ends within some seconds. Each line is \
            ok, warn or fail; the status is 1 when something fails.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Send no request to any feed's site.")
    var offline = false

    func validate() throws {
        guard options.server == nil else {
            throw ValidationError("doctor looks at this machine; leave out --server")
        }
    }

    func run() async throws {
        let findings = await doctor.examine()
        do {
            try print(findings)
        } catch {
            throw CommandFailure.exit(for: error)
        }
        guard findings.allSatisfy({ $0.state != .fail }) else { throw ExitStatus.failure }
    }

    // MARK: -

    private var doctor: Doctor {
        Doctor(
            data: Workplace.dataDirectory(options),
            settingsFile: Workplace.settingsFile(options),
            settings: Result { () throws(SettingsError) in try Workplace.settings(options) },
            languages: Result { try Self.checkedLanguages(options) },
            isOffline: offline
        )
    }

    /// The languages of the shipped rules; mistakes in them are thrown.
    private static func checkedLanguages(_ options: GlobalOptions) throws -> [String] {
        let rules = try RuleTools(options).rules
        try rules.check()
        return rules.languages
    }

    private func print(_ findings: [Finding]) throws {
        if options.json {
            var writer = JSONLineWriter()
            for finding in findings { try writer.write(finding.row) }
            writer.flush()
        } else if options.csv {
            let columns = ["state", "subject", "found", "remedy"].map {
                Column(heading: $0, path: $0, width: .max)
            }
            Terminal.write(CSVText(columns: columns, rows: findings.map(\.row)).text)
        } else {
            Terminal.write(DoctorText(findings).text)
        }
    }
}

/// What the doctor found, as people read it: a line a thing, and the remedy below it.
struct DoctorText {
    let text: String

    /// Lays out the findings; foreign text in them is made harmless.
    ///
    /// Nothing is wrapped, so that a command can be taken as it stands.
    init(_ findings: [Finding]) {
        let states = Self.padded(findings.map(\.state.rawValue))
        let subjects = Self.padded(findings.map(\.subject.words))
        let lines = zip(findings, zip(states, subjects)).flatMap { finding, head in
            let beginning = head.0 + head.1
            let margin = String(repeating: " ", count: beginning.count)
            let remedy = finding.remedy.map { margin + "→ " + Terminal.escaped($0) }
            return [beginning + Terminal.escaped(finding.sentence)] + (remedy.map { [$0] } ?? [])
        }
        text = lines.map { $0 + "\n" }.joined()
    }

    /// Words as cells of one width, with two spaces behind the longest.
    private static func padded(_ words: [String]) -> [String] {
        let width = (words.map(\.count).max() ?? 0) + 2
        return words.map { $0 + String(repeating: " ", count: width - $0.count) }
    }
}
