import EarshotModel
import Synchronization
import Testing

@testable import SentimentScoring

/// Words that the store keeps beside the word lists.
@Suite struct SentimentScorerWordsTests {
    private static func word(
        _ term: String,
        _ value: Int,
        _ language: String = "en",
        at milliseconds: Int64 = 0
    ) -> CompanyWord {
        CompanyWord(
            term: term,
            language: language,
            value: value,
            author: nil,
            at: Instant(milliseconds: milliseconds)
        )
    }

    private static func files(_ own: String? = nil, language: String = "en") -> RuleFiles {
        var texts = SmallRules.files
        texts["own.tsv"] = own
        return RuleFiles(language: language, texts: texts)
    }

    private static func scorer(_ own: String? = nil) -> SentimentScorer {
        SentimentScorer(files: [files(own), files(language: "sv")], shared: [:])
    }

    private static func points(_ text: String, _ scorer: SentimentScorer, _ language: String = "en")
        -> Int
    {
        scorer.judge(ScorableText(text: text, language: language)).evidence.points
    }

    @Test func `a word of the store goes before every list, and may take words out of scoring`() {
        let plain = Self.scorer("great\t-1\n# mine\nbad\t1\nawful\t-4\tbefore=very\n")
        let words = [
            Self.word("great", 2000), Self.word("bad", 0), Self.word("awful", 1000),
            Self.word("lamp*", -2000),
        ]
        let scorer = plain.with(words)
        #expect(Self.points("great", plain) == -1000 && Self.points("great", scorer) == 2000)
        #expect(Self.points("bad", plain) == 1000 && Self.points("bad", scorer) == 0)
        #expect(Self.points("lamps", plain) == 0 && Self.points("lamps", scorer) == -2000)
        // A line with a guard is another sense and stays.
        #expect(Self.points("awful", scorer) == 1000 && Self.points("very awful", scorer) < -4000)
    }

    @Test(arguments: [("lámp", "lamp"), ("lamp", "lámp")])
    func `of words that texts cannot tell apart the last given counts`(old: String, new: String) {
        let words = [Self.word(new, -2000, at: 2), Self.word(old, 2000, at: 1)]
        #expect(Self.points("a lamp", Self.scorer().with(words)) == -2000)
        #expect(Self.points("a lamp", Self.scorer().with(words.reversed())) == -2000)
    }

    @Test(arguments: ["\n", "\r\n"])
    func `a word of the store goes before one choice of a line and leaves the others`(end: String) {
        let lines = ["great|bad lamp|\t-1", "# mine", "awful\t-4", ""]
        let plain = Self.scorer(lines.joined(separator: end))
        let words = [Self.word("great", 2000), Self.word("bad lamp", 500)]
        let scorer = plain.with(words)
        #expect(Self.points("great", plain) == -1000 && Self.points("great", scorer) == 2000)
        #expect(Self.points("bad lamp", plain) == -1000 && Self.points("bad lamp", scorer) == 500)
        #expect(Self.points("great lamp", scorer) == -1000 && Self.points("bad", scorer) == -1000)
        #expect(throws: Never.self) { try plain.check(words) }
    }

    @Test func `the same term in other letters is one term, and the later word counts`() {
        let plain = Self.scorer("café\t1\n")
        let words = [Self.word("cafe", -2000), Self.word("café", 2000)]
        #expect(Self.points("cafe", plain.with(words)) == 2000)
        #expect(Self.points("cafe", plain.with([words[0]])) == -2000)
    }

    @Test func `words without which nothing changes give the same scorer, and none the plain one`()
    {
        let plain = Self.scorer()
        let words = [Self.word("great", -2000)]
        let scorer = plain.with(words)
        #expect(scorer.with(words).rules === scorer.rules)
        #expect(plain.with([]).rules === plain.rules)
        #expect(Self.points("great", scorer.with([])) == 3000)
        #expect(plain.with([Self.word("great", 1000, "fi")]).rules === plain.rules)
    }

