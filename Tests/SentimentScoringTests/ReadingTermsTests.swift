import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct ReadingTermsTests {
    private func terms(_ text: String) throws -> [String] {
        try SmallRules.judge(text).evidence.parts.map(\.term)
    }

    @Test(arguments: [
        ("#slow", ["slow"]), ("#thisisawful", ["awful"]), ("#greatday", ["great"]),
        ("#careless", ["careless"]), ("#acme", []), ("#ba", []), ("@awful", []),
        ("#x" + String(repeating: "y", count: 60) + "awful", []),
    ])
    func `a tag of words written together is the opinion that ends or begins it`(
        text: String,
        expected: [String]
    ) throws {
        #expect(try terms(text) == expected)
    }

    @Test func `the longest term is taken and its words are in no other`() throws {
        #expect(try terms("no trouble") == ["no trouble"])
        #expect(try terms("trouble") == ["trouble"])
    }

    @Test func `stems take every ending, a plain word goes before a stem`() throws {
        #expect(try terms("careful and caring") == ["care*"])
        #expect(try terms("careless") == ["careless"])
        #expect(try terms("they refused a refund") == ["refus* a refund"])
    }

    @Test(arguments: ["waited 12 days", "Waited 3.5 days"])
    func `a number stands for any number`(text: String) throws {
        #expect(try terms(text) == ["waited <n> days"])
    }

    @Test(arguments: ["waited many days", "waited 12, days", "waited. 12 days"])
    func `a term ends with its clause and takes no other words`(text: String) throws {
        #expect(try terms(text) == [])
    }

    @Test func `a term without value hides its words`() throws {
        #expect(try terms("are kind of") == [])
        #expect(try terms("they are kind") == ["kind"])
    }

    @Test(arguments: [
        ("very kind", true), ("kind people", true), ("well, kind people", true),
        ("one kind", false), ("very kind of", false),
    ])
    func `a guard asks for its neighbours`(text: String, isFound: Bool) throws {
        #expect(try terms(text) == (isFound ? ["kind"] : []))
    }

    @Test(arguments: [("i like it", ["like"]), ("looks like it", []), ("like good food", ["good"])])
    func `a guard may forbid words and opinions`(text: String, found: [String]) throws {
        #expect(try terms(text) == found)
    }

    @Test func `a word that is both strengthens the opinion behind it`() throws {
        let lexicon = "awfully\t-2\nquick\t1\n"
        let scorer = try SmallRules.scorer(replacing: ["lexicon.tsv": lexicon])
        let both = scorer.judge(ScorableText(text: "awfully quick", language: "en"))
        #expect(both.evidence.points == 1400)
        let alone = scorer.judge(ScorableText(text: "it went awfully", language: "en"))
        #expect(alone.evidence.points == -2000)
    }

    @Test func `handles, addresses and brand names are no opinion words`() throws {
        #expect(
            try terms("@good https://good.example/great www.awful.example bad@bad.example") == []
        )
        let text = ScorableText(
            text: "Good Bank is good",
            language: "en",
            brandSpans: [TextSpan(field: .text, start: 0, end: 9)]
        )
        let parts = try SmallRules.scorer().judge(text).evidence.parts
        #expect(parts.map(\.span) == [TextSpan(field: .text, start: 13, end: 17)])
    }

    @Test func `a tag is read as its word`() throws {
        #expect(try terms("#awful") == ["awful"])
    }

    @Test func `curly and missing apostrophes are the straight one`() throws {
        for text in ["don’t like", "don't like", "dont like"] {
            #expect(try SmallRules.judge(text).evidence.points == -1500, "\(text)")
        }
    }

    @Test func `the evidence tells where a term stands in bytes`() throws {
        let part = try #require(try SmallRules.judge("Zoë: refused a refund!").evidence.parts.first)
        #expect(part.span == TextSpan(field: .text, start: 6, end: 22))
    }
}
