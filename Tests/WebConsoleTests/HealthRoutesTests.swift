import EarshotModel
import RecordStorage
import Testing

@testable import WebConsole

@Suite struct HealthRoutesTests {
    @Test func `the daemon lives and is ready, and is not ready once its store is closed`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        #expect(await fixture.ask("GET", "/readyz").status == 200)
        await fixture.store.close()
        #expect(await fixture.ask("GET", "/healthz").status == 200)
        let answer = await fixture.ask("GET", "/readyz")
        #expect(answer.status == 503)
        #expect(answer.problem == "not-ready")
        #expect(answer["Retry-After"] != nil)
        let page = await fixture.page("/queue", BrowserSession(secret: Secret()))
        #expect(page.status == 503)
        #expect(page.text.contains("Earshot is not ready"))
    }

    @Test func `metrics count what the store holds, under our own names alone`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        try await fixture.hear(Remark(author: "Noor", nature: .praise, label: .positive))
        _ = await fixture.ask("GET", "/nothing")
        let answer = await fixture.ask("GET", "/metrics", from: .network("127.0.0.1"))
        #expect(answer.status == 200)
        #expect(answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        let lines = answer.text.split(separator: "\n")
        #expect(lines.contains(#"earshot_cases{state="new"} 1.0"#))
        #expect(lines.contains(#"earshot_mentions{triage="queued"} 1.0"#))
        #expect(lines.contains(#"earshot_http_answers_total{status="4xx"} 1"#))
        #expect(lines.contains("earshot_feeds 1.0") && lines.contains("earshot_cases_overdue 0.0"))
        fixture.clock.advance(by: .days(30))
        let later = await fixture.ask("GET", "/metrics", from: .network("127.0.0.1"))
        #expect(later.text.contains("earshot_cases_overdue 1.0\n"))
        for line in lines {
            #expect(
                line.wholeMatch(of: /# TYPE earshot_\w+ (counter|gauge)/) != nil
                    || line.wholeMatch(of: /earshot_\w+(\{\w+="[^"]*"\})? [0-9.]+/) != nil,
                "\(line)"
            )
        }
    }

    @Test func `metrics are for this machine, and not for whoever comes through a proxy on it`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        #expect(await fixture.ask("GET", "/metrics").status == 404)
        let proxied = await fixture.ask(
            "GET",
            "/metrics",
            [("X-Forwarded-For", "203.0.113.9")],
            from: .network("127.0.0.1")
        )
        #expect(proxied.status == 404)
        #expect(await fixture.ask("GET", "/metrics", from: .network("::1")).status == 200)
        #expect(await fixture.ask("GET", "/metrics", from: .process).status == 200)
    }
}
