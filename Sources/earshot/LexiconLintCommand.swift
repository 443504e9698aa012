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
            With --texts also the terms that none of the texts holds: a file as sentiment score \
            reads it, one text a line. Ends with status 1 where something is to be mended.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The language as a BCP 47 tag; all when missing.")
    var language: String?

    @Option(help: ArgumentHelp("Texts in which the terms should be found.", valueName: "file"))
    var texts: String?

    func perform() throws {
        let tools = try RuleTools(options)
        var count = 0
        let languages = language.map { [$0] } ?? tools.rules.files.map(\.language)
        for language in languages {
            let rules = try tools.language(language)
            for finding in LexiconLint.findings(in: rules) {
                Terminal.writeLine(Terminal.escaped(finding.description))
                count += 1
            }
            if let texts { count += try tellUnused(in: rules, texts) }
        }
        guard count == 0 else { throw ExitStatus.failure }
        Terminal.message("Nothing to mend: \(languages.joined(separator: ", ")).")
    }

    // MARK: -

    /// Names the terms with a value that no text of the language holds, and counts them.
    private func tellUnused(in rules: LanguageRules, _ path: String) throws -> Int {
        let found = try terms(of: rules, foundIn: path)
        var count = 0
        for lexicon in rules.lexicons {
            for entry in lexicon.entries where entry.value != 0 && !found.contains(entry.term) {
                let place = "\(lexicon.file):\(entry.line)"
                Terminal.writeLine("\(place): \"\(entry.term)\" stands in none of the texts")
                count += 1
            }
        }
        return count
    }

    /// The terms that stand in the texts of the language.
    private func terms(of rules: LanguageRules, foundIn path: String) throws -> Set<String> {
        let scorer = SentimentScorer(languages: [rules])
        let decoder = JSONDecoder()
        var found: Set<String> = []
        let texts = try OwnWords.text(of: URL(fileURLWithPath: path))
        let lines = Data(texts.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) where !line.isEmpty {
            guard let question = try? decoder.decode(ScoreQuestion.self, from: line) else {
                throw LexiconMistake(
                    file: "\(path):\(number)",
                    "a line needs an id and a text, as sentiment score reads them"
                )
            }
            guard (question.lang ?? rules.language) == rules.language else { continue }
            let text = ScorableText(text: question.text, language: rules.language)
            for part in scorer.judge(text).evidence.parts { found.insert(part.term) }
        }
        return found
    }
}