    @Test func `only the languages of the words are made anew, each when a text first needs it`() {
        let made = Mutex<[String]>([])
        let note = { @Sendable (tag: String) -> RuleShelf.Made in
            made.withLock { $0.append(tag) }
            return .failure(RuleFileError(file: tag, line: 0, problem: .missingFile))
        }
        let shelf = RuleShelf(makers: ["en": { note("en") }, "sv": { note("sv") }]) { [] }
        #expect(shelf["sv"] == nil && made.withLock { $0 } == ["sv"])
        let other = shelf.replacing(["en": { note("en again") }])
        #expect(made.withLock { $0 } == ["sv"])
        #expect(other["sv"] == nil && other["en"] == nil && shelf["en"] == nil)
        #expect(made.withLock { $0 } == ["sv", "en again", "en"])
        #expect(other.mistake(of: "sv")?.file == "sv" && other.languages == ["en", "sv"])
    }

    @Test func `words of one language leave the others as they are`() {
        let scorer = Self.scorer().with([Self.word("great", -2000, "en-GB")])
        #expect(Self.points("great", scorer, "en") == -2000)
        #expect(Self.points("great", scorer, "sv") == 3000)
    }

    @Test func `rules that were made before take words too`() throws {
        let plain = SentimentScorer(languages: [try SmallRules.rules()])
        let scorer = plain.with([Self.word("great", -2000)])
        #expect(Self.points("great", plain) == 3000 && Self.points("great", scorer) == -2000)
    }

    @Test(arguments: [
        ("", 0), ("  ", 0), ("<n>", 1000), ("a*", 1000), ("two\twords", 1000), ("x\ny", 1000),
        ("good?", 1000), ("good", 4001), ("good", -4001),
    ])
    func `a word that no list can hold is refused, and kept out where it is there all the same`(
        term: String,
        value: Int
    ) {
        let scorer = Self.scorer()
        let broken = [Self.word(term, value)]
        #expect(throws: RuleFileError.self) { try scorer.check(broken) }
        let judge = scorer.with(broken + [Self.word("great", -1000)])
        #expect(Self.points("great", judge) == -1000 && Self.points("good", judge) == 2000)
    }

    @Test func `words that can be held pass`() throws {
        try Self.scorer("great\t1\n").check([
            Self.word("great", 0), Self.word("waited <n> days", -4000),
            Self.word("disappoint*", 500),
            Self.word("x", 1000, "fi"),
        ])
    }

    @Test func `a mistake in the company's own list is told with its line, words or not`() {
        let scorer = Self.scorer("great\t1\nbad\tmuch\n").with([Self.word("great", 0)])
        let judgement = scorer.judge(ScorableText(text: "x", language: "en"))
        #expect(scorer.mistake(behind: judgement)?.description.hasPrefix("en/own.tsv:2") == true)
    }

    @Test(arguments: [
        ("It broke.", SentimentLabel.negative, Nature.complaint),
        ("It broke.", .positive, .praise), ("It broke.", .neutral, .other),
        ("It broke.", .mixed, .complaint), ("Is it good?", .negative, .question),
    ])
    func `what a text is about follows from what somebody says that it feels`(
        text: String,
        label: SentimentLabel,
        nature: Nature
    ) {
        let said = Self.scorer().nature(
            of: ScorableText(text: text, language: "en"),
            labelled: label
        )
        #expect(said?.nature == nature)
        let without = SentimentScorer(languages: [])
        #expect(without.nature(of: ScorableText(text: text), labelled: label) == nil)
    }

    @Test func `a tag names its language, and whether there are rules of it`() {
        let scorer = Self.scorer()
        #expect(SentimentScorer.language(of: "EN_us") == "en")
        #expect(scorer.holdsRules(of: "en-GB") && !scorer.holdsRules(of: "fi"))
    }
}
