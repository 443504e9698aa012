import Testing

@testable import FeedParsing

@Suite struct MonthNameTests {
    @Test(arguments: [
        ("january", 1), ("sept", 9), ("dezember", 12), ("märz", 3), ("août", 8), ("décembre", 12),
        ("enero", 1),
        ("giugno", 6), ("październik", 10), ("июня", 6), ("мая", 5), ("березня", 3), ("ιούλιος", 7),
        ("ağustos", 8), ("július", 7), ("mrt", 3), ("ianuarie", 1), ("marraskuuta", 11),
        ("maaliskuuta", 3), ("července", 7), ("červen", 6), ("listopadu", 11), ("ogos", 8),
        ("desember", 12), ("setyembre", 9), ("hunyo", 6), ("pebrero", 2), ("mei", 5), ("ஜனவரி", 1),
        ("ஜூலை", 7), ("ஜூன்", 6), ("février", 2), ("maggio", 5), ("styczeń", 1), ("жовтня", 10),
        ("novembro", 11), ("juli", 7), ("mac", 3), ("maj", 5), ("toukokuuta", 5),
    ])
    func `a month is known in the languages of the feeds`(word: String, month: Int) {
        #expect(MonthName.month(of: Array(word.utf8)) == month)
    }

    @Test func `every month has a name in every language`() {
        let languages = [
            "january february march april may june july august september october november december",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "januari februari mars april maj juni juli augusti september oktober november december",
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
            "januari februari mac april mei jun julai ogos september oktober november disember",
            "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
            "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
        ]
        for language in languages {
            let months = language.split(separator: " ").map { MonthName.month(of: Array($0.utf8)) }
            #expect(months == Array(1...12))
        }
    }

    @Test(arguments: ["", "x", "monday", "ja", "gmt", "friday", "quarta"])
    func `another word is no month`(word: String) {
        #expect(MonthName.month(of: Array(word.utf8)) == nil)
    }
}
