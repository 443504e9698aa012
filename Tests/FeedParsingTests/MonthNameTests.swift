import Testing

@testable import FeedParsing

@Suite struct MonthNameTests {
    @Test(arguments: [
        ("january", 1), ("sept", 9), ("dezember", 12), ("märz", 3), ("août", 8), ("décembre", 12),
        ("enero", 1),
        ("giugno", 6), ("październik", 10), ("июня", 6), ("мая", 5), ("березня", 3), ("ιούλιος", 7),
        ("ağustos", 8), ("július", 7), ("mrt", 3),
    ])
    func `a month is known in a dozen languages`(word: String, month: Int) {
        #expect(MonthName.month(of: Array(word.utf8)) == month)
    }

    @Test(arguments: ["", "x", "monday", "ja", "gmt", "ianuarie"])
    func `another word is no month`(word: String) {
        #expect(MonthName.month(of: Array(word.utf8)) == nil)
    }
}
