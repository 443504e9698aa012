import ArgumentParser
import Foundation
import Testing

@testable import earshot

@Suite struct MentionsJudgeCommandTests {
    @Test(arguments: [
        ("sick=praise", "sick", 2.0), ("dead on arrival=blame", "dead on arrival", -2),
        ("a=b=none", "a=b", 0), ("x=-3.5", "x", -3.5),
    ])
    func `a word and its value are told apart by the last equals sign`(
        text: String,
        term: String,
        value: Double
    ) throws {
        let word = try #require(MentionsJudgeCommand.word(text))
        #expect(word.term == term && word.value == value)
    }

    @Test(arguments: ["sick", "=2", "sick=", "sick=great", "sick=5", "sick=nan"])
    func `what is no word with a value is refused`(text: String) {
        #expect(MentionsJudgeCommand.word(text) == nil)
        #expect(throws: (any Error).self) {
            try MentionsJudgeCommand.parse(["7", "--label", "positive", "--word", text])
        }
    }

    @Test(arguments: [
        [], ["--label", "positive", "--by-rules"], ["--by-rules", "--dry-run"],
        ["--by-rules", "--nature", "other"], ["--nature", "other"],
    ])
    func `either a label or the rules are named`(options: [String]) {
        #expect(throws: (any Error).self) {
            try MentionsJudgeCommand.parse(["7"] + options)
        }
    }

    private static func value(_ json: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
    }

    @Test func `a preview tells this mention, the others and the first of them, made harmless`()
        throws
    {
        let preview = try Self.value(
            #"""
            {"label_before":"negative","label":"positive","nature":"praise",
            "label_by_rules":"positive","others":14,"seen":31,"is_cut":false,
            "moves":[{"label_before":"negative","label_after":"positive","mentions":13},
            {"label_before":"neutral","label_after":"neutral","mentions":1}],
            "first":[{"mention":"7","label_after":"positive","excerpt":"So s\u001bick"}]}
            """#
        )
        #expect(
            CorrectionText.lines(of: preview) == [
                "This mention: negative becomes positive, praise.",
                "With these words Earshot says: positive.",
                "This changes 14 other mentions, of 31 that hold these words.",
                "  13: negative to positive", "  1: another nature, still neutral",
                "  7  positive  " + Terminal.escaped("So s\u{1b}ick"),
            ]
        )
        let cut = try Self.value(#"{"label_by_rules":"mixed","seen":5000,"is_cut":true}"#)
        #expect(CorrectionText.lines(of: cut).last?.contains("the newest 5000 that") == true)
    }

    @Test func `a run says whether it is done`() throws {
        let done = try Self.value(#"{"id":"7","changed":3,"state":"done"}"#)
        #expect(CorrectionText.sentence(of: done) == "3 other mentions judged otherwise (run 7).")
        let open = try Self.value(#"{"id":"7","changed":3,"state":"running"}"#)
        #expect(CorrectionText.sentence(of: open).contains("so far; the daemon goes on"))
    }
}
