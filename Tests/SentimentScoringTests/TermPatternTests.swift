import Testing

@testable import SentimentScoring

@Suite struct TermPatternTests {
    private func word(_ text: String) -> TermPattern.Piece { .word(Array(text.utf8)) }
    private func stem(_ text: String) -> TermPattern.Piece { .stem(Array(text.utf8)) }

    @Test func `words are folded and hyphens part them`() {
        #expect(TermPattern("Café au-lait")?.pieces == [word("cafe"), word("au"), word("lait")])
    }

    @Test func `a star makes a stem, anywhere in a phrase`() {
        #expect(
            TermPattern("refus* a refund*")?.pieces == [
                stem("refus"), word("a"), stem("refund"),
            ]
        )
    }

    @Test func `numbers and any words have their signs`() {
        #expect(TermPattern("waited <n> <w>")?.pieces == [word("waited"), .number, .any])
    }

    @Test func `a picture is a word of its own`() {
        #expect(TermPattern("😡")?.count == 1)
        #expect(TermPattern(":-)")?.pieces == [word(":-)")])
    }

    @Test(arguments: [
        "", " ", "?", "a*", "ab*", "<n>", "<w> <n>", "10/10", "a+b", "@acme", "acme.com",
    ])
    func `what no text can hold is no term`(term: String) {
        #expect(TermPattern(term) == nil)
    }
}
