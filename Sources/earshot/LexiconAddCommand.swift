import ArgumentParser
import EarshotModel
import Foundation
import SentimentScoring
import SettingsReading

/// Adds a word of the company's own.
struct LexiconAddCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a word of your own, or give one another value.",
        discussion: """
            The value runs from -4 (disgraceful) to 4 (perfect); 0 takes the words out of scoring. \
            Your own words go before the shipped ones. What the word changes among the shipped \
            examples is shown; with --dry-run nothing is written.

            Example: earshot lexicon add "went above and beyond" --value 3
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(
        help: "The term in small letters; a final * takes every ending, <n> any number, a|b a or b."
    )
    var term: String

    @Option(parsing: .unconditional, help: "The value from -4 to 4.")
    var value: String

    @Option(help: "The language as a BCP 47 tag.")
    var language = "en"

    @Option(
        name: .customLong("guard"),
        help: "What must stand beside it, such as \"before=very,so; !after=of\"."
    )
    var condition: String?

    @Flag(name: .customLong("dry-run"), help: "Show what would change, and write nothing.")
    var isDryRun = false

    func perform() throws {
        guard let line else {
            throw LexiconMistake(
                file: "lexicon add",
                "a word, its value and its guard hold no tab and no end of a line"
            )
        }
        let tools = try RuleTools(options)
        let file = tools.own.own(language)
        let before = try tools.files(of: language).texts[RuleFiles.companyName] ?? ""
        let after = Lexicon.text(before, replacing: line)
        let old = try tools.language(language)
        let new = try tools.language(language, replacing: [RuleFiles.companyName: after])
        let last = after.count { $0 == "\n" }
        for finding in LexiconLint.findings(in: new, file: RuleFiles.companyName)
        where finding.line == last {
            Terminal.message(Terminal.escaped(finding.description))
        }
        try tellChanges(from: old, to: new, tools)
        guard !isDryRun else { return Terminal.message("Nothing was written.") }
        try tools.own.write(after, to: file)
        Terminal.message("\(file.path) has \"\(Terminal.escaped(term))\" with \(value).")
    }

    // MARK: -

    private var line: String? {
        Lexicon.line([term, value] + (condition.map { [$0] } ?? []))
    }

    private func tellChanges(
        from old: LanguageRules,
        to new: LanguageRules,
        _ tools: RuleTools
    ) throws {
        let scorers = (
            SentimentScorer(languages: [old]), SentimentScorer(languages: [new])
        )
        for example in try tools.examples(of: language) {
            let text = ScorableText(
                text: example.text,
                language: language,
                target: example.target
            )
            let (one, other) = (scorers.0.judge(text), scorers.1.judge(text))
            guard one.label != other.label else { continue }
            let change = "\(one.label.rawValue) becomes \(other.label.rawValue)"
            Terminal.writeLine("\(change): \(Terminal.escaped(example.text))")
        }
    }
}
