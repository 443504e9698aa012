import Testing
import TextAnalysis

@testable import SentimentScoring

@Suite struct LanguageRulesTests {
    @Test(arguments: ["lexicon.tsv", "negators.tsv", "intensifiers.tsv", "contrast.tsv"])
    func `a missing file is named`(name: String) {
        var files = SmallRules.files
        files[name] = nil
        let error = #expect(throws: RuleFileError.self) {
            try LanguageRules(language: "en", files: files)
        }
        #expect(error?.description == "en/\(name): this rule file is needed and was not given")
    }

    @Test func `emoji may be left out and other files are not read`() throws {
        var files = SmallRules.files
        files["emoji.tsv"] = nil
        files["examples.tsv"] = "not\ta\trule file\tat all"
        let rules = try LanguageRules(language: "en", files: files)
        #expect(rules.lexicons[0].entries.count == 15)
    }

    @Test func `lists from elsewhere are among what is listed, before the company's own words`()
        throws
    {
        let rules = try SmallRules.rules(replacing: [
            "own.tsv": "fine\t1\n", "imported-b.tsv": "dire\t-2\ndire\t-1\n",
            "imported-a.tsv": "splendid\t2\n",
        ])
        #expect(
            rules.lexicons.map(\.file).suffix(3)
                == ["en/imported-a.tsv", "en/imported-b.tsv", "en/own.tsv"]
        )
        #expect(rules.lexicons.suffix(2).map(\.entries.count) == [1, 1])
    }

    @Test(arguments: [
        ("negators.tsv", "not\nNot\n", "en/negators.tsv:2: \"Not\" stands in this file already"),
        ("intensifiers.tsv", "very\tx", "en/intensifiers.tsv:1: the weight \"x\" is not a number"),
        ("intensifiers.tsv", "very\t9", "en/intensifiers.tsv:1: the weight 9 lies outside 0.1…3.0"),
        ("contrast.tsv", "but\tboth", "en/contrast.tsv:1: \"both\" is none of after, before"),
        (
            "contrast.tsv", "but",
            "en/contrast.tsv:1: a line needs a term and a side separated by "
                + "tabs, this one has 1"
        ),
        ("emoji.tsv", "😡\t-9", "en/emoji.tsv:1: the weight -9 lies outside -4.0…4.0"),
        (
            "negators.tsv", "...",
            "en/negators.tsv:1: \"...\" is no term: words, a final * on a word, "
                + "<n> and <w> are allowed"
        ),
        (
            "weights.tsv", "negation.reach\t3",
            "en/weights.tsv: the weight \"negation.reach_behind\" is not given"
        ),
        (
            "weights.tsv", "#\nrating.most\t3\nrating.most\t3",
            "en/weights.tsv:3: \"rating.most\" stands in this file already"
        ),
        (
            "weights.tsv", "rating.most\t-3",
            "en/weights.tsv:1: the weight -3 lies outside 0.0…100.0"
        ),
    ])
    func `a mistake in any file is told with its place`(
        name: String,
        text: String,
        message: String
    ) {
        let error = #expect(throws: RuleFileError.self) {
            try SmallRules.rules(replacing: [name: text])
        }
        #expect(error?.description == message)
    }

    @Test func `a weight that nobody asked for is refused with the names there are`() {
        let error = #expect(throws: RuleFileError.self) {
            try SmallRules.rules(replacing: ["weights.tsv": "negation.raech\t3"])
        }
        #expect(error?.description.contains("\"negation.raech\" is none of ") == true)
        #expect(error?.description.contains("negation.reach") == true)
    }

    @Test func `every word of a choice tells the language`() {
        let files = ["events.tsv": "tumaas|nagtaas ng|na| <n>|presyo\t-2\n"]
        let sample = LanguageRules.sample(of: RuleFiles(language: "tl", texts: files))
        #expect(Set(sample.others) == ["tumaas", "nagtaas", "ng", "na", "presyo"])
    }

    @Test(arguments: [
        ("en", true), ("en-GB", true), ("EN_us", true), ("de", false), ("eng", false), ("", false),
    ])
    func `texts of every kind of a language are read by its rules`(tag: String, is: Bool) throws {
        #expect(try SmallRules.rules().serve(tag) == `is`)
    }
}
