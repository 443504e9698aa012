import SentimentScoring
import Testing

@Suite struct LexiconUseTests {
    private func use(_ changes: [String: String], _ texts: [String]) throws -> LexiconUse {
        let empty = ["lexicon.tsv", "events.tsv", "irony.tsv", "emoji.tsv"].map { ($0, "") }
        let files = Dictionary(uniqueKeysWithValues: empty).merging(changes) { $1 }
        var use = LexiconUse(of: try SmallRules.rules(replacing: files))
        for text in texts { use.add(text) }
        return use
    }

    private func findings(_ changes: [String: String], _ texts: [String]) throws -> [String] {
        try use(changes, texts).findings.map(\.description)
    }

    @Test func `terms that stand in none of the texts are named with their lines`() throws {
        let lexicon = "# words\ngood\t2\nslow\t-1\n\nbad\t-2\tbefore=very\nbad day\t-3\n"
        #expect(
            try findings(
                ["lexicon.tsv": lexicon, "own.tsv": "fine\t1\ndire\t-1\n"],
                ["A good thing", "such a bad day", "So fine."]
            ) == [
                "en/lexicon.tsv:3: \"slow\" stands in none of the texts",
                "en/lexicon.tsv:5: \"bad\" stands in none of the texts",
                "en/own.tsv:2: \"dire\" stands in none of the texts",
            ]
        )
    }

    @Test func `of a line with choices those are named that no text takes`() throws {
        let lexicon = "late|slow|odd again|always|\t-1\nmeek|mild day\t1\nfar|near off|\t-1\n"
        #expect(
            try findings(["lexicon.tsv": lexicon], ["late again, far off", "slow, near off"]) == [
                "en/lexicon.tsv:1: \"odd\", \"always\" of \"late|slow|odd again|always|\" "
                    + "in none of the texts",
                "en/lexicon.tsv:2: \"meek|mild day\" stands in none of the texts",
                "en/lexicon.tsv:3: \"\" of \"far|near off|\" in none of the texts",
            ]
        )
    }

    @Test func `a term without value is found where its words stand`() throws {
        let lexicon = "hard\t-1\nhard drive\t0\nhard hat\t0\nkind of\t0\tbefore=very\n"
        #expect(
            try findings(["lexicon.tsv": lexicon], ["a hard drive, hard", "some kind of"]) == [
                "en/lexicon.tsv:3: \"hard hat\" stands in none of the texts"
            ]
        )
    }

    @Test func `other forms of a word find it, and a term that another file replaces is not found`()
        throws
    {
        let files = [
            "lexicon.tsv": "care*\t1\nlost\t-1\n", "events.tsv": "lost\t-2\nwalk\t1\n",
            "affixes.tsv": "suffix\ting\t3\n",
        ]
        #expect(
            try findings(files, ["careful walking, lost"]) == [
                "en/lexicon.tsv:2: \"lost\" stands in none of the texts"
            ]
        )
    }

    @Test func `each file's terms are counted, pictures and other languages' aside`() throws {
        let partner = RuleFiles(language: "de", texts: SmallRules.files)
        let files = SmallRules.files.merging([
            "lexicon.tsv": "good|fine day|\t2\n", "events.tsv": "lost my bag\t-2\n",
        ]) { $1 }
        let rules = try LanguageRules(
            language: "en",
            files: files,
            shared: ["emoji.tsv": "😍\t3\n"],
            mixing: partner
        )
        var use = LexiconUse(of: rules)
        for text in ["a fine day", "awful, but good", "good 😍"] { use.add(text) }
        #expect(use.textCount == 3)
        #expect(use.shares.map(\.file) == ["en/lexicon.tsv", "en/events.tsv", "en/irony.tsv"])
        #expect(use.shares.map(\.found) == [2, 0, 0])
        #expect(use.shares.map(\.count) == [4, 1, 1])
    }
}
