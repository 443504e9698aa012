import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct RuleFilesTests {
    /// A language that people mix with the small English.
    private func scorer(_ changes: [String: String]) throws -> SentimentScorer {
        let files = [
            "lexicon.tsv": "ganda\t2\nbad\t0\n", "negators.tsv": "hindi\n",
            "intensifiers.tsv": "sobrang\t1.5\n", "contrast.tsv": "pero\tafter\n",
            "language.tsv": "mixes\ten\n",
        ]
        let own = RuleFiles(language: "tl", texts: files.merging(changes) { $1 })
        let english = RuleFiles(language: "en", texts: SmallRules.files)
        let rules = try LanguageRules(
            language: "tl",
            files: own.texts,
            shared: SmallRules.files,
            mixing: own.partner == "en" ? english : nil
        )
        return SentimentScorer(languages: [rules])
    }

    private func terms(_ text: String, _ changes: [String: String] = [:]) throws -> [String] {
        try scorer(changes).judge(ScorableText(text: text, language: "tl")).evidence.parts.map(
            \.term
        )
    }

    @Test func `a mixed language has the words of both, its own first`() throws {
        #expect(try terms("ganda great bad awful") == ["ganda", "great", "awful"])
        #expect(try terms("good great", ["words.tsv": "good\n"]) == ["great"])
        #expect(try terms("ganda great", ["language.tsv": ""]) == ["ganda"])
    }

    @Test func `rules of both languages work on words of either`() throws {
        let scorer = try scorer([:])
        func points(_ text: String) -> Int {
            scorer.judge(ScorableText(text: text, language: "tl")).evidence.points
        }
        #expect(points("hindi good") == -2000)
        #expect(points("not ganda") == -2000)
        #expect(points("sobrang good") == 3000)
    }

    @Test func `a weight of the language goes before the shared one`() throws {
        let scorer = try scorer(["weights.tsv": "negation.shift\t1"])
        let judgement = scorer.judge(ScorableText(text: "hindi ganda", language: "tl"))
        #expect(judgement.evidence.points == 1000)
    }

    @Test func `what no trait is called is told`() {
        let files = RuleFiles(language: "tl", texts: ["language.tsv": "mixed\ten"])
        let error = #expect(throws: RuleFileError.self) { try files.partner }
        #expect(
            error?.description == "tl/language.tsv:1: \"mixed\" is none of mixes, name_after"
        )
        #expect(throws: RuleFileError.self) {
            try RuleFiles(language: "tl", texts: ["language.tsv": "mixes"]).partner
        }
    }

    @Test func `where nouns have capitals only some words lead to a name`() throws {
        let text = "Acme und Haus good, bei Globex awful"
        func points(_ traits: String) throws -> Int {
            try scorer(["language.tsv": "mixes\ten\n" + traits]).judge(
                ScorableText(text: text, language: "tl", target: "Acme")
            ).evidence.points
        }
        #expect(try points("name_after\tbei\n") == 2000)
        #expect(try points("name_after\tund\n") == 650)
    }

    @Test func `accents tell words apart where a guard asks for them`() throws {
        let lexicon = "schön\t2\t@spelled\nschon\t0\nschon wieder\t-1\nvacker*\t2\t@spelled\n"
        #expect(try terms("Schön", ["lexicon.tsv": lexicon]) == ["schön"])
        #expect(try terms("schon", ["lexicon.tsv": lexicon]) == [])
        #expect(try terms("schön schon wieder", ["lexicon.tsv": lexicon]).count == 2)
        #expect(try terms("vackert", ["lexicon.tsv": lexicon]) == ["vacker*"])
    }

    @Test func `one term may have several senses, each with its guard`() throws {
        let lexicon = "kind\t1\tbefore=very\nkind\t2\tbefore=most\nkind\t-1\n"
        let scorer = try scorer(["lexicon.tsv": lexicon, "language.tsv": ""])
        let points = ["most kind", "very kind", "kind"].map { text in
            scorer.judge(ScorableText(text: text, language: "tl")).evidence.points
        }
        #expect(points == [2000, 1000, -1000])
        #expect(throws: RuleFileError.self) {
            try terms("kind", ["lexicon.tsv": "kind\t1\tbefore=a\nkind\t2\tbefore=a\n"])
        }
    }

    @Test func `accents may be asked for in words that turn, strengthen or wish`() throws {
        let scorer = try scorer([
            "irrealis.tsv": "würde\t0.5\t@spelled\n", "negators.tsv": "nié\tbefore\t@spelled\n",
            "intensifiers.tsv": "más\t1.5\t@spelled\n",
        ])
        let points = ["würde ganda", "wurde ganda", "nie ganda", "nié ganda", "mas ganda"].map {
            scorer.judge(ScorableText(text: $0, language: "tl")).evidence.points
        }
        #expect(points == [1000, 2000, 2000, -2000, 2000])
        #expect(throws: RuleFileError.self) { try self.scorer(["negators.tsv": "a\tbefore\tb"]) }
    }

    @Test func `the last part of a compound is an opinion or nothing`() throws {
        let changes = [
            "affixes.tsv": "compound\tx\t4\n", "negators.tsv": "statt\n",
            "lexicon.tsv": "mist\t-2\nganda\t2\n",
        ]
        let points = try ["werkstatt ganda", "riesenmist", "statt ganda"].map { text in
            try scorer(changes).judge(ScorableText(text: text, language: "tl")).evidence.points
        }
        #expect(points == [2000, -2000, -2000])
    }

    @Test func `what strengthens a word stands before the whole of it`() throws {
        let changes = [
            "affixes.tsv": "compound\tx\t6\nbooster\tas\t3\t1.35\n", "lexicon.tsv": "ond\t-2\n",
        ]
        let points = try ["Palasasond", "asond"].map { text in
            try scorer(changes).judge(ScorableText(text: text, language: "tl")).evidence.points
        }
        #expect(points == [0, -2700])
    }

    @Test func `a term that holds a negator is not turned where negators agree`() throws {
        let changes = [
            "weights.tsv": "negation.concord\t1", "negators.tsv": "nikt\nnie\n",
            "events.tsv": "nie oddzwonili\t-2\n",
        ]
        let judgement = try scorer(changes).judge(
            ScorableText(text: "nikt nie oddzwonili", language: "tl")
        )
        #expect(judgement.evidence.points == -2000)
    }

    @Test func `a Latin name in a text of another script is a name wherever it stands`() throws {
        let judgement = try scorer([:]).judge(
            ScorableText(
                text: "Acme சேவை நல்லது ganda, Globex சேவை மோசம் great",
                language: "tl",
                target: "Acme"
            )
        )
        #expect(judgement.evidence.parts.map(\.points) == [2000, 0])
    }

    @Test func `of one term in several files the file of the rarer sign holds`() throws {
        let scorer = try scorer(["lexicon.tsv": "lost\t-1\n", "events.tsv": "lost\t-2\n"])
        let parts = scorer.judge(ScorableText(text: "lost", language: "tl")).evidence.parts
        #expect(parts.map(\.kind) == [.event])
        #expect(parts.map(\.base) == [-2000])
    }
}
