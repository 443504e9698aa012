import Foundation
import Testing

@testable import earshot

@Suite struct CaseTextTests {
    private static let document = #"""
        {"number":7,"nature":"complaint","state":"waiting_internal","party_name":"Mira\u001b[2J",
        "owner":null,"due_at":"2026-03-02T16:00:00.000Z",
        "mentions":[{"id":"9","published_at":"2026-03-02T08:00:00.000Z","brand":"Lumenta",
        "label":"negative","score":-0.512,"link":"https://f.example/1","title":"",
        "text":"Broken.\nAgain.","nature":"complaint","nature_reason":"negative_label",
        "feed":"Forum","feed_kind":"forum","triage":"in_case","case_number":7}],
        "notes":[{"at":"t1","actor":"Anna","text":"Called.","act":null}],
        "responses":[{"created_at":"t2","author":"Anna","body":"We are sorry.",
        "visibility":"public","channel":"public_reply"}],
        "history":[{"at":"2026-03-02T09:00:00.000Z","actor":"earshot","act":"case.opened",
        "text":null}]}
        """#

    private func text(_ json: String, width: Int = 80) throws -> String {
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        return CaseText(document, width: width).lines.joined(separator: "\n")
    }

    @Test func `a case is told line by line, with foreign text made harmless`() throws {
        #expect(
            try text(Self.document) == #"""
                Case 7: complaint, waiting for a colleague
                Who:    Mira\u{1b}[2J
                Owner:  nobody yet
                Due:    2026-03-02 16:00 UTC

                  Mention 9: Lumenta, negative (score -0.512)
                  Published:  2026-03-02 08:00 UTC
                  Where:      Forum (forum)
                  Address:    https://f.example/1
                  About:      complaint (negative label)
                  Became:     case 7

                    Broken.
                    Again.

                  Why it was judged so:
                    No word of the lists stands in this text.

                Notes:
                  t1 Anna: Called.

                Answers:
                  t2 Anna (public, public reply): We are sorry.

                History:
                  2026-03-02 09:00 UTC earshot: case.opened
                """#
        )
    }

    @Test(arguments: [40, 60, 100])
    func `no line but an address is longer than the window`(width: Int) throws {
        let long = Self.document.replacing("Called.", with: String(repeating: "word ", count: 60))
        let lines = try text(long, width: width).split(separator: "\n")
        #expect(lines.count > 20)
        #expect(lines.allSatisfy { $0.count <= width || $0.contains("://") })
    }

    @Test(arguments: ["null", "{}", "[]", #"{"mentions":7,"notes":{}}"#])
    func `a document that lacks everything is still no crash`(json: String) throws {
        #expect(try text(json).hasPrefix("Case :"))
    }
}
