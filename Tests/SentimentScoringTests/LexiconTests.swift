import Testing

@testable import SentimentScoring

@Suite struct LexiconTests {
    private func lexicon(_ text: String) throws(RuleFileError) -> Lexicon {
        try Lexicon(parsing: text, file: "es/lexicon.tsv")
    }

    @Test func `terms, values and guards are read in the order of the file`() throws {
        let lexicon = try lexicon("# words\ngood\t1.5\n\nkind\t-0.25\tbefore=very; !after=of\n")
        #expect(lexicon.entries.map(\.term) == ["good", "kind"])
        #expect(lexicon.entries.map(\.value) == [1500, -250])
        #expect(lexicon.entries.map(\.line) == [2, 4])
        #expect(lexicon.entries.map(\.isGuarded) == [false, true])
    }

    @Test func `a line with choices gives an entry for each term`() throws {
        let lexicon = try lexicon("# words\nso|too late\t-1\tafter=at\nfine\t1\n")
        #expect(lexicon.entries.map(\.term) == ["so late", "too late", "fine"])
        #expect(lexicon.entries.map(\.line) == [2, 2, 3])
        #expect(lexicon.entries.map(\.isGuarded) == [true, true, false])
    }

    @Test(arguments: [
        ("good\t−2,5", "es/lexicon.tsv:1: the weight \"−2,5\" is not a number"),
        (
            "a b c\n",
            "es/lexicon.tsv:1: a line needs a term and a value, perhaps a guard, "
                + "separated by tabs, this one has 1"
        ),
        ("good\t5", "es/lexicon.tsv:1: the weight 5 lies outside -4.0…4.0"),
        ("good\tnan", "es/lexicon.tsv:1: the weight \"nan\" is not a number"),
        ("good\t1e300", "es/lexicon.tsv:1: the weight 1e300 lies outside -4.0…4.0"),
        (
            "so|too late\t1\ntoo late\t1",
            "es/lexicon.tsv:2: \"too late\" stands in this file already"
        ),
        ("#\ngood\t1\nGood\t2", "es/lexicon.tsv:3: \"Good\" stands in this file already"),
        (
            "good\t1\tnear=x",
            "es/lexicon.tsv:1: \"near=x\" is no guard: before=…, after=…, "
                + "!before=… or !after=… are"
        ),
        (
            "?!\t1",
            "es/lexicon.tsv:1: \"?!\" is no term: words, a final * on a word, <n> and <w> "
                + "are allowed"
        ),
    ])
    func `a mistake is told with its place`(text: String, message: String) {
        let error = #expect(throws: RuleFileError.self) { try lexicon(text) }
        #expect(error?.description == message)
    }

    @Test func `lines may end as on any system`() throws {
        #expect(try lexicon("good\t1\r\nbad\t-1\r\n").entries.count == 2)
    }

    @Test func `an empty file is a lexicon without entries`() throws {
        #expect(try lexicon("").entries.isEmpty)
    }
}
