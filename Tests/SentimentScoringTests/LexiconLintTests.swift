import SentimentScoring
import Testing

@Suite struct LexiconLintTests {
    private func findings(_ lexicon: String) throws -> [String] {
        let rules = try SmallRules.rules(replacing: ["lexicon.tsv": lexicon])
        return LexiconLint.findings(in: rules).map(\.description)
    }

    @Test(arguments: [
        ("care*\t1\ncare\t-1", "en/lexicon.tsv:2: \"care\" says the opposite of \"care*\""),
        ("care*\t1\ncareful\t1.2", "en/lexicon.tsv:2: \"careful\" is covered by \"care*\""),
        ("care*\t1\ncaref*\t1", "en/lexicon.tsv:2: \"caref*\" is covered by \"care*\""),
        ("table\t0", "en/lexicon.tsv:1: \"table\" has no value and hides no term that has one"),
        ("Good\t1", "en/lexicon.tsv:1: \"Good\" should be written \"good\""),
        (
            "care*\t1\nslow|careful\t1\n",
            "en/lexicon.tsv:2: \"careful\" is covered by \"care*\""
        ),
        (
            "but\t1\nbut good\t1\nbad\t-1\tafter=good; !after=good",
            "en/lexicon.tsv:3: \"bad\" is never found, not even in its own words"
        ),
        (
            "the very\t1\nvery slow\t-1\tbefore=the",
            "en/lexicon.tsv:2: \"very slow\" is never found, not even in its own words"
        ),
    ])
    func `what does nothing or contradicts is found`(lexicon: String, finding: String) throws {
        #expect(try findings(lexicon) == [finding])
    }

    @Test func `lists from elsewhere are left out unless they are asked for`() throws {
        let rules = try SmallRules.rules(replacing: ["imported-x.tsv": "Slow\t-1\ngood\t3\n"])
        #expect(LexiconLint.findings(in: rules).isEmpty)
        let asked = LexiconLint.findings(in: rules, file: "imported-x.tsv")
        #expect(!asked.isEmpty && asked.allSatisfy { $0.file == "en/imported-x.tsv" })
    }

    @Test(arguments: [
        "care*\t1\ncareless\t-2", "care*\t1\nno care\t-1", "hard\t-1\nhard drive\t0",
        "bowl*\t1\nbowler\t0", "not only\t0", "care*\t1\ncareful\t3",
        "care*\t1\ncareful\t1\tafter=of", "waited <n> <w>\t-1", "kind\t1\tbefore=@start,very",
        "kind\t1\t!before=@start; !after=@end", "good\t1\nkind\t1\tafter=@opinion",
        "kind\t1\tbefore=so very; after=@end", "too hard\t-1\nhard\t-1\tbefore=too,rock",
        "well-made\t2", "don't like\t-1", "so|too late|slow again|\t-1",
    ])
    func `exceptions to a stem and hidden phrases are in order`(lexicon: String) throws {
        #expect(try findings(lexicon) == [])
    }
}
