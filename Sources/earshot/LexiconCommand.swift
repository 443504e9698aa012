import ArgumentParser
import EarshotModel
import Foundation
import SentimentScoring
import SettingsReading

/// The words by which texts are judged: shipped, imported and the company's own.
struct LexiconCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon",
        abstract: "See, check and extend the words by which texts are judged.",
        discussion: """
            The company's own words and imported lists are kept in the folder words of the data \
            directory, never in the package. A daemon takes them into account when it starts.

            Words that got a value while somebody corrected a mention are kept in the store and \
            hold at once: earshot lexicon corrections.
            """,
        subcommands: [
            LexiconListCommand.self, LexiconLintCommand.self, LexiconTestCommand.self,
            LexiconAddCommand.self, LexiconImportCommand.self, LexiconLearnCommand.self,
            LexiconCorrectionsCommand.self,
        ]
    )
}

extension RuleTools {
    /// The files of a language; an error names those that there are.
    func files(of language: String) throws -> RuleFiles {
        guard let files = rules.files.first(where: { $0.language == language }) else {
            let known = rules.files.map(\.language).joined(separator: ", ")
            throw LexiconMistake(
                file: language,
                "there are no rules of this language; there are rules of \(known)"
            )
        }
        return files
    }

    /// The rules of a language, perhaps with other files in place of its own.
    func language(
        _ language: String,
        replacing changes: [String: String] = [:]
    ) throws -> LanguageRules {
        let files = try files(of: language)
        return try LanguageRules(
            RuleFiles(language: language, texts: files.texts.merging(changes) { $1 }),
            among: rules.files,
            shared: rules.shared
        )
    }

    /// The sentences that come with a language, each with the label that it must get.
    func examples(of language: String) throws -> [LexiconExample] {
        try LexiconExample.read(
            share.rules.appendingPathComponent(language).appendingPathComponent("examples.tsv")
        )
    }
}

/// What keeps a command from working with words, for whoever called it.
struct LexiconMistake: Error, CustomStringConvertible {
    /// The file, or what else the mistake is in.
    let file: String
    let sentence: String

    init(file: String, _ sentence: String) {
        self.file = file
        self.sentence = sentence
    }

    var description: String { "\(file): \(sentence)" }
}

/// A sentence with the label that it must get.
struct LexiconExample {
    /// The file and line, for messages.
    let place: String
    let text: String
    let label: String
    /// The rule that must have its part in it; `lexicon` where none need have.
    let rule: String
    let target: String?

    /// Reads a file of such sentences: text, label, rule and perhaps a name, parted by tabs.
    static func read(_ file: URL) throws -> [LexiconExample] {
        let text = try OwnWords.text(of: file)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return try zip(1..., lines).compactMap { number, line in
            guard !line.isEmpty, line.first != "#" else { return nil }
            let fields = line.split(separator: "\t").map(String.init)
            let place = "\(file.lastPathComponent):\(number)"
            guard (2...4).contains(fields.count) else {
                throw LexiconMistake(
                    file: file.path,
                    "line \(number) needs a text, a label and perhaps a rule and a name"
                )
            }
            return LexiconExample(
                place: place,
                text: fields[0],
                label: fields[1],
                rule: fields.count > 2 ? fields[2] : "lexicon",
                target: fields.count > 3 ? fields[3] : nil
            )
        }
    }

    /// What a scorer says of it instead; `nil` where it is as it must be.
    func mistake(by scorer: SentimentScorer, language: String) -> String? {
        let judgement = scorer.judge(ScorableText(text: text, language: language, target: target))
        guard judgement.label.rawValue == label else {
            return "is \(judgement.label.rawValue), not \(label)"
        }
        let rules = judgement.evidence.parts.flatMap(\.changes).map(\.rule)
        guard rule == "lexicon" || rules.contains(rule) else {
            return "is \(label), but without the rule \(rule)"
        }
        return nil
    }
}
