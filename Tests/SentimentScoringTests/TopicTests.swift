import EarshotModel
import SentimentScoring
import Testing

@Suite struct TopicTests {
    private let files = [
        "aspects.tsv": "delivery\tparcel*|letter\nprice\tgood| price\n",
        "urgency.tsv": "legal\tmy lawyer\n", "natures.tsv": "suggestion\tplease add\n",
    ]

    private func topics(_ text: String, target: String? = nil) throws -> [String] {
        try SmallRules.scorer(replacing: files).topics(
            of: ScorableText(text: text, language: "en", target: target)
        ).map { "\($0.kind) \($0.name) \($0.span.start)-\($0.span.end)" }
    }

    @Test func `aspects and signals are found with their words, the longest term first`() throws {
        #expect(
            try topics("Parcels at a good price. My lawyer!") == [
                "aspect delivery 0-7", "aspect price 13-23", "aspect price 18-23",
                "urgency legal 25-34",
            ]
        )
        #expect(try topics("Nothing of it, my. Lawyer") == [])
        #expect(try topics("Price is up", target: "Price") == [])
    }

    @Test(arguments: [
        ("Please add Acme", "suggestion", "words_of_wish"),
        ("Please add good Acme", "suggestion", "words_of_wish"),
        ("Please add awful Acme", "complaint", "negative_label"),
        ("Could you please add Acme?", "question", "question_mark"),
    ])
    func `words of wish tell the nature of what is no complaint`(
        text: String,
        nature: String,
        reason: String
    ) throws {
        let judgement = try SmallRules.scorer(replacing: files).judge(
            ScorableText(text: text, language: "en", target: "Acme")
        )
        #expect(judgement.nature.rawValue == nature)
        #expect(judgement.natureReason == reason)
    }

    @Test(arguments: [
        ("aspects.tsv", "delivery", "en/aspects.tsv:1: a line needs a name and a term"),
        ("urgency.tsv", "legal\t...", "en/urgency.tsv:1: \"...\" is no term"),
        ("natures.tsv", "wish\tplease", "en/natures.tsv:1: \"wish\" is none of complaint"),
    ])
    func `a mistake is told with its place`(name: String, text: String, message: String) {
        let error = #expect(throws: RuleFileError.self) {
            try SmallRules.rules(replacing: [name: text])
        }
        #expect(error?.description.hasPrefix(message) == true)
    }
}
