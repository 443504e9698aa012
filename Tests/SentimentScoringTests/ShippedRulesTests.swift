import EarshotModel
import SentimentScoring
import Testing

@Suite struct ShippedRulesTests {
    /// One line of an `examples.tsv`.
    struct Example: CustomTestStringConvertible, Sendable {
        let text: String
        let label: String
        let rule: String

        var testDescription: String { text }
    }

    static func examples(of language: String) throws -> [Example] {
        let file = try #require(try ShippedRules.files(of: language)["examples.tsv"])
        return try file.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t").map(String.init)
            try #require(fields.count == 3, "three fields: \(line)")
            return Example(text: fields[0], label: fields[1], rule: fields[2])
        }
    }

    @Test func `there are sixty examples or more`() throws {
        #expect(try Self.examples(of: "en").count >= 60)
    }

    @Test func `every example gets its label by its rule`() throws {
        let scorer = try ShippedRules.scorer()
        for example in try Self.examples(of: "en") {
            let judgement = scorer.judge(ScorableText(text: example.text, language: "en"))
            #expect(judgement.label.rawValue == example.label, "\(example.text)")
            guard example.rule != "lexicon" else { continue }
            let rules = judgement.evidence.parts.flatMap(\.changes).map(\.rule)
            #expect(rules.contains(example.rule), "\(example.text)")
        }
    }

    @Test func `the lexicon has at least 2000 entries and nothing to mend`() throws {
        let rules = try ShippedRules.english.get()
        #expect(rules.lexicons[0].entries.count >= 2000)
        #expect(LexiconLint.findings(in: rules).map(\.description) == [])
    }

    @Test func `no folder of words ships without examples, and every example says what it shows`()
        throws
    {
        for language in try ShippedRules.languages() {
            let examples = try Self.examples(of: language)
            let labels = Set(examples.map(\.label))
            #expect(labels == ["positive", "negative", "neutral", "mixed"], "\(language)")
            #expect(Set(examples.map(\.text)).count == examples.count, "\(language)")
            let rules = Set(examples.map(\.rule))
            #expect(
                rules.isSuperset(of: [
                    "booster", "diminisher", "capitals", "negation", "exclamation", "contrast",
                    "question", "repetition", "lexicon",
                ])
            )
        }
    }

    @Test func `every picture is found in a text and has its sign`() throws {
        let scorer = try ShippedRules.scorer()
        let file = try #require(try ShippedRules.files(of: "shared")["emoji.tsv"])
        for line in file.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t").map(String.init)
            let value = try #require(Double(fields[1]))
            let parts = scorer.judge(ScorableText(text: "so \(fields[0]) then")).evidence.parts
            #expect(
                parts.map(\.base) == (value == 0 ? [] : [Int((value * 1000).rounded())]),
                "\(line)"
            )
        }
    }

    @Test func `every negator turns praise and every intensifier changes it`() throws {
        let scorer = try ShippedRules.scorer()
        for (name, rule) in [
            ("negators.tsv", ["negation"]), ("intensifiers.tsv", ["booster", "diminisher"]),
        ] {
            let file = try #require(try ShippedRules.files(of: "en")[name])
            for line in file.split(separator: "\n") where !line.hasPrefix("#") {
                let term = line.split(separator: "\t")[0]
                let text = "zqx \(term) lovely"
                let changes = scorer.judge(ScorableText(text: text)).evidence.parts.flatMap(
                    \.changes
                )
                #expect(changes.contains { rule.contains($0.rule) }, "\(term)")
            }
        }
    }

    @Test(arguments: [
        "positive: excellent, friendly, helpful, reliable, delicious, affordable, love, great",
        "positive: recommend, refunded me, fast delivery, solved my problem, will be back",
        "negative: terrible, disappointed, broken, overpriced, rude, useless, dirty, scam",
        "negative: never again, still waiting, no reply, charged twice, refuse a refund, avoid",
    ])
    func `what customers say has its sign`(line: String) throws {
        let scorer = try ShippedRules.scorer()
        let halves = line.split(separator: ": ")
        for term in halves[1].split(separator: ", ") {
            let judgement = scorer.judge(ScorableText(text: String(term), language: "en"))
            #expect(judgement.label.rawValue == halves[0], "\(term)")
        }
    }
}
