import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct ImportedLexiconTests {
    private func entries(_ text: String, _ form: ImportedLexicon.Form) -> [String: Int] {
        let list = ImportedLexicon(parsing: text, form: form)
        return Dictionary(uniqueKeysWithValues: list.entries.map { ($0.term, $0.value) })
    }

    @Test func `every form is read and brought to one scale`() {
        #expect(
            entries("good\t1.9\t0.9\t[2, 2]\r\nBad\t-2.5\t0.6\t[]\r\n", .scored(most: 4))
                == ["good": 1900, "bad": -2500]
        )
        #expect(
            entries("does not work\t-3\nsuperb\t5\nhapp*\t4\n", .scored(most: 5))
                == ["does not work": -2400, "superb": 4000, "happ*": 3200]
        )
        #expect(
            entries(
                "glad\tpositive\t1\nglad\tjoy\t1\nglad\tnegative\t0\nill\tnegative\t1",
                .categories
            ) == ["glad": 2000, "ill": -2000]
        )
        #expect(entries("glad\t0.875\t0.4\t0.5\n", .categories) == ["glad": 3000])
        #expect(
            entries("; head\ndire\nawful \n", .words(value: -1500))
                == ["dire": -1500, "awful": -1500]
        )
    }

    @Test func `the rows of a table are brought to the same scale`() {
        let rows = [("dire", -50.0), ("fine", 25), ("odd", nil), ("x", .nan), ("", 3), ("nil", 0)]
        let list = ImportedLexicon(rows: rows, most: 100)
        #expect(list.entries.map(\.term) == ["dire", "fine"])
        #expect(list.entries.map(\.value) == [-2000, 1000])
        #expect(list.skippedLines == 4)
    }

    @Test func `a term with two values keeps the first, and both are told`() {
        let list = ImportedLexicon(parsing: "odd\t2\nodd\t-2\nOdd\t2\n", form: .scored(most: 4))
        #expect(list.entries == [ImportedLexicon.Entry(term: "odd", value: 2000)])
        #expect(list.contradictions == ["odd"])
    }

    @Test(arguments: ["?!\t2", "word", "word\tmuch", "word\tnan", "word\t0", "\t2"])
    func `what cannot be looked up or has no value is left out and counted`(line: String) {
        let list = ImportedLexicon(parsing: "good\t1\n" + line, form: .scored(most: 4))
        #expect(list.entries.map(\.term) == ["good"] && list.skippedLines == 1)
    }

    @Test(arguments: [
        ImportedLexicon.Form.scored(most: 4), .categories, .words(value: 1000), .scored(most: 0),
    ])
    func `no text makes it fail, and what it gives can be read as rules`(
        form: ImportedLexicon.Form
    ) throws {
        let text =
            "word,score\na\t1\t1\n\"\t\",9\n<word form=\" polarity=\"1\n\u{0}\t-1\nx y*\t1e9\n"
        let list = ImportedLexicon(parsing: text, form: form)
        let file = list.file(source: "here\nthere", licence: "none")
        #expect(file.hasPrefix("# source: here there\n# licence: none\n"))
        _ = try Lexicon(parsing: file, file: "x")
    }

    @Test func `categories add up within the bounds`() {
        #expect(entries("glad\tpositive\t1\nGlad\t1\n", .categories) == ["glad": 4000])
        #expect(entries("ill\t0\nIll\tnegative\t1\n", .categories) == ["ill": -4000])
    }

    @Test func `a list tells where it comes from, and no other list is taken for it`() {
        let list = ImportedLexicon(rows: [("#fail", -1)], most: 1)
        let file = list.file(source: "here\nthere", licence: "none")
        #expect(file.hasSuffix("\n\\#fail\t-4\n"))
        #expect(ImportedLexicon.source(of: file) == "here there")
        #expect(ImportedLexicon.isList(file, from: "here\nthere"))
        #expect(!ImportedLexicon.isList(file, from: "here"))
        #expect(ImportedLexicon.source(of: "fine\t1\n") == nil)
    }

    @Test(arguments: [(0, "0"), (1500, "1.5"), (-2000, "-2"), (-125, "-0.125"), (50, "0.05")])
    func `values are written as rule files have them`(value: Int, text: String) {
        #expect(ImportedLexicon.number(value) == text)
    }
}

@Suite struct CompanyWordsTests {
    private func points(_ text: String, _ files: [String: String]) throws -> Int {
        let scorer = try SmallRules.scorer(replacing: files)
        return scorer.judge(ScorableText(text: text, language: "en")).evidence.points
    }

    @Test func `the company's own words go before all others, whatever their guards`() throws {
        let own = ["own.tsv": "good\t-1\nkind\t3\nsplendid\t2\nno trouble\t0\n"]
        #expect(try points("good", own) == -1000)
        #expect(try points("one kind", own) == 3000)
        #expect(try points("splendid", own) == 2000)
        #expect(try points("no trouble", own) == 0)
    }

    @Test func `an own word may have several senses`() throws {
        let own = ["own.tsv": "kind\t3\tbefore=so\nkind\t-3\n"]
        #expect(try points("so kind", own) == 3000)
        #expect(try points("very kind", own) == -4500)
    }

    @Test func `imported lists serve where the language's own say nothing`() throws {
        let files = ["imported-a.tsv": "good\t-1\nsplendid\t2\n", "imported-b.tsv": "dire\t-2\n"]
        #expect(try points("good", files) == 2000)
        #expect(try points("splendid", files) == 2000)
        let stems = ["imported-a.tsv": "carefully\t-1\ncareful*\t-1\nno trouble here\t-2\n"]
        #expect(try points("careful", stems) == 1000 && points("carefully", stems) == 1000)
        #expect(try points("no trouble here", stems) == -2000)
        #expect(try points("dire", files) == -2000)
    }

    @Test(arguments: ["own.tsv", "imported-x.tsv"])
    func `a mistake in them is told with its line`(name: String) {
        let error = #expect(throws: RuleFileError.self) {
            try SmallRules.rules(replacing: [name: "fine\t1\nfine\t9\n"])
        }
        #expect(error?.file == "en/\(name)" && error?.line == 2)
    }

    @Test func `a tag may have a value of its own`() throws {
        let own = ["own.tsv": "\\#good\t-3\n\\#wintry mix\t-2\n\\#bad\t0\n"]
        #expect(try points("good", own) == 2000)
        #expect(try points("#good", own) == -3000)
        #expect(try points("#Good", own) == -3000)
        #expect(try points("#wintry mix", own) == -2000)
        #expect(try points("#bad", own) == 0)
        #expect(try points("#great #goodness", own) == 5000)
        let rules = try SmallRules.rules(replacing: own)
        #expect(rules.lexicons.last?.entries.map(\.term) == ["#good", "#wintry mix", "#bad"])
        #expect(LexiconLint.findings(in: rules, file: "own.tsv").isEmpty)
    }

    @Test func `own words are among what is listed and checked`() throws {
        let rules = try SmallRules.rules(replacing: ["own.tsv": "Splendid\t2\n"])
        #expect(rules.lexicons.last?.entries.map(\.term) == ["Splendid"])
        let findings = LexiconLint.findings(in: rules, file: "own.tsv")
        #expect(findings.map(\.term) == ["Splendid"])
    }
}
