import EarshotModel
import Testing

@Suite struct DurationWordsTests {
    @Test(arguments: [
        (0, "0 seconds"), (1, "1 second"), (119, "119 seconds"), (120, "2 minutes"),
        (7199, "120 minutes"), (7200, "2 hours"), (172_800, "2 days"),
    ])
    func `a duration is told in the largest unit of which it has two`(seconds: Int, words: String) {
        #expect(Duration.seconds(seconds).words == words)
    }
}
