import EarshotModel
import Foundation
import Testing

@testable import WebConsole

@Suite struct GatekeepingTests {
    private static let pages = [
        "/sign-in", "/queue", "/cases/1", "/nothing", "/api/v1/queue", "/healthz",
    ]

    @Test(arguments: pages)
    func `every answer, errors included, carries the strict headers`(path: String) async throws {
        let fixture = try await ConsoleFixture()
        let session = try await fixture.session(of: .lead)
        for answer in [await fixture.page(path), await fixture.page(path, session)] {
            let policy = try #require(answer["Content-Security-Policy"])
            #expect(policy.hasPrefix("default-src 'none'"))
            #expect(!policy.contains("unsafe") && !policy.contains("script-src"))
            #expect(policy.contains("frame-ancestors 'none'"))
            #expect(answer["X-Content-Type-Options"] == "nosniff")
            #expect(answer["X-Frame-Options"] == "DENY")
            #expect(answer["Referrer-Policy"] == "same-origin")
            #expect(answer["Cache-Control"] == "no-store")
            #expect(answer["Strict-Transport-Security"] == nil)
        }
    }

    @Test func `where there is TLS, browsers are told to stay with it`() async throws {
        let fixture = try await ConsoleFixture(publicAddress: "https://ear.example")
        #expect(await fixture.page("/sign-in")["Strict-Transport-Security"] != nil)
    }

