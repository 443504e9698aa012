import EarshotModel
import Testing
import TextAnalysis

@testable import SentimentScoring

@Suite struct HostNamesTests {
    private func hosts(_ text: String) -> [String] {
        let analysed = AnalysedText(text)
        return HostNames(in: analysed).words.map { range in
            let words = analysed.words[range]
            let start = words.first?.start ?? 0
            return String(decoding: analysed.bytes[start..<(words.last?.end ?? 0)], as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("at shop.good.example now", ["shop.good.example"]), ("a.b.example.", ["a.b.example"]),
        ("my-good.shop.example, bad.co.example", ["my-good.shop.example", "bad.co.example"]),
        ("shop2.good.example/best", ["shop2.good.example"]),
    ])
    func `a name of three labels or more is found`(text: String, names: [String]) {
        #expect(hosts(text) == names)
    }

    @Test(arguments: [
        "", "good", "good.example", "it was good.we left", "good. Bad. Worse", "e.g.", "U.S.A",
        "1.2.3", "well-made-good", "good..bad..awful", "version 1.2.3-4", "a . b . cd",
    ])
    func `anything else is none`(text: String) {
        #expect(hosts(text) == [])
    }

    @Test func `the words of a host name are no opinions`() throws {
        func terms(_ text: String) throws -> [String] {
            try SmallRules.judge(text).evidence.parts.map(\.term)
        }
        #expect(try terms("awful.good.example is bad") == ["bad"])
        #expect(try terms("it was good.we left") == ["good"])
        #expect(try terms("good.example") == ["good"])
    }

    @Test func `a number that is a term of a list is none within a host name`() throws {
        let scorer = try SmallRules.scorer(replacing: ["lexicon.tsv": "good\t2\n24\t-1\n"])
        let parts = ["open 24", "at shop.24.example now"].map { text in
            scorer.judge(ScorableText(text: text, language: "en")).evidence.parts.map(\.term)
        }
        #expect(parts == [["24"], []])
    }
}
