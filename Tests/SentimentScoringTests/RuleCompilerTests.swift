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
        #expect(rules.opinions.map(\.term) == ["yet", "never"])
    }

    @Test func `a picture may not stand for a word of the lexicon of another kind`() throws {
        let rules = try SmallRules.rules(replacing: ["emoji.tsv": ":)\t1\n😍\t3\n"])
        let scorer = SentimentScorer(languages: [rules])
        #expect(scorer.judge(ScorableText(text: "not :)")).evidence.points == 1000)
        #expect(scorer.judge(ScorableText(text: "not 😍")).evidence.points == 3000)
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