    @Test(arguments: [
        [("Origin", "https://evil.example")], [("Origin", "null")],
        [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "cross-site"), ("Origin", "http://localhost")],
        [("Origin", "http://localhost.evil.example")],
    ])
    func `a form from another site is refused, whoever is signed in`(headers: [(String, String)])
        async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let session = try await fixture.session(of: .lead)
        let answer = await fixture.send(
            "/cases/1/notes",
            [("text", "x"), ("version", "1")],
            session,
            headers: headers.map { (name: $0.0, value: $0.1) }
        )
        #expect(answer.status == 403)
        let api = await fixture.ask(
            "POST",
            "/api/v1/feeds/poll",
            [("Cookie", "earshot_session=\(session.secret.text)")] + headers
        )
        #expect(api.problem == "foreign-form")
    }

    @Test(arguments: [
        [], [("Origin", "http://localhost")], [("Sec-Fetch-Site", "same-origin")],
        [("Sec-Fetch-Site", "same-origin"), ("Origin", "null")], [("Sec-Fetch-Site", "none")],
        [("Origin", "http://ear.example")],
    ])
    func `a form from our own pages passes`(headers: [(String, String)]) async throws {
        let fixture = try await ConsoleFixture(publicAddress: "http://ear.example")
        try await fixture.hear(Remark())
        let session = try await fixture.session(of: .lead)
        let answer = await fixture.send(
            "/cases/1/notes",
            [("text", "x")],
            session,
            headers: headers.map { (name: $0.0, value: $0.1) }
        )
        #expect(answer["Location"] == "/cases/1?done=noted")
    }

    @Test func `a form without this session's token is refused, and one of another session too`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let session = try await fixture.session(of: .lead)
        let other = try await fixture.session(of: .lead)
        for token in ["", "x", other.formToken] {
            let answer = await fixture.send(
                "/cases/1/notes",
                [("text", "x")],
                session,
                token: token
            )
            #expect(answer.status == 403)
        }
    }

    @Test func `a session ends after twelve hours`() async throws {
        let fixture = try await ConsoleFixture()
        let session = try await fixture.session(of: .agent)
        fixture.clock.advance(by: .hours(11))
        #expect(await fixture.page("/queue", session).status == 200)
        fixture.clock.advance(by: .hours(1))
        let answer = await fixture.page("/queue", session)
        #expect(answer.status == 303)
        #expect(answer["Location"] == "/sign-in")
    }

    @Test func `the daemon's own user and root act for anybody, and others need a token`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        for user in [0, geteuid()] {
            let answer = await fixture.ask("GET", "/api/v1/staff", from: .local(user: user))
            #expect(answer.status == 200)
        }
        let stranger = await fixture.ask("GET", "/api/v1/queue", from: .local(user: 54321))
        #expect(stranger.status == 401)
        let note = await fixture.ask(
            "POST",
            "/api/v1/cases/1/notes",
            [],
            #"{"text":"x"}"#,
            from: .process
        )
        #expect(note.problem == "member-needed")
        let named = await fixture.ask(
            "POST",
            "/api/v1/cases/1/notes",
            [("Earshot-As", "agent@example.com")],
            #"{"text":"x"}"#,
            from: .process
        )
        #expect(named.status == 200)
        let unknown = await fixture.ask(
            "GET",
            "/api/v1/queue",
            [("Earshot-As", "no@example.com")],
            from: .process
        )
        #expect(unknown.status == 422)
    }

    @Test func `nobody on the network acts for others by a header`() async throws {
        let fixture = try await ConsoleFixture()
        let answer = await fixture.ask(
            "GET",
            "/api/v1/staff",
            [("Earshot-As", "admin@example.com")]
        )
        #expect(answer.status == 401)
    }

    @Test func `bodies beyond the limit are refused as too large`() async throws {
        let fixture = try await ConsoleFixture()
        let large = String(repeating: "x", count: ConsoleContext.bodyLimit + 1)
        let api = try await fixture.api("POST", "/feeds", large, as: .admin)
        #expect(api.status == 413)
        #expect(api.problem == "too-large")
        let session = try await fixture.session(of: .lead)
        let form = await fixture.send("/sign-out", [("x", large)], session)
        #expect(form.status == 413)
    }

    @Test func `an address that does not take a method says which it takes`() async throws {
        let fixture = try await ConsoleFixture()
        for (method, path, allowed) in [
            ("POST", "/queue", "GET, HEAD"), ("DELETE", "/api/v1/cases/1", "GET, HEAD"),
            ("GET", "/sign-out", "POST"),
            ("PUT", "/api/v1/feeds", "DELETE, GET, HEAD, PATCH, POST"),
        ] {
            let answer = await fixture.ask(method, path)
            #expect(answer.status == 405, "\(method) \(path)")
            #expect(answer["Allow"] == allowed)
            #expect(answer.problem == "method-not-allowed")
        }
    }

    @Test func `HEAD answers as GET does, without a body`() async throws {
        let fixture = try await ConsoleFixture()
        let session = try await fixture.session(of: .lead)
        for path in ["/healthz", "/queue", "/assets/console.css"] {
            let get = await fixture.page(path, session)
            let head = await fixture.page(path, session, method: "HEAD")
            #expect(head.status == get.status)
            #expect(head["Content-Type"] == get["Content-Type"])
            #expect(head.body.isEmpty)
        }
    }

    @Test func `people get a page and programs a document where there is nothing`() async throws {
        let fixture = try await ConsoleFixture(isDemo: true)
        let session = try await fixture.session(of: .lead)
        let page = await fixture.page("/nothing", session)
        #expect(page.status == 404)
        #expect(page.text.contains("There is nothing here"))
        #expect(page.text.contains("The lead"), "the page knows who looks")
        #expect(page.text.contains("Demo: invented"))
        #expect(page.text.contains(#"href="/queue""#))
        #expect(await fixture.ask("GET", "/nothing").problem == "not-found")
        #expect(await fixture.page("/api/v1/nothing", session).problem == "not-found")
    }

    @Test(arguments: [
        "/assets/../Phrases/en.phrases", "/assets/..%2fPhrases%2fen.phrases",
        "/assets/%2e%2e/console.css", "/assets//console.css/..", "/assets/",
        "/assets/console.css%00",
        "/assets/console.css/", "/assets/....//console.css",
    ])
    func `no other file than the style sheet can be fetched`(path: String) async throws {
        let fixture = try await ConsoleFixture()
        let answer = await fixture.ask("GET", path)
        #expect(answer.status == 404 || answer["Content-Type"]?.hasPrefix("text/css") == true)
        #expect(!answer.text.contains("skip_to_content ="))
    }
}
