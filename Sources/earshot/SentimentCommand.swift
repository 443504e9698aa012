import ArgumentParser
import EarshotModel
import SentimentScoring
import SettingsReading

/// Judges texts without a store and without a daemon.
struct SentimentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sentiment",
        abstract: "Judge texts, and show how.",
        subcommands: [SentimentScoreCommand.self, SentimentExplainCommand.self]
    )
}

/// Judges one text a line.
struct SentimentScoreCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Judge one text a line of standard input.",
        discussion: """
            Reads {"id","lang"?,"text","target"?} and writes {"id","label","score"} in the same order;
            the score runs from -1 to 1.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The form of input and output: jsonl.")
    var format: TextFormat = .jsonl

    func perform() throws {
        let scorer = try RuleTools(options).scorer
        try JSONLines<ScoreQuestion>().answer { question in
            let judgement = scorer.judge(
                ScorableText(
                    title: "",
                    text: question.text,
                    language: question.lang,
                    feedKind: nil,
                    brandSpans: [],
                    target: question.target,
                    isAbout: false
                )
            )
            return ScoreAnswer(id: question.id, judgement)
        }
    }
}

/// The form in which text commands read and write.
enum TextFormat: String, ExpressibleByArgument {
    case jsonl
}

private struct ScoreQuestion: Decodable {
    let id: JSONScalar
    let lang: String?
    let text: String
    let target: String?
}

private struct ScoreAnswer: Encodable {
    let id: JSONScalar
    let label: SentimentLabel
    let score: Double
    let mixed: Bool?
    let language: String

    init(id: JSONScalar, _ judgement: Judgement) {
        self.id = id
        label = judgement.threeWayLabel
        score = Double(judgement.score) / 1000
        mixed = judgement.label == .mixed ? true : nil
        language = judgement.language
    }
}

extension Judgement {
    /// A mixed score within this many thousandths of zero has no side.
    private static let noSide = 50

    /// The label in three words: mixed takes the side of its score, abstain is neutral.
    var threeWayLabel: SentimentLabel {
        switch label {
        case .positive, .negative, .neutral: label
        case .abstain: .neutral
        case .mixed: score > Self.noSide ? .positive : score < -Self.noSide ? .negative : .neutral
        }
    }
}

/// Shows the arithmetic of one judgement.
struct SentimentExplainCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show how a text is judged, word by word."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The text.")
    var text: String

    @Option(help: "The language as a BCP 47 tag; guessed as English when missing.")
    var language: String?

    @Option(help: "The name towards which the text is judged.")
    var target: String?

    func perform() throws {
        let judgement = try RuleTools(options).scorer.judge(
            ScorableText(
                title: "",
                text: text,
                language: language,
                feedKind: nil,
                brandSpans: [],
                target: target,
                isAbout: false
            )
        )
        if options.json {
            var writer = JSONLineWriter()
            try writer.write(Explanation(judgement))
            writer.flush()
        } else {
            Terminal.write(JudgementTable(judgement).text)
        }
    }
}

private struct Explanation: Encodable {
    let label: SentimentLabel
    let score: Double
    let points: Int
    let nature: Nature
    let natureReason: String
    let parts: [EvidencePart]

    init(_ judgement: Judgement) {
        label = judgement.label
        score = Double(judgement.score) / 1000
        points = judgement.evidence.points
        nature = judgement.nature
        natureReason = judgement.natureReason
        parts = judgement.evidence.parts
    }

    enum CodingKeys: String, CodingKey {
        case label, score, points, nature, parts
        case natureReason = "nature_reason"
    }
}
