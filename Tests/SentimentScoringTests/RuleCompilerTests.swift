import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct RuleCompilerTests {
    private func terms(_ text: String, lexicon: String) throws -> [String] {
        let scorer = try SmallRules.scorer(replacing: ["lexicon.tsv": lexicon])
        return scorer.judge(ScorableText(text: text, language: "en")).evidence.parts.map(\.term)
    }

    @Test func `a word is found without its apostrophe unless that is another word`() throws {
        let lexicon = "what's not\t-1\nill\t-2\ni'll pass\t-1\n"
        #expect(try terms("whats not", lexicon: lexicon) == ["what's not"])
        #expect(try terms("ill pass", lexicon: lexicon) == ["ill"])
        #expect(try terms("I’ll pass", lexicon: lexicon) == ["i'll pass"])
    }

    @Test func `what several files know of one word is kept`() throws {
        let rules = try SmallRules.rules(replacing: [
            "lexicon.tsv": "yet\t-1\nnever\t-1\n", "contrast.tsv": "yet\tafter\n",
            "negators.tsv": "never\n", "emoji.tsv": "",
            "events.tsv": "", "irony.tsv": "",
        ])
        #expect(
            rules.book.opinions.indices.map { rules.book.term(ofOpinion: $0) } == ["yet", "never"]
        )
    }

    @Test func `a picture may not stand for a word of the lexicon of another kind`() throws {
        let rules = try SmallRules.rules(replacing: ["emoji.tsv": ":)\t1\n😍\t3\n"])
        let scorer = SentimentScorer(languages: [rules])
        #expect(scorer.judge(ScorableText(text: "not :)")).evidence.points == 1000)
        #expect(scorer.judge(ScorableText(text: "not 😍")).evidence.points == 3000)
    }

    @Test(arguments: [
        "good\t2", "don't go\t-1.5", "refus* a refund\t-2.5", "waited <n> days\t-2", "5g\t1",
        "a b\t0.125", "an <w> one\t-0", "way to go\t+1", "nice\t1.0005",
    ])
    func `a line that is read as it stands means what it means word by word`(line: String) throws {
        // A space at the end is left alone by the terms but not read the short way.
        let fields = line.split(separator: "\t")
        let slow = "  \(fields[0])\t\(fields[1])"
        let (one, other) = try (
            SmallRules.rules(replacing: ["lexicon.tsv": line]).book,
            SmallRules.rules(replacing: ["lexicon.tsv": slow]).book
        )
        #expect(one.opinions.map(\.value) == other.opinions.map(\.value))
        #expect(one.opinions.map(\.holdsNegator) == other.opinions.map(\.holdsNegator))
        #expect(one.trie.steps.map(\.key) == other.trie.steps.map(\.key))
        #expect(one.trie.steps.map(\.node) == other.trie.steps.map(\.node))
    }

    @Test func `the evidence shows which of a line's terms was found`() throws {
        let lexicon = """
            meh\t-1
            too|so late|slow|<n> again|\t-2\t!before=not
            தாமதம்|லேட் ஆகுது\t-1
            """
        #expect(
            try terms("So slow, too late again. Too 5 again: லேட் ஆகுது meh", lexicon: lexicon)
                == ["so slow", "too late again", "too <n> again", "லேட் ஆகுது", "meh"]
        )
    }

    @Test func `the company's own choices replace other senses, and those from elsewhere do not`()
        throws
    {
        let scorer = try SmallRules.scorer(replacing: [
            "own.tsv": "good|fine day|\t-1\n", "imported-a.tsv": "good|mild|odd weather|\t-4\n",
        ])
        let points = ["good", "fine day", "mild", "odd weather", "good weather"].map { text in
            scorer.judge(ScorableText(text: text, language: "en")).evidence.points
        }
        #expect(points == [-1000, -1000, -4000, -4000, -4000])
    }

    @Test func `words that turn, strengthen or part opinions may have choices too`() throws {
        let scorer = try SmallRules.scorer(replacing: [
            "negators.tsv": "not|never ever|\n", "intensifiers.tsv": "more|most than|\t1.5\n",
        ])
        let points = ["not good", "never ever good", "most good", "more than good"].map { text in
            scorer.judge(ScorableText(text: text, language: "en")).evidence.points
        }
        #expect(points == [-2000, -2000, 3000, 3000])
    }

    @Test func `a picture with a bar is no choice`() throws {
        let scorer = try SmallRules.scorer(replacing: ["emoji.tsv": ":|\t-0.8\n"])
        let parts = scorer.judge(ScorableText(text: "the day :|", language: "en")).evidence.parts
        #expect(parts.map(\.term) == [":|"])
    }

    @Test(arguments: [
        ("a|b x\t1\nc|b x\t1", "en/lexicon.tsv:2: \"b x\" stands in this file already"),
        ("b x\t1\n\na|b x|y\t2", "en/lexicon.tsv:3: \"b x\" stands in this file already"),
        ("so| so| late\t1", "en/lexicon.tsv:1: \"so late\" stands in this file already"),
        ("é|e\t1", "en/lexicon.tsv:1: \"e\" stands in this file already"),
        (
            "late|?\t1",
            "en/lexicon.tsv:1: \"?\" is no term: words, a final * on a word, <n> and <w> are allowed"
        ),
        (
            "late|\t1",
            "en/lexicon.tsv:1: \"\" is no term: words, a final * on a word, <n> and <w> are allowed"
        ),
    ])
    func `a mistake in one of a line's terms names it`(text: String, message: String) {
        let error = #expect(throws: RuleFileError.self) {
            try SmallRules.rules(replacing: ["lexicon.tsv": text])
        }
        #expect(error?.description == message)
    }

    @Test(arguments: ["lexicon.tsv", "own.tsv", "negators.tsv", "aspects.tsv"])
    func `a line that stands for too many terms is refused`(name: String) {
        let ten = (0...9).map { "w\($0)" }.joined(separator: "|")
        let term = "\(ten) \(ten) \(ten)"
        let line = ["negators.tsv": term, "aspects.tsv": "x\t\(term)"][name] ?? "\(term)\t1"
        let error = #expect(throws: RuleFileError.self) {
            try SmallRules.rules(replacing: [name: "# one\n" + line])
        }
        #expect(error?.description.hasPrefix("en/\(name):2: \"w0|w1") == true)
        #expect(error?.description.contains("stands for more than 500 terms") == true)
    }

    @Test(arguments: [
        ("good\t2\n# x\n\nGood\t1\n", 4), ("a b\t1\r\nb\t1\r\na b\t2\r\n", 3),
        ("it\t1\tbefore=a\nit\t2\tafter=a\nit\t1\tbefore=a", 3), ("good\tmuch", 1),
        ("good\t9", 1), ("x\t1\n\t2", 2), ("good\t1\tsometimes", 1), ("good", 1),
        ("<n> <w>\t1", 1), ("a*\t1", 1), ("é\t1\ne\t1", 2),
    ])
    func `mistakes in terms with values are told with their line`(text: String, line: Int) {
        let error = #expect(throws: RuleFileError.self) {
            try SmallRules.rules(replacing: ["lexicon.tsv": text])
        }
        #expect(error?.file == "en/lexicon.tsv" && error?.line == line)
    }

    @Test(arguments: [
        ("negators.tsv", "not\nnot", 2), ("intensifiers.tsv", "very\t2\n\nVery\t2", 3),
        ("contrast.tsv", "but\tafter\nbut\tbefore", 2), ("negators.tsv", "a\tb\tc", 1),
        ("intensifiers.tsv", "very", 1),
    ])
    func `repeated terms and wrong fields are told with their line`(
        name: String,
        text: String,
        line: Int
    ) {
        let error = #expect(throws: RuleFileError.self) {
            try SmallRules.rules(replacing: [name: text])
        }
        #expect(error?.file == "en/\(name)")
        #expect(error?.line == line)
    }
}
