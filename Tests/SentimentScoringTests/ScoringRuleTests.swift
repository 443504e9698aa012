import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct NegationTests {
    @Test(arguments: [
        ("not good", -2000), ("not great", -1000), ("not bad", 500), ("not slow", 500),
        ("without trouble", 500), ("no one is good", -2000), ("NOT good", -2000),
    ])
    func `praise is shifted, never beyond its mirror image, and blame relieved`(
        text: String,
        points: Int
    ) throws {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }

    @Test(arguments: ["not, good", "Not. Good", "not so but good", "not a b c d good"])
    func `a negator reaches to the end of its clause and over its reach`(text: String) throws {
        #expect(try SmallRules.judge(text).evidence.points == 2000)
    }

    @Test func `two negators lift each other`() throws {
        #expect(try SmallRules.judge("not without good").evidence.points == 2000)
        #expect(try SmallRules.judge("no not without good").evidence.points == -2000)
    }

    @Test func `a phrase that holds a negator is taken as it stands`() throws {
        #expect(try SmallRules.judge("no trouble").evidence.points == 1000)
    }

    @Test func `pictures stand outside`() throws {
        #expect(try SmallRules.judge("not for me :(").evidence.points == -2000)
    }

    private func points(_ text: String, _ negators: String, concord: Int = 0) throws -> Int {
        let weights = try #require(SmallRules.files["weights.tsv"])
            .replacing("negation.concord\t0", with: "negation.concord\t\(concord)")
        let changes = ["negators.tsv": negators, "weights.tsv": weights]
        return try SmallRules.scorer(replacing: changes).judge(
            ScorableText(text: text, language: "en")
        ).evidence.points
    }

    @Test(arguments: [
        ("good illai", -2000), ("good a b illai", -2000), ("good a b c illai", 2000),
        ("good, illai", 2000), ("illai good", 2000), ("great good illai", 1000),
        ("good niet", -2000), ("niet good", -2000), ("good niet great", 1000),
        ("good niet a b c great", 1000), ("not good niet", 2000),
    ])
    func `a negator behind turns the nearest opinion before it`(text: String, points: Int) throws {
        let negators = "illai\tbehind\nniet\tboth\nnot\n"
        #expect(try self.points(text, negators) == points)
    }

    @Test func `negators that agree are one`() throws {
        #expect(try points("nikt nie good", "nikt\nnie\n", concord: 1) == -2000)
        #expect(try points("nikt nie good", "nikt\nnie\n") == 2000)
    }

    @Test func `the change names the negator`() throws {
        let part = try #require(try SmallRules.judge("no one is good").evidence.parts.first)
        let span = TextSpan(field: .text, start: 0, end: 6)
        #expect(part.changes == [EvidenceChange(rule: "negation", span: span, points: -4000)])
    }
}

@Suite struct IntensityTests {
    @Test(arguments: [
        ("very good", 3000), ("slightly bad", -1000), ("very very good", 3750),
        ("very x good", 2500), ("very x y good", 2000), ("very, good", 2000),
    ])
    func `an intensifier multiplies, less with each word between`(text: String, points: Int) throws
    {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }

    @Test func `negation works on what intensity made`() throws {
        #expect(try SmallRules.judge("not very good").evidence.points == -1000)
    }

    @Test func `strengthening and weakening have their own codes`() throws {
        let rules = try ["very good", "slightly good"].map {
            try SmallRules.judge($0).evidence.parts.flatMap(\.changes).map(\.rule)
        }
        #expect(rules == [["booster"], ["diminisher"]])
    }
}

@Suite struct EmphasisTests {
    @Test(arguments: [
        ("it is GOOD here", 2500), ("it is BAD here", -2500), ("it is Good here", 2000),
        ("IT IS GOOD HERE", 2000),
    ])
    func `capitals strengthen where not all are capitals`(text: String, points: Int) throws {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }

    @Test(arguments: [
        ("good!", 2300), ("bad!!", -2600), ("good!!!!!!", 2900), ("good, good!", 4300),
        ("good! bad", 300), ("plain!", 0),
    ])
    func `exclamation marks strengthen the last opinion of their sentence`(
        text: String,
        points: Int
    ) throws {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }

    @Test func `the same picture again counts less`() throws {
        #expect(try SmallRules.judge("😡😡😡").evidence.points == -6000)
        #expect(try SmallRules.judge("😡 bad 😡").evidence.points == -8000)
    }
}

@Suite struct ContrastTests {
    @Test(arguments: [
        ("good but bad", -2000), ("bad but good", 2000), ("good but", 2000), ("but good", 2000),
        ("although good, bad", -2000), ("bad although good", -2000), ("good. But bad", 0),
        ("good x but y", 2000),
    ])
    func `one side counts half, the other once and a half, where both hold an opinion`(
        text: String,
        points: Int
    ) throws {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }

    @Test func `the change names the word of contrast`() throws {
        let parts = try SmallRules.judge("good but bad").evidence.parts
        let span = TextSpan(field: .text, start: 5, end: 8)
        #expect(
            parts.map(\.changes) == [
                [EvidenceChange(rule: "contrast", span: span, points: -1000)],
                [EvidenceChange(rule: "contrast", span: span, points: -1000)],
            ]
        )
    }
}

@Suite struct QuestionDampingTests {
    @Test(arguments: [("is it good?", 1000), ("is it bad?", -2000), ("good. really?", 2000)])
    func `praise in a question counts less, blame does not`(text: String, points: Int) throws {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }
}
