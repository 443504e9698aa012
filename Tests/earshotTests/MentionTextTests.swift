import Foundation
import Testing

@testable import earshot

@Suite struct MentionTextTests {
    private static let document = #"""
        {"id":"9","published_at":"2026-03-02T08:00:00.000Z","brand":"Lumenta","label":"negative",
        "score":-0.512,"title":"T","text":"Bad.","nature":"complaint",
        "nature_reason":"negative_label","feed":"Forum","feed_kind":"forum","triage":"dismissed",
        "dismissed_reason":"not_ours","is_history":true,"is_language_assumed":true,
        "author":{"name":"Mira","url":"https://m.example/"},
        "evidence":{"version":1,"parts":[{"term":"bad\u001b","base":-2000,
        "span":{"field":"text","start":0,"end":3},"changes":[{"rule":"negation","points":500}]}]},
        "customer":"Mira Sol","link_decision":"linked","link_probability":0.998,
        "link_reasons":[{"factor":"email.asserted","mention":"m@a.example",
        "customer":"m@a.example","bits":9}]}
        """#

    private func lines(_ json: String) throws -> [String] {
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        return MentionText(document, width: 80).lines
    }

    @Test(arguments: [
        "Mention 9: Lumenta, negative (score -0.512)", "Author:     Mira, https://m.example/",
        "Became:     dismissed (not ours); old when it was first seen", "  T", "  Bad.",
        "  bad\\u{1b}  lexicon   -2.000", "             negation  +0.500",
        "             =         -1.500", "  sum                  -1.500", "  Read as English.",
        "Customer, linked: Mira Sol (probability 0.998)",
        "  email.asserted: m@a.example = m@a.example, 9 bits",
    ])
    func `a mention is told with its arithmetic and its link`(line: String) throws {
        let lines = try lines(Self.document)
        #expect(lines.contains(line), "\(lines.joined(separator: "\n"))")
    }

    @Test(arguments: ["null", "{}", #"{"evidence":{"parts":7}}"#, #"{"link_reasons":7}"#])
    func `a document that lacks everything says that there is no evidence`(json: String) throws {
        #expect(try lines(json).contains("  No word of the lists stands in this text."))
    }
}
