import EarshotModel
import Synchronization
import Testing

@testable import SentimentScoring

@Suite struct RuleShelfTests {
    private static let shared = ["weights.tsv": SmallRules.files["weights.tsv"] ?? ""]
    private static let plain = [
        "lexicon.tsv": "good\t2\nterrible\t-3\n", "negators.tsv": "not\n",
        "intensifiers.tsv": "very\t1.3\n", "contrast.tsv": "but\tafter\n",
    ]

    @Test func `a language is made ready once, when it is first asked for`() throws {
        let made = Mutex<[String]>([])
        let rules = try SmallRules.rules()
        let shelf = RuleShelf(
            makers: [
                "en": {
                    made.withLock { $0.append("en") }
                    return .success(rules.book)
                },
                "sv": {
                    made.withLock { $0.append("sv") }
                    return .failure(RuleFileError(file: "sv", line: 1, problem: .missingFile))
                },
            ],
            samples: { [] }
        )
        #expect(shelf.languages == ["en", "sv"] && shelf.holds("sv") && !shelf.holds("pl"))
        #expect(made.withLock { $0 } == [])
        #expect(shelf["en"] != nil && shelf["en"] != nil)
        #expect(shelf["sv"] == nil && shelf["sv"] == nil && shelf["pl"] == nil)
        #expect(made.withLock { $0 } == ["en", "sv"])
        #expect(shelf.mistake(of: "sv")?.file == "sv" && shelf.mistake(of: "en") == nil)
    }

    @Test func `rules made when needed judge like rules made before`() throws {
        let shared = Self.shared
        let files = [RuleFiles(language: "en", texts: Self.plain)]
        let before = SentimentScorer(
            languages: [try LanguageRules(files[0], among: files, shared: shared)]
        )
        let later = SentimentScorer(files: files, shared: shared)
        for text in ["The lamp is very good.", "It is not terrible but good.", "A lamp."] {
            let one = ScorableText(text: text)
            #expect(before.judge(one) == later.judge(one))
        }
    }

    @Test func `a language with a mistake serves like none`() throws {
        var broken = Self.plain
        broken["lexicon.tsv"] = "good\tmuch\n"
        let files = [
            RuleFiles(language: "en", texts: Self.plain), RuleFiles(language: "sv", texts: broken),
        ]
        let scorer = SentimentScorer(files: files, shared: Self.shared)
        let judgement = scorer.judge(ScorableText(text: "terrible", language: "sv"))
        #expect(judgement.label == .negative && judgement.isLanguageAssumed)
        #expect(scorer.mistake(behind: judgement)?.line == 1)
        for language in ["en", "fi"] {
            let other = scorer.judge(ScorableText(text: "terrible", language: language))
            #expect(scorer.mistake(behind: other) == nil)
        }
    }

    @Test func `a partner that is missing is told`() throws {
        var mixing = Self.plain
        mixing["language.tsv"] = "mixes\txx\n"
        let files = [RuleFiles(language: "en", texts: mixing)]
        let error = #expect(throws: RuleFileError.self) {
            try LanguageRules(files[0], among: files, shared: Self.shared)
        }
        #expect(error?.problem == .noSuchLanguage("xx"))
    }
}
