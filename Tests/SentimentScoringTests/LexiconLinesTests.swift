import SentimentScoring
import Testing

@Suite struct LexiconLinesTests {
    @Test(arguments: [
        ("", "fine\t1\n"), ("good\t2\nfine\t-1\n", "good\t2\nfine\t1\n"),
        ("# ours\r\nfine\t2\r\n", "# ours\r\nfine\t1\n"),
        ("good|fine\t2\nbad\t-1\n", "bad\t-1\ngood\t2\nfine\t1\n"),
        ("fine\t2\tafter=of\n", "fine\t2\tafter=of\nfine\t1\n"), ("Fíne\t2\n", "fine\t1\n"),
    ])
    func `a line takes the place of that for its term`(before: String, after: String) {
        #expect(Lexicon.text(before, replacing: "fine\t1") == after)
    }

    @Test func `a line with a guard takes the place of that with the same guard`() {
        let text = "fine\t2\tafter=of\nfine\t1\n"
        #expect(
            Lexicon.text(text, replacing: "fine\t-2\tafter=of")
                == "fine\t1\nfine\t-2\tafter=of\n"
        )
    }
}
