import EarshotModel
import Foundation
import Testing

@testable import SettingsReading

@Suite struct SettingsTests {
    @Test func `the table's defaults are the defaults`() throws {
        let levels = Dictionary(grouping: Settings.table.filter { !$0.key.contains("[]") }) {
            $0.key.contains(".") ? String($0.key.prefix { $0 != "." }) : ""
        }
        var lines: [String] = []
        for (level, settings) in levels.sorted(by: { $0.key < $1.key }) {
            if !level.isEmpty { lines.append("\(level):") }
            for setting in settings {
                let name = setting.key.split(separator: ".").last ?? ""
                lines.append("\(level.isEmpty ? "" : "  ")\(name): \(setting.defaultText)")
            }
        }
        let text = lines.joined(separator: "\n")
        #expect(try SettingsFile.read(text, file: "defaults") == Settings())
    }

    @Test func `the defaults of a network are those of the table`() throws {
        let settings = try SettingsFile.read("networks: [{network: 10.0.0.0/8}]", file: "x")
        let rule = try #require(settings.networks.first)
        let defaults = Dictionary(
            uniqueKeysWithValues: Settings.table.map { ($0.key, $0.defaultText) }
        )
        #expect(defaults["networks[].allow"] == "\(rule.isAllowed)")
        #expect(defaults["networks[].parallel"] == "\(rule.parallel)")
        let spacing = DurationText.duration(defaults["networks[].spacing", default: ""])
        #expect(spacing == rule.spacing)
    }

    @Test func `keys are told level by level`() {
        #expect(
            Settings.keys().prefix(4) == [
                "listen", "public_address", "store", "store_password_file",
            ]
        )
        #expect(Settings.keys(below: "poll") == ["slots", "minimum", "usual", "maximum"])
        let network = ["network", "allow", "parallel", "spacing"]
        #expect(Settings.keys(below: "networks[]") == network)
    }

    @Test func `Documentation lists every setting with its default and its sentence`() throws {
        let page = try Documentation.text()
        for setting in Settings.table {
            let shown = setting.defaultText.isEmpty ? "none" : "`\(setting.defaultText)`"
            let row = "| `\(setting.key)` | \(shown) | \(setting.sentence) |"
            #expect(page.contains(row), "Documentation/Configuration.md lacks: \(row)")
        }
        #expect(Documentation.keys(in: page, under: "## earshot.yaml") == Settings.table.map(\.key))
    }

    @Test func `Documentation lists every key of the policy file and no other`() throws {
        let listed = try Documentation.keys(
            in: Documentation.text(),
            under: "## The company's own settings"
        )
        let top = listed.map { $0.prefix { $0 != "." }.description }
        #expect(Set(top) == Set(PolicyFile.keys))
        for key in listed where !key.contains(".<") {
            let parts = key.split(separator: ".")
            let text = parts.count == 2 ? "\(parts[0]): {\(parts[1]): 3}" : "\(key): 3"
            let mistakes = policyMistakes(in: text)
            #expect(!mistakes.contains { $0.contains("no such key") }, "\(key): \(mistakes)")
        }
    }

    private func policyMistakes(in text: String) -> [String] {
        do {
            _ = try PolicyFile.read(text, file: "p", over: PolicyFile.empty(zone: "UTC"))
            return []
        } catch {
            return error.mistakes.map(\.sentence)
        }
    }
}

/// The page that tells people what can be set.
private enum Documentation {
    static func text() throws -> String {
        try String(
            contentsOf: TextFolder.checkout.appendingPathComponent(
                "Documentation/Configuration.md"
            ),
            encoding: .utf8
        )
    }

    /// The first cells of the rows below a heading, without their code marks.
    static func keys(in page: String, under heading: String) -> [String] {
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let section = lines.drop { $0 != heading }.dropFirst().prefix { !$0.hasPrefix("## ") }
        return section.compactMap { line in
            guard line.hasPrefix("| `") else { return nil }
            return line.dropFirst(3).prefix { $0 != "`" }.description
        }
    }
}
