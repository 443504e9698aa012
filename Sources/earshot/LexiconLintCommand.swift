import ArgumentParser
import EarshotModel
import Foundation
import SentimentScoring
import SettingsReading

/// Names what should be mended in the lists of words.
struct LexiconLintCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Name terms that are repeated, contradict one another or do nothing.",
        discussion: """
            With --texts also the terms that none of the texts holds, and how many of each file \
            stand in them: a text a line, or {"text"}, perhaps with "lang". Ends with status 1 \
            where something is named.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The language as a BCP 47 tag; all when missing.")
    var language: String?

    @Option(help: ArgumentHelp("Texts in which the terms should be found.", valueName: "file"))
    var texts: String?

    func perform() throws {
        let tools = try RuleTools(options)
        let languages = language.map { [$0] } ?? tools.rules.files.map(\.language)
        let rules = try languages.map { try tools.language($0) }
        let uses = try texts.map { try Self.uses(of: rules, in: $0) } ?? []
        var count = 0
        for (number, rules) in rules.enumerated() {
            count += tell(LexiconLint.findings(in: rules))
            guard uses.indices.contains(number) else { continue }
            count += tell(uses[number].findings)
            let texts = "\(uses[number].textCount) texts"
            for share in uses[number].shares {
                let terms = "\(share.found) of \(share.count) terms"
                Terminal.message("\(share.file): \(terms) stand in \(texts).")
            }
        }
        guard count == 0 else { throw ExitStatus.failure }
        Terminal.message("Nothing to mend: \(languages.joined(separator: ", ")).")
    }

    // MARK: -

    /// Names what was found, and counts it.
    private func tell(_ findings: [some CustomStringConvertible]) -> Int {
        for finding in findings { Terminal.writeLine(Terminal.escaped(finding.description)) }
        return findings.count
    }

    /// What the texts of a file hold of each language; a text of no language is read for all.
    private static func uses(of rules: [LanguageRules], in path: String) throws -> [LexiconUse] {
        var uses = rules.map { LexiconUse(of: $0) }
        try UnlabelledText.forEach(in: path) { text in
            for index in uses.indices where text.lang.map(rules[index].serve) ?? true {
                uses[index].add(text.text)
            }
        }
        return uses
    }
}

/// A text in which words are looked for.
private struct UnlabelledText: Decodable {
    let text: String
    let lang: String?

    /// Gives each line of a file; one that begins with `{` and is no such text is thrown with its
    /// number.
    static func forEach(in path: String, _ body: (UnlabelledText) -> Void) throws {
        let texts = try OwnWords.text(of: URL(fileURLWithPath: path))
        let decoder = JSONDecoder()
        let lines = texts.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) where !line.isEmpty {
            guard line.first == UInt8(ascii: "{") else {
                body(UnlabelledText(text: String(Substring(line)), lang: nil))
                continue
            }
            guard let text = try? decoder.decode(UnlabelledText.self, from: Data(line)) else {
                let place = "\(path):\(number)"
                throw LexiconMistake(file: place, "a line that begins with { needs a \"text\"")
            }
            body(text)
        }
    }
}
