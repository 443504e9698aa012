import EarshotModel
import SentimentScoring
import Testing

@Suite struct ShippedRulesTests {
    /// One line of an `examples.tsv`.
    struct Example: CustomTestStringConvertible, Sendable {
        let text: String
        let label: String
        let rule: String
        let target: String?

        var testDescription: String { text }
    }

    static func examples(of language: String) throws -> [Example] {
        let file = try #require(try ShippedRules.files(of: language)["examples.tsv"])
        return try file.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t").map(String.init)
            try #require((3...4).contains(fields.count), "three or four fields: \(line)")
            return Example(
                text: fields[0],
                label: fields[1],
                rule: fields[2],
                target: fields.count > 3 ? fields[3] : nil
            )
        }
    }

    @Test func `every example of every language gets its label by its rule`() throws {
        let scorer = try ShippedRules.scorerOfAll()
        for language in try ShippedRules.languages() {
            let examples = try Self.examples(of: language)
            #expect(examples.count >= 60, "\(language)")
            for example in examples {
                let judgement = scorer.judge(
                    ScorableText(text: example.text, language: language, target: example.target)
                )
                #expect(judgement.label.rawValue == example.label, "\(language): \(example.text)")
                guard example.rule != "lexicon" else { continue }
                let rules = judgement.evidence.parts.flatMap(\.changes).map(\.rule)
                #expect(rules.contains(example.rule), "\(language): \(example.text)")
            }
        }
    }

    @Test func `no list of any language holds anything to mend`() throws {
        for rules in try ShippedRules.all.get() {
            #expect(LexiconLint.findings(in: rules).map(\.description) == [], "\(rules.language)")
        }
    }

    @Test func `English has at least 2000 words of opinion`() throws {
        #expect(try ShippedRules.english.get().lexicons[0].entries.count >= 2000)
    }

    @Test func `the examples of a language show its labels and its rules`() throws {
        for language in try ShippedRules.languages() {
            let examples = try Self.examples(of: language)
            let labels = Set(examples.map(\.label))
            #expect(labels.isSuperset(of: ["positive", "negative", "neutral"]), "\(language)")
            #expect(
                Set(examples.map { $0.text + "\t" + ($0.target ?? "") }).count == examples.count
            )
            #expect(
                Set(examples.map(\.rule)).isSuperset(of: [
                    "booster", "diminisher", "negation", "exclamation", "contrast", "lexicon",
                ]),
                "\(language)"
            )
        }
    }

    @Test func `English examples show every rule`() throws {
        let examples = try Self.examples(of: "en")
        #expect(Set(examples.map(\.label)).contains("mixed"))
        #expect(
            Set(examples.map(\.rule)).isSuperset(of: [
                "capitals", "question", "repetition", "irony", "irrealis", "stretch", "comparison",
                "elsewhere", "nearby",
            ])
        )
    }

    @Test func `the language of every longer example is guessed`() throws {
        let scorer = try ShippedRules.scorerOfAll()
        guard scorer.languages.count > 1 else { return }
        var (right, all) = (0, 0)
        for language in try ShippedRules.languages() where language != "id" && language != "ms" {
            for example in try Self.examples(of: language) where example.text.count >= 40 {
                all += 1
                let guess = scorer.judge(ScorableText(text: example.text)).language
                if guess == language { right += 1 }
            }
        }
        #expect(right * 100 >= all * 95, "\(right) of \(all)")
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
