import EarshotModel
import Testing

@testable import WebConsole

@Suite struct StaffRoutesTests {
    @Test func `somebody new gets a one-time link, and the same address no second place`()
        async throws
    {
        let fixture = try await ConsoleFixture(publicAddress: "https://ear.example")
        let body = #"{"name":"Nia","email":"Nia@Example.com","role":"agent"}"#
        let added = try await fixture.api("POST", "/staff", body, as: .admin)
        #expect(added.status == 201)
        let link = try #require(try added.object()["sign_in_url"] as? String)
        #expect(link.hasPrefix("https://ear.example/sign-in/link?token="))
        let again = try await fixture.api("POST", "/staff", body, as: .admin)
        #expect(again.status == 422)
        let emails = try await fixture.api("GET", "/staff", as: .admin).rows()
            .compactMap { $0["email"] as? String }
        #expect(emails.filter { $0 == "nia@example.com" }.count == 1)
    }

    @Test(arguments: [
        #"{"name":"Nia","email":"nia","role":"agent"}"#,
        #"{"name":" ","email":"n@e.example","role":"agent"}"#,
        #"{"name":"Nia","email":"n@e.example","role":"king"}"#,
        #"{"name":"Nia","email":"n@e.example"}"#, "[]", "x",
    ])
    func `somebody who cannot be added is a problem`(body: String) async throws {
        let fixture = try await ConsoleFixture()
        let answer = try await fixture.api("POST", "/staff", body, as: .admin)
        #expect(answer.status == 422)
    }

    @Test func `a link or a token for nobody is not found`() async throws {
        let fixture = try await ConsoleFixture()
        let link = try await fixture.api(
            "POST",
            "/staff/sign-in-links",
            #"{"email":"no@example.com"}"#,
            as: .admin
        )
        #expect(link.problem == "not-found")
        let token = try await fixture.api(
            "POST",
            "/tokens",
            #"{"name":"ci","email":"no@example.com"}"#,
            as: .admin
        )
        #expect(token.problem == "not-found")
    }

    @Test func `a token is shown once, acts for its member, and is stored as a hash alone`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let made = try await fixture.api(
            "POST",
            "/tokens",
            #"{"name":"ci","email":"viewer@example.com"}"#,
            as: .admin
        )
        let token = try #require(try made.object()["token"] as? String)
        let headers = [(name: "Authorization", value: "Bearer \(token)")]
        #expect(await fixture.ask("GET", "/api/v1/queue", headers).status == 200)
        #expect(await fixture.ask("GET", "/api/v1/staff", headers).status == 403)
        let files = try fixture.storedBytes()
        #expect(!files.isEmpty)
        #expect(!files.contains { $0.contains(token) })
    }

    @Test func `who is deactivated is out at once, and the open cases are told without customers`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let session = try await fixture.session(of: .agent)
        let version = try await fixture.api("GET", "/cases/1").object()["version"] as? Int
        let claimed = try await fixture.api("POST", "/cases/1/claim", as: .agent, version: version)
        #expect(claimed.status == 200)
        #expect(await fixture.page("/queue", session).status == 200)
        let body = #"{"email":"agent@example.com"}"#
        let answer = try await fixture.api("POST", "/staff/deactivate", body, as: .admin)
        let document = try answer.object()
        #expect(document["sessions_ended"] as? Int == 1)
        #expect(document["tokens_ended"] as? Int == 1)
        let cases = try #require(document["open_cases"] as? [[String: Any]])
        #expect(cases.map { $0["number"] as? Int } == [1])
        #expect(cases.map { $0["state"] as? String } == ["open"])
        #expect(!answer.text.contains("Mira"))
        #expect(await fixture.page("/queue", session).status != 200)
        let link = try await fixture.api("POST", "/staff/sign-in-links", body, as: .admin)
        #expect(link.status == 422)
        let local = await fixture.ask(
            "GET",
            "/api/v1/queue",
            [("Earshot-As", "agent@example.com")],
            from: .process
        )
        #expect(local.status == 422)
        let back = try await fixture.api("POST", "/staff/activate", body, as: .admin)
        #expect(try back.object()["is_active"] as? Bool == true)
        #expect(await fixture.page("/queue", session).status != 200)
    }

    @Test func `tokens are listed without their secrets and end at once`() async throws {
        let fixture = try await ConsoleFixture()
        let body = #"{"name":"ci","email":"viewer@example.com"}"#
        let made = try await fixture.api("POST", "/tokens", body, as: .admin)
        let token = try #require(try made.object()["token"] as? String)
        let rows = try await fixture.api("GET", "/tokens", as: .admin)
        let mine = try #require(try rows.rows().first { $0["name"] as? String == "ci" })
        #expect(mine["email"] as? String == "viewer@example.com")
        #expect(!rows.text.contains(token))
        #expect(try await fixture.api("DELETE", "/tokens", as: .admin).status == 422)
        let ended = try await fixture.api("DELETE", "/tokens?token=ci", as: .admin)
        #expect(try ended.object()["name"] as? String == "ci")
        let headers = [(name: "Authorization", value: "Bearer \(token)")]
        #expect(await fixture.ask("GET", "/api/v1/queue", headers).status == 401)
        let again = try await fixture.api("DELETE", "/tokens?token=ci", as: .admin)
        #expect(again.problem == "not-found")
    }
}
