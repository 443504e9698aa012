import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct WordFormTests {
    private func parts(_ text: String, affixes: String = "") throws -> [EvidencePart] {
        try SmallRules.scorer(replacing: ["affixes.tsv": affixes]).judge(
            ScorableText(text: text, language: "en")
        ).evidence.parts
    }

    @Test(arguments: [("goooood", 2500), ("baaaad", -2500), ("good", 2000), ("goood!", 2800)])
    func `letters said long find the word and strengthen it`(text: String, points: Int) throws {
        #expect(try parts(text).map(\.points) == [points])
    }

    @Test(arguments: [
        ("megagood", 3000), ("ungood", -2000), ("goodly", 2000), ("unmegagood", -1000),
    ])
    func `affixes strengthen and turn`(text: String, points: Int) throws {
        let affixes = "booster\tmega\t3\t1.5\nnegator\tun\t4\nsuffix\tly\t3\n"
        #expect(try parts(text, affixes: affixes).map(\.points) == [points])
    }
}
