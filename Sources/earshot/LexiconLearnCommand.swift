import ArgumentParser
import EarshotModel
import Foundation
import SentimentScoring
import SettingsReading

/// Proposes words from texts whose sides are known.
struct LexiconLearnCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Propose values for words that no list holds, from texts whose sides are known.",
        discussion: """
            Reads one text a line, {"text","label"} or {"text","stars"} with 1 to 5 stars, perhaps \
            with "lang". Each proposal comes with its counts and examples. Nothing is written: add \
            what you agree with by earshot lexicon add.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file of texts.")
    var file: String

    @Option(help: "The language as a BCP 47 tag; texts of others are left out.")
    var language = "en"

    @Option(help: ArgumentHelp("In how many texts a word must stand.", valueName: "texts"))
    var least = 5

    @Option(help: "How many words are proposed at most.")
    var limit = 50

    func validate() throws {
        guard least > 0, limit > 0 else {
            throw ValidationError("--least and --limit must be more than 0.")
        }
    }

    func perform() throws {
        let rules = try RuleTools(options).language(language)
        var learning = WordLearning(with: rules)
        try LabelledText.forEach(in: file) { text in
            guard text.lang.map(rules.serve) ?? true else { return }
            learning.add(text.text, side: text.side)
        }
        let proposals = learning.proposals(leastCount: least).prefix(limit)
        guard options.json else {
            for proposal in proposals { tell(proposal) }
            let words = "\(learning.count) texts, \(proposals.count) words to decide on."
            return Terminal.message("\(words) Nothing was written.")
        }
        var writer = JSONLineWriter()
        for proposal in proposals { try writer.write(ProposalRow(proposal)) }
        writer.flush()
    }

    // MARK: -

    private func tell(_ proposal: WordLearning.Proposal) {
        let counts = "\(proposal.agreeing) of \(proposal.count) texts"
        let value = LexiconRow.number(proposal.value)
        Terminal.writeLine("\(value)\t\(Terminal.escaped(proposal.word))\t\(counts)")
        for example in proposal.examples {
            Terminal.writeLine("\t\t\(Terminal.escaped(example))")
        }
    }
}

/// A text whose side a person or its stars tell.
private struct LabelledText: Decodable {
    let text: String
    let lang: String?
    let label: SentimentLabel?
    let stars: Double?

    /// The side from −1 to 1; the label goes before the stars.
    var side: Double {
        switch label {
        case .positive: 1
        case .negative: -1
        case .neutral, .mixed, .abstain: 0
        case nil: ((stars ?? 3) - 3) / 2
        }
    }

    /// Gives each line of a file; one that is no such text is thrown with its number.
    static func forEach(in path: String, _ body: (LabelledText) -> Void) throws {
        let texts = try OwnWords.text(of: URL(fileURLWithPath: path))
        let lines = Data(texts.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
        let decoder = JSONDecoder()
        for (number, line) in zip(1..., lines) where !line.isEmpty {
            guard let text = try? decoder.decode(LabelledText.self, from: line),
                text.label != nil || text.stars.map({ (1...5).contains($0) }) == true
            else {
                throw LexiconMistake(
                    file: "\(path):\(number)",
                    "a line needs a text, and a label or 1 to 5 stars"
                )
            }
            body(text)
        }
    }
}

private struct ProposalRow: Encodable {
    let word: String
    let value: Double
    let texts: Int
    let agreeing: Int
    let examples: [String]

    init(_ proposal: WordLearning.Proposal) {
        word = proposal.word
        value = Double(proposal.value) / 1000
        texts = proposal.count
        agreeing = proposal.agreeing
        examples = proposal.examples
    }
}
