import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct SenseGuardTests {
    private func guarded(_ text: String) throws(RuleFileError) -> SenseGuard {
        try SenseGuard(parsing: text, line: RuleLine(file: "en/lexicon.tsv", number: 7, fields: []))
    }

    @Test func `parts, sides and neighbours are read`() throws {
        let sense = try guarded("before=very,so much; !after=@opinion,@end,of")
        #expect(
            sense.conditions == [
                SenseGuard.Condition(
                    side: .before,
                    isForbidden: false,
                    neighbours: [.words(["very"]), .words(["so", "much"])]
                ),
                SenseGuard.Condition(
                    side: .after,
                    isForbidden: true,
                    neighbours: [.opinion, .border, .words(["of"])]
                ),
            ]
        )
    }

    @Test(arguments: [
        ("", ""), ("very", "very"), ("beside=very", "beside=very"), ("before=", "before="),
        ("before=@end", "before=@end"), ("after=@start", "after=@start"),
        ("before=@any", "before=@any"), ("before=a; after", "after"),
    ])
    func `what is no guard is named`(text: String, part: String) {
        let error = #expect(throws: RuleFileError.self) { try guarded(text) }
        #expect(error?.problem == .notAGuard(part))
        #expect(error?.line == 7)
    }

    @Test(arguments: [
        ("kind", "before=very", "very kind", true), ("kind", "before=very", "so very, kind", false),
        ("kind", "before=@start", "kind", true), ("kind", "before=@start", "x kind", false),
        ("kind", "before=@start", "x, kind", true),
        ("kind", "before=so very", "so very kind", true),
        ("kind", "before=so very", "very kind", false), ("kind", "after=@end", "kind, x", true),
        ("kind", "after=@end", "kind x", false), ("kind", "after=of a", "kind of a", true),
        ("kind", "after=of a", "kind of", false), ("kind", "!after=of", "kind of", false),
        ("kind", "!before=@start", "kind", false), ("kind", "!before=@start", "a kind", true),
        ("kind", "after=@opinion", "kind good", true), ("kind", "after=@opinion", "kind x", false),
        ("kind", "before=@opinion", "good kind", true),
        ("kind", "before=@opinion", "good, kind", false), ("kind", "after=of", "kind, of", false),
        ("kind", "before=so very", "so, very kind", false),
        ("kind", "after=of a", "kind of, a", false),
    ])
    func `a guarded term counts where its guard holds`(
        term: String,
        sense: String,
        text: String,
        counts: Bool
    ) throws {
        let lexicon = "\(term)\t1\t\(sense)\ngood\t2\n"
        let scorer = try SmallRules.scorer(replacing: ["lexicon.tsv": lexicon])
        let parts = scorer.judge(ScorableText(text: text, language: "en")).evidence.parts
        #expect(parts.contains { $0.term == term } == counts)
    }

    @Test func `a guard that does not hold gives way to the shorter term`() throws {
        let lexicon = "kind of\t3\tafter=wonderful\nkind\t1\n"
        let scorer = try SmallRules.scorer(replacing: ["lexicon.tsv": lexicon])
        func terms(_ text: String) -> [String] {
            scorer.judge(ScorableText(text: text)).evidence.parts.map(\.term)
        }
        #expect(terms("kind of wonderful") == ["kind of"])
        #expect(terms("kind of") == ["kind"])
    }
}
