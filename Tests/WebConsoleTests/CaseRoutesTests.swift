import EarshotModel
import Testing

@testable import WebConsole

@Suite struct CaseRoutesTests {
    private static let answer =
        #"{"body":"We are sorry.","visibility":"public","thread_address":"https://f.example/1","#
        + #""nature":"complaint","outcome":"resolved"}"#

    private func fixtureWithCase() async throws -> (ConsoleFixture, version: Int) {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        return (fixture, try await version(in: fixture))
    }

    private func version(in fixture: ConsoleFixture) async throws -> Int {
        try #require(try await fixture.api("GET", "/cases/1").object()["version"] as? Int)
    }

    @Test func `a case is found by its number and by its id, and its ETag is its version`()
        async throws
    {
        let (fixture, version) = try await fixtureWithCase()
        let byNumber = try await fixture.api("GET", "/cases/1")
        #expect(byNumber["ETag"] == "\"\(version)\"")
        let id = try #require(try byNumber.object()["id"] as? String)
        let byID = try await fixture.api("GET", "/cases/\(id)")
        #expect(byID.text == byNumber.text)
        let mentions = try #require(try byID.object()["mentions"] as? [[String: Any]])
        #expect(mentions.first?["score"] as? Double == -0.512)
        #expect(mentions.first?["points"] as? Int == -3300)
    }

    @Test(arguments: ["2", "0", "x", "-1", "251464368003219456", "%00", "1%2F2"])
    func `a case that does not exist is not found`(reference: String) async throws {
        let (fixture, _) = try await fixtureWithCase()
        let answer = try await fixture.api("GET", "/cases/\(reference)")
        #expect(answer.status == 404)
        #expect(answer.problem == "not-found")
    }

    @Test(arguments: ["claim", "assign", "responses", "resolve"])
    func `a change without If-Match is 428, and one with an old version 412`(act: String)
        async throws
    {
        let (fixture, version) = try await fixtureWithCase()
        let bodies = [
            "assign": #"{"owner":"agent@example.com"}"#, "responses": Self.answer,
            "resolve": #"{"reason":"a joke"}"#,
        ]
        let missing = try await fixture.api("POST", "/cases/1/\(act)", bodies[act])
        #expect(missing.status == 428)
        #expect(missing.problem == "version-needed")
        let stale = try await fixture.api(
            "POST",
            "/cases/1/\(act)",
            bodies[act],
            version: version + 7
        )
        #expect(stale.status == 412)
        #expect(stale.problem == "stale")
        #expect(try stale.object()["current_version"] as? String == "\(version)")
        #expect(try await self.version(in: fixture) == version)
    }

    @Test func `an If-Match that is no ETag of ours is a problem`() async throws {
        let (fixture, _) = try await fixtureWithCase()
        let token = try await fixture.token(of: .lead)
        let answer = await fixture.ask(
            "POST",
            "/api/v1/cases/1/claim",
            [("Authorization", "Bearer \(token)"), ("If-Match", "\"abc\"")]
        )
        #expect(answer.status == 422)
    }

    @Test func `of two who claim, the first wins and the second hears who owns it`() async throws {
        let (fixture, version) = try await fixtureWithCase()
        let first = try await fixture.api("POST", "/cases/1/claim", as: .agent, version: version)
        #expect(first.status == 200)
        #expect(try first.object()["owner"] as? String == "The agent")
        #expect(first["ETag"] == "\"\(version + 1)\"")
        let second = try await fixture.api("POST", "/cases/1/claim", as: .lead, version: version)
        #expect(second.status == 409)
        #expect(second.problem == "owned")
        #expect(try second.object()["owner"] as? String == "The agent")
    }

    @Test func `an answer resolves the case and stands in the ledger`() async throws {
        let (fixture, version) = try await fixtureWithCase()
        let done = try await fixture.api(
            "POST",
            "/cases/1/responses",
            Self.answer,
            as: .agent,
            version: version
        )
        #expect(done.status == 200)
        let matter = try done.object()
        #expect(matter["state"] as? String == "resolved")
        let contacts = try #require(matter["contacts"] as? [[String: Any]])
        #expect(contacts.map { $0["direction"] as? String } == ["in", "out"])
        let responses = try #require(matter["responses"] as? [[String: Any]])
        #expect(responses.first?["body"] as? String == "We are sorry.")
        #expect(try await fixture.queue().isEmpty)
        let again = try await fixture.api(
            "POST",
            "/cases/1/responses",
            Self.answer,
            version: try await self.version(in: fixture)
        )
        #expect(again.status == 409)
    }

    @Test(arguments: [
        #"{"body":"x","visibility":"private","next":"wiat","nature":"other","outcome":"resolved"}"#,
        #"{"body":"x"}"#, #"{"body":" ","visibility":"public"}"#, #"{"visibility":"public"}"#,
        #"{"body":"x","visibility":"public"}"#, #"{"body":"x","visibility":"loud"}"#,
        #"{"body":"x","visibility":"private","channel":"public_reply"}"#, "[]", "nonsense", "",
        #"{"body":"x","visibility":"public","thread_address":"javascript:alert(1)"}"#,
    ])
    func `an answer that lacks something is refused whole`(body: String) async throws {
        let (fixture, version) = try await fixtureWithCase()
        let answer = try await fixture.api("POST", "/cases/1/responses", body, version: version)
        #expect(answer.status == 422)
        #expect(answer.problem != nil)
        #expect(try await self.version(in: fixture) == version)
    }

    @Test func `a case is given to somebody who exists, and only to such`() async throws {
        let (fixture, version) = try await fixtureWithCase()
        let unknown = try await fixture.api(
            "POST",
            "/cases/1/assign",
            #"{"owner":"nobody@example.com"}"#,
            version: version
        )
        #expect(unknown.status == 404)
        let known = try await fixture.api(
            "POST",
            "/cases/1/assign",
            #"{"owner":"agent@example.com"}"#,
            version: version
        )
        #expect(try known.object()["owner"] as? String == "The agent")
    }

    @Test func `nobody learns from an assignment who works here`() async throws {
        let (fixture, _) = try await fixtureWithCase()
        for owner in ["nobody@example.com", "agent@example.com"] {
            let body = #"{"owner":"\#(owner)"}"#
            let stranger = try await fixture.api("POST", "/cases/1/assign", body, as: nil)
            #expect(stranger.status == 401)
            let viewer = try await fixture.api("POST", "/cases/1/assign", body, as: .viewer)
            #expect(viewer.problem == "not-allowed")
        }
    }

    @Test func `a note needs no version, and an empty one is refused`() async throws {
        let (fixture, version) = try await fixtureWithCase()
        let empty = try await fixture.api("POST", "/cases/1/notes", #"{"text":" "}"#)
        #expect(empty.status == 422)
        let noted = try await fixture.api("POST", "/cases/1/notes", #"{"text":"Called."}"#)
        let notes = try #require(try noted.object()["notes"] as? [[String: Any]])
        #expect(notes.first?["text"] as? String == "Called.")
        #expect(notes.first?["actor"] as? String == "The lead")
        #expect(try await self.version(in: fixture) >= version)
    }

    @Test func `closing without an answer needs a reason`() async throws {
        let (fixture, version) = try await fixtureWithCase()
        let empty = try await fixture.api(
            "POST",
            "/cases/1/resolve",
            #"{"reason":""}"#,
            version: version
        )
        #expect(empty.problem == "incomplete")
        #expect(try empty.object()["fields"] as? String == "no_answer_reason")
    }
}
