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
