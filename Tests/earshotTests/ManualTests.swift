import ArgumentParser
import EarshotModel
import Foundation
import SettingsReading
import Testing

@testable import earshot

@Suite struct RoffTests {
    @Test func `what people wrote is no request and no escape`() {
        var page = Roff(page: "x", section: 1)
        page.paragraph(".so /etc/passwd")
        page.paragraph("'tis a \\fBtrap\\fR -v \"x\"")
        page.example("a\n\n.b\n  --c")
        let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.contains("\\&.so /etc/passwd"))
        #expect(lines.contains("\\&'tis a \\efBtrap\\efR \\-v \\(dqx\\(dq"))
        #expect(page.text.hasSuffix(".EX\na\n\n\\&.b\n  \\-\\-c\n.EE\n"))
    }

    @Test func `a page begins with its name, its section and the version`() {
        let page = Roff(page: "earshot.yaml", section: 5)
        #expect(page.text.hasPrefix(".TH EARSHOT.YAML 5 \"\" \"Earshot \(Version.text)\""))
    }
}

@Suite struct CommandManualTests {
    private func page() throws -> String {
        try CommandManual(program: Earshot._dumpHelp(), shared: GlobalOptions._dumpHelp()).text
            .replacing("\\-", with: "-")
    }

    @Test func `every command that people see stands in the page`() throws {
        let page = try page()
        for command in Earshot.configuration.subcommands where command.configuration.shouldDisplay {
            let name = command.configuration.commandName ?? ""
            #expect(page.contains(".SS earshot \(name)"), "\(name)")
        }
        #expect(!page.contains("earshot manual"))
        #expect(!page.contains("earshot help"))
    }

    @Test func `what every command takes is told once`() throws {
        let page = try page()
        #expect(page.components(separatedBy: "\\fB--data-dir\\fR").count == 2)
        #expect(page.components(separatedBy: "\\fB--offline\\fR").count == 2)
    }

    @Test func `every status is told`() throws {
        let page = try page()
        let statuses = [
            ExitStatus.failure, ExitStatus.usage, ExitStatus.partial, ExitStatus.notFound,
            ExitStatus.notAllowed, ExitStatus.tryAgain,
        ]
        for status in statuses { #expect(page.contains(".TP\n\\fB\(status.rawValue)\\fR\n")) }
        #expect(ExitStatus.table.count == statuses.count + 1)
    }

    @Test(arguments: [
        (
            #"{"kind":"positional","isOptional":false,"isRepeating":true,"valueName":"file"}"#,
            "FILE..."
        ),
        (#"{"kind":"positional","isOptional":true,"isRepeating":false,"valueName":"x"}"#, "[X]"),
        (
            #"{"kind":"option","isOptional":true,"isRepeating":false,"valueName":"by","#
                + #""preferredName":{"kind":"long","name":"by"},"allValues":["day","week"]}"#,
            "--by BY One of day, week."
        ),
        (
            #"{"kind":"flag","isOptional":true,"isRepeating":false,"defaultValue":"no","#
                + #""preferredName":{"kind":"short","name":"v"}}"#,
            "-v  Default: no."
        ),
    ])
    func `an argument is spelt as it is typed`(json: String, text: String) throws {
        let whole = #"{"shouldDisplay":true,"# + json.dropFirst()
        let argument = try JSONDecoder().decode(ArgumentDescription.self, from: Data(whole.utf8))
        let words =
            argument.isPositional
            ? argument.spelling : "\(argument.spelling) \(argument.value) \(argument.choices)"
        #expect(words == text)
    }
}

@Suite struct SettingsManualTests {
    @Test func `every setting stands in the page with its default`() {
        let page = SettingsManual().text.replacing("\\-", with: "-")
        for setting in Settings.table {
            let usual = setting.defaultText.isEmpty ? "none" : setting.defaultText
            #expect(
                page.contains("\\fB\(setting.key)\\fR\n\(setting.sentence). Default: \(usual).\n")
            )
        }
    }

    @Test func `the example of the page is a file without a mistake`() throws {
        let page = SettingsManual().text.replacing("\\-", with: "-")
        let example = try #require(page.firstMatch(of: /(?s)\.EX\n(.*)\.EE/)).1
        let settings = try SettingsFile.read(String(example), file: "example")
        #expect(settings.pollUsual == .minutes(15))
    }
}
