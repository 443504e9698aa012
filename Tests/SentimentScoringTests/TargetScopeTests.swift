import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct TargetScopeTests {
    private func points(_ text: String, title: String = "", target: String?, isAbout: Bool = false)
        throws -> Int
    {
        let scorable = ScorableText(
            title: title,
            text: text,
            language: "en",
            target: target,
            isAbout: isAbout
        )
        return try SmallRules.scorer().judge(scorable).evidence.points
    }

    @Test func `the sentence that names the brand decides`() throws {
        let text = "At Globex bad weather. Acme is good. Bad roads at Globex."
        #expect(try points(text, target: "Acme") == 2000)
        #expect(try points(text, target: nil) == -2000)
    }

    @Test func `a clause that names somebody else does not count`() throws {
        let text = "The food at Acme is good, the food at Globex is bad"
        #expect(try points(text, target: "Acme") == 2000)
        #expect(try points(text, target: "Globex") == -2000)
        #expect(try points("Acme repaired it, the work is good", target: "Acme") == 900)
    }

    @Test func `what follows is about the brand until somebody else is named`() throws {
        #expect(try points("I was at Acme. Good. Good.", target: "Acme") == 2000)
        #expect(try points("I was at Acme. Then came Globex. Good.", target: "Acme") == 0)
        #expect(
            try points("I was at Acme. We saw Globex. Back at Acme. Good.", target: "Acme") == 1000
        )
    }

    @Test func `what stands before the first mention counts in part`() throws {
        #expect(try points("Good. I was at Acme.", target: "Acme") == 500)
        #expect(try points("We met at Globex. Good. I was at Acme.", target: "Acme") == 0)
    }

    @Test(arguments: [
        ("At Acme. Good.", 1000), ("At Acme. Slow. Good.", 0), ("Good. At Acme.", 500),
        ("At Acme. One. Two. Good.", 1000), ("Good. One. At Acme.", 500),
        ("Good. At Acme. One. Good.", 1500),
    ])
    func `opinions farther away count less, and what says nothing lies between none`(
        text: String,
        points: Int
    ) throws {
        let weights = try #require(SmallRules.files["weights.tsv"])
            .replacing("target.sentence_fade\t1", with: "target.sentence_fade\t0.5")
        let judgement = try SmallRules.scorer(replacing: ["weights.tsv": weights]).judge(
            ScorableText(text: text, language: "en", target: "Acme")
        )
        #expect(judgement.evidence.points == points)
    }

    @Test func `a text that speaks to the brand is about it`() throws {
        #expect(try points("Good. @acme a b c d e f g is good. Good.", target: "Acme") == 6000)
    }

    @Test func `a text that speaks to the brand tells of others for its sake, in part`() throws {
        #expect(try points("Hi @acme. We saw Globex bad.", target: "Acme") == -1000)
        #expect(try points("Hi Acme. We saw Globex bad.", target: "Acme") == 0)
    }

    @Test(arguments: [
        ("Acme a b c d good", 2000), ("Acme a b c d e good", 1800),
        ("Acme a b c d e f good", 1620), ("good a b c d e Acme", 1800),
        ("Acme opened, it is good", 1000), ("Acme opened, it is new, it is good", 406),
        ("Acme a b c d e f g good Acme", 2000),
    ])
    func `opinions count the less the farther they stand from the nearest name`(
        text: String,
        expected: Int
    ) throws {
        #expect(try points(text, target: "Acme") == expected)
    }

    @Test(arguments: ["ரூட்டர் bad.", "கடை. Bad.", "ルーター bad."])
    func `a word of a script without capitals that no list holds is nobody's name`(text: String)
        throws
    {
        #expect(try points("I was at Acme. Then \(text)", target: "Acme") < 0)
        #expect(try points("I was at Acme. Then eBayshop. Bad.", target: "Acme") == 0)
    }

    @Test func `a brand that only the title names has the whole text`() throws {
        #expect(try points("One. Two. Good.", title: "At Acme", target: "Acme") == 2000)
        #expect(try points("", title: "Good Acme", target: "Acme") == 2000)
    }

    @Test func `a text that is about the brand counts as a whole`() throws {
        #expect(try points("Acme. One. Two. Three. Good.", target: "Acme", isAbout: true) == 2000)
        #expect(try points("Acme. One. Two. Three. Good.", target: "Acme") == 1000)
    }

    @Test func `what does not count is shown with the reason`() throws {
        let judgement = try SmallRules.scorer().judge(
            ScorableText(text: "Acme is good. We saw Globex bad.", target: "Acme")
        )
        #expect(judgement.evidence.parts.map(\.points) == [2000, 0])
        #expect(judgement.evidence.parts.last?.changes.map(\.rule) == ["elsewhere"])
    }

    @Test(arguments: ["acme's app is good", "ACME is good", "#acme is good", "@acme is good"])
    func `a target is found as people write it`(text: String) throws {
        // Without a target the two opinions lift each other.
        #expect(try points(text + ". He met Globex bad.", target: "Acme") > 0)
        #expect(try points(text + ". He met Globex bad.", target: nil) == 0)
    }

    @Test(arguments: ["", "?", "Acmeist"])
    func `a target that the text does not name leaves the whole text`(target: String) throws {
        #expect(try points("Acme is good. Bad.", target: target) == 0)
    }
}
