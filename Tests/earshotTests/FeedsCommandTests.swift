import Foundation
import Testing

@testable import earshot

@Suite struct FeedTextTests {
    private func text(_ json: String) throws -> String {
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        return FeedText(document, width: 80).lines.joined(separator: "\n")
    }

    @Test func `a feed that fails says since when, why, and what to do`() throws {
        let json = #"""
            {"id":"4","title":"Forum","configured_address":"https://a.example/1",
            "address":"https://a.example/2","kind":"forum","state":"error","failures":3,
            "problem":{"code":"http_404","sentence":"there is no such feed (status 404)"},
            "failing_since":"2026-03-02T08:00:00.000Z","remedy":"Look on the site.",
            "last_attempt_at":"2026-03-02T09:00:00.000Z","next_poll_at":"2026-03-02T10:00:00.000Z"}
            """#
        #expect(
            try text(json) == """
                Feed:           Forum
                Id:             4
                Address:        https://a.example/1
                Address now:    https://a.example/2
                Kind:           forum
                State:          error: the last poll failed; it is tried again
                Problem:        there is no such feed (status 404)
                Failing since:  2026-03-02 08:00 UTC (3 times in a row)
                Last asked:     2026-03-02 09:00 UTC
                Last success:   never
                Next poll:      2026-03-02 10:00 UTC
                What to do:     Look on the site.
                """
        )
    }

    @Test(arguments: ["gone", "paused"])
    func `a feed that is not polled has no next poll`(state: String) throws {
        let json = #"{"state":"\#(state)","next_poll_at":"2026-03-02T10:00:00.000Z"}"#
        #expect(try text(json).contains("Next poll:     never"))
    }

    @Test func `a feed's rhythm, its notes and what was set of it are told in words`() throws {
        let json = #"""
            {"title":"Forum","state":"ok","notice":"the document ends too early","moves":"stay",
            "identity":{"rule":"chosen_link","sentence":"their links, as set"},"is_silent":true,
            "authority":"inside","entry_gap_seconds":10800,"newest_at":"2026-01-02T08:00:00.000Z",
            "site_silent_until":"2026-03-02T12:00:00.000Z"}
            """#
        let told = try text(json)
        for part in [
            "their links, as set", "ends too early", "the configured address is kept", "inside",
            "3 hours between entries", "2026-01-02 08:00 UTC, silent for longer",
            "2026-03-02 12:00 UTC",
        ] {
            #expect(told.contains(part), "\(part)")
        }
    }
}
