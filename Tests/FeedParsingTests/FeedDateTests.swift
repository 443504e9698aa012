import EarshotModel
import FeedParsing
import Testing

@Suite struct FeedDateTests {
    @Test(arguments: [
        "Sat, 07 Sep 2002 00:00:01 GMT",
        "Sat, 7 Sep 2002 0:00:01 +0000",
        "Saturday, 07 September 2002 00:00:01 UT",
        "7 Sep 02 00:00:01 +0000",
        "07-Sep-2002 00:00:01 Z",
        "Sat, 07 Sept, 2002 00:00:01 GMT (UTC)",
        "Sep 7, 2002 12:00:01 am",
        "Sat Sep 07 00:00:01 +0000 2002",
        "Sat Sep 07 2002 02:00:01 GMT+0200",
        "Fri, 06 Sep 2002 19:00:01 EST",
        "Fri, 06 Sep 2002 20:00:01 ET",
        "Sat, 07 Sep 2002 02:00:01 CEST",
        "Sat, 07 Sep 2002 02:00:01 Europe/Berlin",
        "Sat, 07 Sep 2002 09:00:01 JST",
        "sam., 07 septembre 2002 02:00:01 +0200",
        "Сб, 07 сен 2002 04:00:01 +0400",
        "2002-09-07T00:00:01Z",
        "2002-09-07T02:00:01+02:00",
        "2002-09-07T02:00:01+0200",
        "2002-09-07 00:00:01",
        "2002/09/07 00:00:01 UTC",
        "20020907T000001Z",
        "20020907000001",
        "2002-250T00:00:01Z",
        "la 7. syyskuuta 2002 03:00:01 EEST",
        "so, 07 zář 2002 02:00:01 +0200",
        "Sab, 07 Sep 2002 08:00:01 Asia/Kuala_Lumpur",
        "7 செப்டம்பர் 2002 05:30:01 +0530",
        "Sabado, Setyembre 7, 2002 08:00:01 +0800",
        "2002년 09월 07일 09:00:01",
        "2002-szeptember-07T00:00:01",
        "\n 2002-09-07T00:00:01Z \t",
    ])
    func `every common spelling of a moment is read`(spelling: String) throws {
        let date = try #require(FeedDate(spelling))
        #expect(date.secondsSince1970 == 1_031_356_801)
    }

    @Test(arguments: [
        ("2026-03-02", 1_772_409_600),
        ("March 2, 2026", 1_772_409_600),
        ("2 mars 2026", 1_772_409_600),
        ("Mon, 02 Mar 2026", 1_772_409_600),
        ("2026-03", 1_772_323_200),
        ("2026-03-02T09:05Z", 1_772_442_300),
        ("2026-03-02T24:00:00Z", 1_772_496_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func `what is missing is the first of its kind`(spelling: String, seconds: Int64) {
        #expect(FeedDate(spelling)?.secondsSince1970 == seconds)
    }

    @Test func `fractions of a second are kept to the millisecond`() {
        let date = FeedDate("2026-03-02T09:05:00.1239+01:00")
        #expect(date?.instant == Instant(milliseconds: 1_772_438_700_123))
    }

    @Test(arguments: [
        "", " ", "yesterday", "2002-13-45", "Mon, 99 Mar 2026 09:05:00 GMT", "2026-02-29",
        "2026-03-02T25:00:00Z", "2026-03-02T09:61:00Z", "0001-01-01T00:00:00Z", "1", "Mon",
        "99999999999999999999", "::", "+", "-", "٢٠٢٦", "Mar", "09:05:00", "3/4",
    ])
    func `text that is no date gives none, never today`(spelling: String) {
        #expect(FeedDate(spelling) == nil)
    }

    @Test func `summer time in a named place follows the calendar`() {
        let winter = FeedDate("Mon, 02 Mar 2026 09:05:00 Europe/Berlin")
        let summer = FeedDate("Thu, 02 Jul 2026 09:05:00 Europe/Berlin")
        let eastern = FeedDate("Thu, 02 Jul 2026 09:05:00 America/New_York")
        #expect(winter == FeedDate("2026-03-02T08:05:00Z"))
        #expect(summer == FeedDate("2026-07-02T07:05:00Z"))
        #expect(eastern == FeedDate("2026-07-02T13:05:00Z"))
    }

    @Test func `any bytes are read without trapping`() {
        var generator = SeededGenerator(seed: 1)
        let alphabet = Array("0123456789-+:/TZ., JanmarETgmté年".utf8)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0..<40, using: &generator)
            let bytes = (0..<length).compactMap { _ in alphabet.randomElement(using: &generator) }
            let year = FeedDate(bytes: bytes)?.instant.rfc3339.prefix(4)
            #expect(year.map { $0.count == 4 } ?? true)
        }
    }
}
