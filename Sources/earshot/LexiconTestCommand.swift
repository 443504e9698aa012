import ArgumentParser
import EarshotModel
import Foundation
import SentimentScoring
import SettingsReading

/// Judges sentences whose labels are known.
struct LexiconTestCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Judge the examples of a language, and name those that get another label.",
        discussion: """
            An example is a text, its label, the rule that must have its part in it (lexicon where \
            none need have) and perhaps the name that it is judged towards, parted by tabs.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The language as a BCP 47 tag; all when missing.")
    var language: String?

    @Argument(help: "A file of examples of your own, instead of those that are shipped.")
    var file: String?

    func validate() throws {
        guard file == nil || language != nil else {
            throw ValidationError("A file of your own needs --language.")
        }
    }

    func perform() throws {
        let tools = try RuleTools(options)
        let languages = language.map { [$0] } ?? tools.rules.files.map(\.language)
        var (wrong, all) = (0, 0)
        for language in languages {
            let scorer = SentimentScorer(languages: [try tools.language(language)])
            let examples =
                try file.map { try LexiconExample.read(URL(fileURLWithPath: $0)) }
                ?? tools.examples(of: language)
            for example in examples {
                all += 1
                guard let mistake = example.mistake(by: scorer, language: language) else {
                    continue
                }
                wrong += 1
                let text = Terminal.escaped(example.text)
                Terminal.writeLine("\(language)/\(example.place): \"\(text)\" \(mistake)")
            }
        }
        Terminal.message("\(all - wrong) of \(all) examples get their label.")
        guard wrong == 0 else { throw ExitStatus.failure }
    }
}
