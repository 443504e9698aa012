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
            Reads {"id","lang"?,"text","target"?} and writes {"id","label","score","confidence","lang"} in
            the same order; the score runs from -1 to 1, the confidence from 0 to 1. "lang" is the language
            that was given or guessed. "confidence_limit" is why the judgement can be no surer.
            "mixed" marks a text that is clearly both, which takes its stronger side or, where the sides
            are even, is neutral; "language_assumed" one that another language's words had to judge.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The form of input and output: jsonl.")
    var format: TextFormat = .jsonl

    @Option(
        help: ArgumentHelp(
            "Judge the texts of a file again and again and print the speed.",
            valueName: "file"
        )
    )
    var bench: String?

    func perform() throws {
        let scorer = try RuleTools(options).scorer
        if let bench {
            return Terminal.write(try SentimentBench(scorer: scorer).report(on: bench))
        }
        try JSONLines<ScoreQuestion>().answer { question in
            let text = ScorableText(
                text: question.text,
                language: question.lang,
                target: question.target
            )
            let judgement = scorer.judge(text)
            try scorer.requireRules(for: judgement)
            return ScoreAnswer(id: question.id, judgement, side: scorer.side(of: judgement))
        }
    }
}

/// The form in which text commands read and write.
enum TextFormat: String, ExpressibleByArgument {
    case jsonl
}

struct ScoreQuestion: Decodable {
    let id: JSONScalar
    let lang: String?
    let text: String
    let target: String?
}

private struct ScoreAnswer: Encodable {
    let id: JSONScalar
    let label: SentimentLabel
    let score: Double
    /// True for a text that is clearly both and takes a side, else left out.
    let mixed: Bool?
    /// The language that was known or guessed; `und` where nothing told.
    let lang: String
    /// True where the words of another language had to serve, else left out.
    let languageAssumed: Bool?
    /// How sure the judgement is, from 0 to 1.
    let confidence: Double
    /// Why it can be no surer, where anything keeps it from that.
    let confidenceLimit: Confidence.Limit?
    /// True where stars and words say the opposite, else left out.
    let starsDisagree: Bool?

    init(id: JSONScalar, _ judgement: Judgement, side: SentimentLabel) {
        self.id = id
        label = side
        score = Double(judgement.score) / 1000
        let takesSide = side != .neutral || judgement.score == 0
        mixed = judgement.label == .mixed && takesSide ? true : nil
        lang = judgement.language
        languageAssumed = judgement.isLanguageAssumed ? true : nil
        let sure = Confidence(of: judgement)
        confidence = Double(sure.thousandths) / 1000
        confidenceLimit = sure.limit
        starsDisagree = judgement.evidence.starsDisagree ? true : nil
    }

    enum CodingKeys: String, CodingKey {
        case id, label, score, mixed, lang, confidence
        case starsDisagree = "stars_disagree"
        case languageAssumed = "language_assumed"
        case confidenceLimit = "confidence_limit"
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

    @Option(help: "The language as a BCP 47 tag; guessed when missing.")
    var language: String?

    @Option(help: "The name towards which the text is judged.")
    var target: String?

    func perform() throws {
        let scorer = try RuleTools(options).scorer
        let question = ScorableText(text: text, language: language, target: target)
        let judgement = scorer.judge(question)
        try scorer.requireRules(for: judgement)
        let topics = scorer.topics(of: question)
        if options.json {
            var writer = JSONLineWriter()
            try writer.write(Explanation(judgement, topics))
            writer.flush()
        } else {
            Terminal.write(JudgementTable(judgement).text)
            Terminal.writeLine(judgement.confidenceSentence)
            Terminal.write(Self.line(of: topics))
        }
    }
}

extension SentimentExplainCommand {
    /// What a text speaks of as one line; nothing where it speaks of nothing known.
    private static func line(of topics: [Topic]) -> String {
        let kinds = [("about", Topic.Kind.aspect), ("signals", .urgency)]
        let parts = kinds.compactMap { title, kind -> String? in
            let names = Set(topics.filter { $0.kind == kind }.map(\.name)).sorted()
            return names.isEmpty ? nil : "\(title): \(names.joined(separator: ", "))"
        }
        return parts.isEmpty ? "" : parts.joined(separator: "; ") + "\n"
    }
}

private struct Explanation: Encodable {
    let label: SentimentLabel
    let score: Double
    let points: Int
    let nature: Nature
    let natureReason: String
    let parts: [EvidencePart]
    let lang: String
    let aspects: [String]
    let urgency: [String]
    let confidence: Double
    let confidenceLimit: Confidence.Limit?

    init(_ judgement: Judgement, _ topics: [Topic]) {
        func names(_ kind: Topic.Kind) -> [String] {
            Set(topics.filter { $0.kind == kind }.map(\.name)).sorted()
        }
        lang = judgement.language
        let sure = Confidence(of: judgement)
        confidence = Double(sure.thousandths) / 1000
        confidenceLimit = sure.limit
        aspects = names(.aspect)
        urgency = names(.urgency)
        label = judgement.label
        score = Double(judgement.score) / 1000
        points = judgement.evidence.points
        nature = judgement.nature
        natureReason = judgement.natureReason
        parts = judgement.evidence.parts
    }

    enum CodingKeys: String, CodingKey {
        case label, score, points, nature, parts, lang, aspects, urgency, confidence
        case natureReason = "nature_reason"
        case confidenceLimit = "confidence_limit"
    }
}

extension SentimentScorer {
    /// Throws the mistake in a rule file where it is why another language's words had to serve.
    func requireRules(for judgement: Judgement) throws {
        if let mistake = mistake(behind: judgement) { throw mistake }
    }
}
