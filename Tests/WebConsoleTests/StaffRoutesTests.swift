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
}
