import Foundation
import Testing

@testable import earshot

@Suite struct RescoreTextTests {
    private static func value(_ json: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
    }

    @Test(arguments: [
        (#""before":null,"after":-3200,"kind":"event""#, #""bad" -3.200 (event) is new"#),
        (#""before":-2000,"after":null,"kind":"word""#, #""bad" -2.000 (word) no longer counts"#),
        (#""before":-2000,"after":1,"kind":"word""#, #""bad" is +0.001 instead of -2.000 (word)"#),
        (
            #""before":2500,"rule":"negation","words":"not""#,
            #""not" no longer changes "bad" by +2.500 (negation)"#
        ),
        (
            #""after":2500,"rule":"negation","words":"not""#,
            #""not" now changes "bad" by +2.500 (negation)"#
        ),
        (
            #""before":100,"after":200,"rule":"long_text","words":null"#,
            #"long text changes "bad" by +0.200 instead of +0.100"#
        ),
    ])
    func `a cause is one sentence`(members: String, sentence: String) throws {
        let cause = try Self.value("{\"term\":\"bad\",\(members)}")
        #expect(RescoreText.sentence(of: cause) == sentence)
    }

    @Test func `a flip is a headline and its causes, made harmless`() throws {
        let flip = try Self.value(
            #"""
            {"mention":"7","brand":"Bron\u001btavia","label_before":"negative","score_before":-0.4,
            "label_after":"neutral","score_after":0,"nature_before":"complaint",
            "nature_after":"other","causes":[]}
            """#
        )
        #expect(
            RescoreText.lines(of: flip) == """
                7  Bron\\u{1b}tavia  negative -0.400 becomes neutral +0.000; complaint becomes other
                    no term counts otherwise; the weights do

                """
        )
    }

    @Test func `batches add up, and net sentiment is told from ten mentions on`() throws {
        var total = RescoreTotal()
        let page = try Self.value(
            #"""
            {"data":[{}],"seen":6,"shifted":1,"by_people":2,"without_text":0,"trends":[{"brand":"B",
            "before":{"positive":4,"negative":2},"after":{"positive":2,"negative":4}}]}
            """#
        )
        total.add(page)
        #expect(total.table.contains("NET\n") && !total.table.contains("+0.33"))
        total.add(page)
        #expect(
            total.sentence == "12 mentions judged again: 2 flips, 2 with other reasons and the same"
                + " label, 4 stay as people judged them."
        )
        let lines = total.table.split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("B      before") && lines[1].hasSuffix("+0.33"))
        #expect(lines[2].hasPrefix("B      after") && lines[2].hasSuffix("-0.33"))
        #expect(total.document["total.flips"] == .number(2))
        #expect(total.document["trends"].elements.first?["after.negative"] == .number(8))
    }
}
