import EarshotModel
import Testing

@testable import WebConsole

@Suite struct SignInPageTests {
    private func link(_ fixture: ConsoleFixture, _ role: Role = .agent) async throws -> String {
        let link = try await fixture.console.makeSignInLink(for: try fixture.member(role).id)
        return String(try #require(link.split(separator: "token=").last))
    }

    private func choose(_ password: String, _ token: String, _ fixture: ConsoleFixture) async
        -> Answer
    {
        await fixture.send("/sign-in/link", [("token", token), ("password", password)])
    }

    private func signIn(
        _ password: String,
        _ fixture: ConsoleFixture,
        as role: Role = .agent,
        headers: [(name: String, value: String)] = []
    ) async -> Answer {
        await fixture.send(
            "/sign-in",
            [("email", "\(role.rawValue)@example.com"), ("password", password)],
            headers: headers
        )
    }

    @Test func `a one-time link sets a password once, and the password signs in from then on`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let token = try await link(fixture)
        for _ in 0..<2 {
            let shown = await fixture.page("/sign-in/link?token=\(token)")
            #expect(shown.status == 200)
            #expect(shown.text.contains("The agent"))
        }
        let set = await choose("a long password", token, fixture)
        #expect(set.status == 303)
        #expect(set["Location"] == "/")
        #expect(await choose("another password", token, fixture).status == 410)
        #expect(await fixture.page("/sign-in/link?token=\(token)").status == 410)
        #expect(await signIn("a long password", fixture).status == 303)
        #expect(await signIn("another password", fixture).status == 401)
    }

    @Test func `a link expires, and one that was never made is gone`() async throws {
        let fixture = try await ConsoleFixture()
        let token = try await link(fixture)
        fixture.clock.advance(by: .minutes(30))
        #expect(await choose("a long password", token, fixture).status == 410)
        for other in ["", "x", Secret().text] {
            #expect(await fixture.page("/sign-in/link?token=\(other)").status == 410)
            #expect(await choose("a long password", other, fixture).status == 410)
        }
    }

    @Test(arguments: ["", "short", "1234567", String(repeating: "x", count: 257)])
    func `a password of the wrong length leaves the link usable`(password: String) async throws {
        let fixture = try await ConsoleFixture()
        let token = try await link(fixture)
        let refused = await choose(password, token, fixture)
        #expect(refused.status == 422)
        #expect(refused.text.contains("8 to 256 characters"))
        #expect(await choose("a long password", token, fixture).status == 303)
    }

    @Test(arguments: [
        ("http://localhost", "earshot_session"), ("https://ear.example", "__Host-earshot"),
    ])
    func `the cookie is for this site and its server alone`(address: String, name: String)
        async throws
    {
        let fixture = try await ConsoleFixture(publicAddress: address)
        let set = await choose("a long password", try await link(fixture), fixture)
        let cookie = try #require(set["Set-Cookie"])
        #expect(cookie.hasPrefix("\(name)="))
        for flag in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"] {
            #expect(cookie.contains(flag))
        }
        #expect(cookie.contains("Secure") == address.hasPrefix("https:"))
        #expect(!cookie.contains("Domain"))
        let secret = try #require(cookie.split(separator: ";").first?.split(separator: "=").last)
        let queue = await fixture.ask(
            "GET",
            "/queue",
            [("Accept", "text/html"), ("Cookie", "\(name)=\(secret)")]
        )
        #expect(queue.status == 200)
        #expect(try !fixture.storedBytes().contains { $0.contains(secret) })
        #expect(try !fixture.storedBytes().contains { $0.contains("a long password") })
    }

    @Test func `signing out ends the session on the server, too`() async throws {
        let fixture = try await ConsoleFixture()
        let session = try await fixture.session(of: .agent)
        let out = await fixture.send("/sign-out", [], session)
        #expect(out["Location"] == "/sign-in")
        #expect(out["Set-Cookie"]?.contains("Max-Age=0") == true)
        #expect(await fixture.page("/queue", session)["Location"] == "/sign-in")
    }

    @Test func `a new password ends every session of the member`() async throws {
        let fixture = try await ConsoleFixture()
        let session = try await fixture.session(of: .agent)
        let token = try await link(fixture)
        #expect(await choose("a long password", token, fixture).status == 303)
        #expect(await fixture.page("/queue", session)["Location"] == "/sign-in")
    }

    @Test func `whoever guesses is slowed down, and a quarter of an hour later may try again`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        #expect(
            await choose("a long password", try await link(fixture), fixture).status == 303
        )
        for _ in 0..<8 {
            #expect(await signIn("a wrong guess", fixture).status == 401)
        }
        #expect(await signIn("a long password", fixture).status == 429)
        fixture.clock.advance(by: .minutes(15))
        #expect(await signIn("a long password", fixture).status == 303)
    }

    @Test func `an address that nobody has fails in the same words as a wrong password`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let unknown = await fixture.send(
            "/sign-in",
            [("email", "no\"<x>@example.com"), ("password", "guess")]
        )
        let known = await signIn("guess", fixture)
        #expect(unknown.status == 401 && known.status == 401)
        #expect(unknown.text.contains("The address or the password is wrong."))
        #expect(known.text.contains("The address or the password is wrong."))
        #expect(unknown.text.contains("no&quot;&lt;x&gt;@example.com"))
    }

    @Test func `an endless address is cut before anything is kept or shown`() async throws {
        let fixture = try await ConsoleFixture()
        let answer = await fixture.send(
            "/sign-in",
            [("email", String(repeating: "a", count: 100_000)), ("password", "guess")]
        )
        #expect(answer.status == 401)
        #expect(answer.body.count < 10_000)
    }

    @Test func `behind a proxy on this machine, one guesser does not lock the others out`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let token = try await link(fixture)
        #expect(await choose("a long password", token, fixture).status == 303)
        func attempt(_ email: String, _ password: String, from address: String) async -> Int {
            await fixture.ask(
                "POST",
                "/sign-in",
                [
                    ("Content-Type", "application/x-www-form-urlencoded"),
                    ("X-Forwarded-For", "203.0.113.9, \(address)"),
                ],
                "email=\(ConsoleFixture.encoded(email))&password=\(ConsoleFixture.encoded(password))",
                from: .network("127.0.0.1")
            ).status
        }
        for number in 0..<8 {
            #expect(await attempt("a\(number)@example.com", "guess", from: "198.51.100.1") == 401)
        }
        #expect(await attempt("agent@example.com", "a long password", from: "198.51.100.1") == 429)
        #expect(await attempt("agent@example.com", "a long password", from: "198.51.100.2") == 303)
    }

    @Test func `what is no form is refused`() async throws {
        let fixture = try await ConsoleFixture()
        let answer = await fixture.ask(
            "POST",
            "/sign-in",
            [("Content-Type", "application/json")],
            "{}"
        )
        #expect(answer.status == 415)
        #expect(answer.problem == "no-form")
    }

    @Test func `every field has a label`() async throws {
        let fixture = try await ConsoleFixture()
        let text = await fixture.page("/sign-in").text
        for name in ["email", "password"] {
            #expect(text.contains("<label for=\"\(name)\""))
            #expect(text.contains("id=\"\(name)\""))
        }
    }
}
