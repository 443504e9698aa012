import EarshotModel
import Foundation
import RecordLinkage
import SentimentScoring
import Testing

@testable import SettingsReading

@Suite struct ShippedRulesTests {
    private static let shipped = TextFolder.checkout.appendingPathComponent("Rules")

    /// A copy of the shipped rules in which a test may break a file.
    private func copy() throws -> TextFolder {
        let folder = try TextFolder()
        for name in ["en", "shared", "policies"] {
            try FileManager.default.copyItem(
                at: Self.shipped.appendingPathComponent(name),
                to: folder.url.appendingPathComponent(name)
            )
        }
        return folder
    }

    private func problem(of folder: TextFolder) -> String {
        do {
            try ShippedRules(rules: folder.url, zone: "UTC").check()
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func `the shipped rules can be used as they are`() throws {
        let rules = try ShippedRules(rules: Self.shipped, zone: "Europe/Warsaw")
        let languages = rules.languages
        try rules.check()
        #expect(languages.contains("en") && languages == languages.sorted())
        #expect(rules.scorer.languages == languages)
        #expect(rules.policy.zone == "Europe/Warsaw")
        #expect(rules.fingerprint.count == 64)
    }

    @Test(arguments: [
        "en/lexicon.tsv", "en/negators.tsv", "en/intensifiers.tsv", "en/contrast.tsv",
        "shared/emoji.tsv", "shared/weights.tsv", "shared/order-words.tsv",
        "shared/address-words.tsv",
        "shared/impersonal-names.tsv", "shared/link-weights.tsv", "shared/noise.tsv",
        "policies/default.yaml",
    ])
    func `a mistake in any rule file is told with file and line`(name: String) throws {
        let folder = try copy()
        let text = try folder.text(of: name)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).count
        let broken = name.hasSuffix(".yaml") ? "companyname: X\n" : "a\tb\tc\td\te\n"
        try folder.write(text + broken, to: name)
        let problem = problem(of: folder)
        #expect(problem.contains("\(name):\(line)"), "\(problem)")
    }

    @Test func `a mistake in each of two languages is told at once, with the remedy`() throws {
        let folder = try copy()
        for language in ["en", "sv"] {
            let place = folder.url.appendingPathComponent(language)
            if language != "en" {
                let shipped = Self.shipped.appendingPathComponent(language)
                try FileManager.default.copyItem(at: shipped, to: place)
            }
            try folder.write("good\tvery\n", to: "\(language)/lexicon.tsv")
        }
        let error = try #require(throws: RulesError.self) {
            try ShippedRules(rules: folder.url, zone: "UTC").check()
        }
        #expect(error.mistakes.map(\.file) == ["en/lexicon.tsv", "sv/lexicon.tsv"])
        #expect(error.description.hasSuffix("then: earshot check"))
    }

    @Test(arguments: [
        "en/negators.tsv", "shared/order-words.tsv", "policies/default.yaml", "shared",
    ])
    func `a file that is missing is told by name`(name: String) throws {
        let folder = try copy()
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent(name))
        #expect(problem(of: folder).contains(name))
    }

    @Test func `a language that mixes with one that is missing is told`() throws {
        let folder = try copy()
        try folder.write("mixes\txx\n", to: "en/language.tsv")
        #expect(problem(of: folder).contains("there is no language xx to mix with"))
    }

    @Test func `no folder and no language are told`() throws {
        let folder = try TextFolder()
        #expect(problem(of: folder).contains("no language"))
        let missing = folder.url.appendingPathComponent("missing")
        let error = #expect(throws: SettingsError.self) {
            try ShippedRules(rules: missing, zone: "UTC")
        }
        #expect(error?.description == "\(missing.path): the folder is missing or cannot be read")
    }

    @Test func `the fingerprint follows every word and nothing else`() throws {
        let folder = try copy()
        let before = try ShippedRules(rules: folder.url, zone: "UTC").fingerprint
        try folder.write("A sentence.\tneutral\tlexicon\n", to: "en/examples.tsv")
        try folder.write("notes", to: "en/notes.md")
        #expect(try ShippedRules(rules: folder.url, zone: "Asia/Kolkata").fingerprint == before)
        try folder.write(folder.text(of: "en/negators.tsv") + "nowise\n", to: "en/negators.tsv")
        #expect(try ShippedRules(rules: folder.url, zone: "UTC").fingerprint != before)
    }
}
