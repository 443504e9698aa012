import EarshotModel
import Testing

@testable import WebConsole

@Suite struct CorrectionRoutesTests {
    private static let taught =
        #""words":[{"term":"terrible","value":2},{"term":"lamp","value":0.5}]"#

    private func version(_ fixture: ConsoleFixture, of id: Mention.ID) async throws -> Int {
        let mention = try await fixture.api("GET", "/mentions/\(id)").object()
        return try #require(mention["version"] as? Int)
    }

    @Test func `a mention is corrected and judged by the rules again`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Remark())
        let path = "/mentions/\(id)/judgement"
        let body = #"{"label":"positive","nature":"praise"}"#
        let seen = try await version(fixture, of: id)
        let done = try await fixture.api("POST", path, body, as: .agent, version: seen)
        #expect(done.status == 200 && done["ETag"] == "\"\(seen + 1)\"")
        let mention = try done.object()
        #expect(mention["label"] as? String == "positive")
        #expect(mention["confidence"] as? Double == 1 && mention["confidence_limit"] == nil)
        #expect(mention["nature_reason"] as? String == "person")
        let correction = try #require(mention["correction"] as? [String: Any])
        #expect(correction["by"] as? String == "The agent")
        #expect(correction["label_before"] as? String == "negative")
        #expect(correction["score_before"] as? Double == -0.512)
        let listed = try await fixture.api("GET", "/mentions?corrected=yes").rows()
        #expect(listed.map { $0["id"] as? String } == ["\(id)"])
        let undo = try await fixture.api("POST", path + "/undo", as: .admin, version: seen + 1)
        #expect(try undo.object()["label"] as? String == "negative")
        #expect(try undo.object()["correction"] == nil)
        #expect(try await fixture.api("GET", "/mentions?corrected=yes").rows().isEmpty)
        let again = try await fixture.api("POST", path + "/undo", as: .admin, version: seen + 2)
        #expect(again.status == 409 && again.problem == "no-such-move")
    }

    @Test func `what cannot be carried out is told, and changes nothing`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Remark())
        let path = "/mentions/\(id)/judgement"
        let seen = try await version(fixture, of: id)
        let post = { (body: String, version: Int?) in
            try await fixture.api("POST", path, body, as: .lead, version: version)
        }
        let good = #"{"label":"positive"}"#
        #expect(try await post(good, nil).problem == "version-needed")
        #expect(try await post(good, seen + 5).problem == "stale")
        for body in [#"{"label":"great"}"#, "{}", #"{"label":"abstain"}"#, "["] {
            #expect(try await post(body, seen).status == 422, "\(body)")
        }
        let missing = try await fixture.api(
            "POST",
            "/mentions/7/judgement",
            good,
            as: .lead,
            version: 1
        )
        #expect(missing.status == 404)
        #expect(try await version(fixture, of: id) == seen)
    }

    @Test func `a preview tells what words change, and applying them does it`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Remark())
        try await fixture.hear(
            Remark(author: "Noor", title: "", text: "My Brontavia lamp is terrible.")
        )
        let wish = #"{"mention":"\#(id)","label":"positive",\#(Self.taught)}"#
        let preview = try await fixture.api("POST", "/corrections/preview", wish, as: .analyst)
            .object()
        #expect(preview["others"] as? Int == 1 && preview["seen"] as? Int == 1)
        #expect(preview["label_before"] as? String == "negative")
        #expect(preview["label_by_rules"] as? String == "positive")
        let moves = try #require(preview["moves"] as? [[String: Any]])
        #expect(moves.map { $0["label_after"] as? String } == ["positive"])
        let first = try #require(preview["first"] as? [[String: Any]])
        #expect(first.map { $0["excerpt"] as? String } == ["My Brontavia lamp is terrible."])
        #expect(try await fixture.api("GET", "/corrections").rows().isEmpty)
        let seen = try await version(fixture, of: id)
        let done = try await fixture.api(
            "POST",
            "/corrections",
            wish,
            as: .admin,
            version: seen
        )
        #expect(done.status == 201)
        let run = try #require(try done.object()["run"] as? [String: Any])
        #expect(run["state"] as? String == "done" && run["changed"] as? Int == 1)
        #expect(run["words"] as? [String] == ["terrible", "lamp"])
        #expect(run["language"] as? String == "en")
        let words = try await fixture.api("GET", "/corrections", as: .viewer).rows()
        #expect(words.map { $0["term"] as? String } == ["lamp", "terrible"])
        #expect(words.map { $0["value"] as? Double } == [0.5, 2])
        #expect(words.allSatisfy { $0["author"] as? String == "The admin" })
        let removed = try await fixture.api(
            "DELETE",
            "/corrections?term=terrible&language=en",
            as: .analyst
        )
        #expect((try removed.object()["run"] as? [String: Any])?["changed"] as? Int == 1)
        #expect(try await fixture.api("GET", "/corrections").rows().count == 1)
    }

    @Test func `words need the right to change rules, and must be words`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Remark())
        let wish = { (words: String) in
            #"{"mention":"\#(id)","label":"positive","words":[\#(words)]}"#
        }
        let good = wish(#"{"term":"terrible","value":2}"#)
        let agent = try await fixture.api("POST", "/corrections/preview", good, as: .agent)
        #expect(agent.status == 403)
        #expect(
            try await fixture.api("POST", "/corrections/preview", wish(""), as: .agent).status
                == 200
        )
        for word in [#"{"term":"x","value":5}"#, #"{"term":"","value":1}"#, #"{"term":"x"}"#] {
            let answer = try await fixture.api(
                "POST",
                "/corrections/preview",
                wish(word),
                as: .admin
            )
            #expect(answer.status == 422, "\(word)")
        }
        #expect(try await fixture.api("POST", "/corrections", good, as: .admin).status == 428)
        let paths = ["/corrections?term=x", "/corrections?language=en"]
        for path in paths {
            #expect(try await fixture.api("DELETE", path, as: .admin).status == 422)
        }
        let none = try await fixture.api(
            "DELETE",
            "/corrections?term=x&language=en",
            as: .admin
        )
        #expect(none.status == 404)
    }
}
