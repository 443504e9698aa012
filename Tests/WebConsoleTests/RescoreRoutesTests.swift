import EarshotModel
import Foundation
import Testing

@testable import WebConsole

@Suite struct RescoreRoutesTests {
    @Test func `a preview tells flips, causes and the labels before and after`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Remark(text: "Brontavia is excellent."))
        let preview = try await fixture.api("GET", "/rescore/preview", as: .analyst).object()
        let flips = try #require(preview["data"] as? [[String: Any]])
        #expect(flips.count == 1 && preview["seen"] as? Int == 1)
        #expect(preview["next"] is NSNull && preview["rules"] as? String == "test")
        #expect(flips[0]["mention"] as? String == "\(id)")
        #expect(flips[0]["label_before"] as? String == "negative")
        #expect(flips[0]["label_after"] as? String != "negative")
        let causes = try #require(flips[0]["causes"] as? [[String: Any]])
        #expect(causes.contains { ($0["term"] as? String)?.hasPrefix("excellen") == true })
        let trends = try #require(preview["trends"] as? [[String: Any]])
        #expect((trends[0]["before"] as? [String: Int])?["negative"] == 1)
        #expect((trends[0]["after"] as? [String: Int])?["negative"] == 0)
    }

    @Test(arguments: ["brand=Vex", "since=never", "after=x"])
    func `a question that cannot be answered is told`(query: String) async throws {
        let fixture = try await ConsoleFixture()
        let answer = try await fixture.api("GET", "/rescore/preview?\(query)", as: .analyst)
        #expect(answer.status == 422)
    }

    @Test func `a run is begun, brought to its end and taken back step by step`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark(text: "Brontavia is excellent."))
        let begun = try await fixture.api("POST", "/rescore/runs", "{}", as: .analyst)
        #expect(begun.status == 201)
        let id = try #require(try begun.object()["id"] as? String)
        let done = try await fixture.api("POST", "/rescore/runs/\(id)/step", as: .admin).object()
        #expect(done["state"] as? String == "done" && done["changed"] as? Int == 1)
        let label = { () async throws -> String? in
            try await fixture.api("GET", "/mentions").rows().first?["label"] as? String
        }
        #expect(try await label() == "positive")
        let undo = try await fixture.api("POST", "/rescore/runs/\(id)/undo", as: .analyst).object()
        #expect(undo["state"] as? String == "undoing")
        let back = try await fixture.api("POST", "/rescore/runs/\(id)/step", as: .admin).object()
        #expect(back["state"] as? String == "undone" && back["restored"] as? Int == 1)
        #expect(try await label() == "negative")
        let rows = try await fixture.api("GET", "/rescore/runs", as: .admin).rows()
        #expect(rows.count == 1 && rows[0]["id"] as? String == id && rows[0]["brand"] == nil)
        let missing = try await fixture.api("POST", "/rescore/runs/7/step", as: .admin)
        #expect(missing.status == 404)
    }
}
