import EarshotModel
import FeedParsing
import Testing

@Suite struct FeedHintsTests {
    @Test(arguments: [
        ("", nil), ("<ttl>60</ttl>", 3600), ("<ttl> 5 </ttl>", 300), ("<ttl>0</ttl>", 0),
        ("<ttl>-5</ttl>", nil), ("<ttl>x</ttl>", nil),
        ("<ttl>99999999999</ttl>", nil), ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        (
            "<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            21_600
        ),
        (
            "<sy:updatePeriod>weekly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            604_800
        ),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><ttl>120</ttl>", 7200),
        ("<sy:updatePeriod>daily</sy:updatePeriod><ttl>60</ttl>", 86_400),
        ("<sy:updatePeriod>sometimes</sy:updatePeriod>", nil),
        ("<sy:updateFrequency>2</sy:updateFrequency>", nil),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", 31_536_000),
        ("<sy:updatePeriod>monthly</sy:updatePeriod>", 2_592_000),
    ])
    func `the interval is the longer of what the feed asks for`(fields: String, seconds: Int?)
        throws
    {
        #expect(try parse(rss(fields)).hints.interval == seconds.map { .seconds($0) })
    }

    @Test func `hours and days without news are read, and others ignored`() throws {
        let hints = try parse(
            rss(
                """
                <skipHours><hour>0</hour><hour> 7 </hour><hour>24</hour><hour>25</hour>
                <hour>x</hour></skipHours>
                <skipDays><day>Sunday</day><day>saturday</day><day>Someday</day></skipDays>
                """
            )
        ).hints
        #expect(hints.skipHours == [0, 7])
        #expect(hints.skipDays == [.sunday, .saturday])
    }
}
