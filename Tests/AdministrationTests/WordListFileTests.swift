import Administration
import SentimentScoring
import Testing

@Suite struct WordListFileTests {
    private func entries(
        _ text: String,
        _ format: WordListFile.Format,
        _ reading: WordListFile.Reading = WordListFile.Reading()
    ) throws -> [String: Int] {
        let list = try WordListFile.list(in: text, file: "list", format: format, reading)
        return Dictionary(uniqueKeysWithValues: list.entries.map { ($0.term, $0.value) })
    }

    @Test func `every form is read`() throws {
        #expect(try entries("good\t1.9\t0.9\n", .vader) == ["good": 1900])
        #expect(try entries("does not work\t-3\n", .afinn) == ["does not work": -2400])
        #expect(try entries("happ*\t4\n", .sentistrength) == ["happ*": 3200])
        #expect(try entries("glad\tpositive\t1\n", .nrc) == ["glad": 2000])
        #expect(try entries("dire\n", .wordlist, .init(value: -1500)) == ["dire": -1500])
    }

    @Test func `a pattern list is read as XML, however it is laid out`() throws {
        let xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- <word form="hidden" polarity="1"/> -->
            <sentiment language="fr">
            <word form="l&apos;id&#233;al" polarity="0.5" subjectivity="1"/>
            <word polarity='-1' pos="JJ"
                form='m&#234;me'></word><word form="odd"/><word polarity="1"/>
            </sentiment>
            """
        let list = try WordListFile.list(in: xml, file: "list", format: .pattern)
        #expect(list.entries.map(\.term) == ["l'idéal", "même"])
        #expect(list.entries.map(\.value) == [2000, -4000])
        #expect(list.skippedLines == 2)
        for text in ["no XML", "<sentiment><word form=\"fin\" polarity=\"1\"/>"] {
            #expect(throws: WordListError.self) { try entries(text, .pattern) }
        }
    }

    @Test(arguments: [",", ";", "\t"])
    func `a table is read by its headings`(separator: String) throws {
        let text = ["lang,\"Word\",Score", "en,\"dire\",-50", "en,\"so bad\",-25"]
            .map { $0.replacing(",", with: separator) + "\r\n" }.joined()
        #expect(try entries(text, .csv, .init(most: 100)) == ["dire": -2000, "so bad": -1000])
    }

    @Test func `the headings may be named`() throws {
        let text = "lemma,polarity\nfin,0.5\n"
        let reading = WordListFile.Reading(columns: ("Lemma", "polarity"))
        #expect(try entries(text, .csv, reading) == ["fin": 2000])
        let missing = #expect(throws: WordListError.self) { try entries(text, .csv) }
        #expect(missing?.description == "list:1: no heading is \"word\"; there are lemma, polarity")
        #expect(throws: WordListError.self) { try entries("word,score\n\"a,1\n", .csv) }
    }
}
