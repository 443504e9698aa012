import EarshotModel
import Testing

@testable import WebConsole

@Suite struct QueuePageTests {
    @Test func `the queue shows why each line is here, in words`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        fixture.clock.advance(by: .hours(6))
        let session = try await fixture.session(of: .agent)
        let page = await fixture.page("/queue", session).text
        #expect(page.contains("Due in 2 h (open hours)"))
        #expect(page.contains("6 h ago"))
        #expect(page.contains("Case 1:"))
        #expect(page.contains("1 waits for an answer"))
        fixture.clock.advance(by: .hours(24))
        let later = await fixture.page("/queue", try await fixture.session(of: .agent)).text
        #expect(later.contains("Overdue by"))
        #expect(later.contains("Mon 2 Mar 2026, 10:00 UTC+1"))
    }

    @Test func `what has no title says so in its place`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark(title: ""))
        let page = await fixture.page("/queue", try await fixture.session(of: .agent)).text
        #expect(page.contains("Case 1: <bdi dir=\"auto\">Without a title</bdi>"))
    }

    @Test func `an empty queue says what to do`() async throws {
        let fixture = try await ConsoleFixture()
        let page = await fixture.page("/queue", try await fixture.session(of: .viewer)).text
        #expect(page.contains("Nothing waits for an answer"))
        #expect(page.contains("earshot trends"))
        #expect(!page.contains("<ol"))
    }

    @Test func `old mentions wait for nobody: one line says how many there are, and shows them`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let session = try await fixture.session(of: .agent)
        #expect(!(await fixture.page("/queue", session).text.contains("kept as history")))
        for number in 1...3 {
            try await fixture.hear(Remark(author: "Old \(number)", isHistory: true))
        }
        let page = await fixture.page("/queue", session).text
        #expect(page.contains("1 waits for an answer"))
        #expect(page.contains("3 older mentions are kept as history."))
        #expect(page.contains(#"<a href="/mentions?history=yes">Show them</a>"#))
    }

    @Test func `lanes count their lines, and the current one is marked for screen readers`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        try await fixture.hear(Remark(author: "Noor", nature: .praise, label: .positive))
        let session = try await fixture.session(of: .agent)
        let all = await fixture.page("/queue", session).text
        #expect(all.contains(#"<a href="/queue" aria-current="page">All "#))
        #expect(all.contains(#"href="/queue?lane&#61;praise">Praise <span class="count">1</span>"#))
        let praise = await fixture.page("/queue?lane=praise", session).text
        #expect(praise.contains(#"<a href="/queue?lane&#61;praise" aria-current="page">"#))
        #expect(!praise.contains("Case 1:"))
        #expect(await fixture.page("/queue?lane=nonsense", session).status == 200)
    }

    @Test func `a long queue is read in pages, and its counts are of all lines`() async throws {
        let fixture = try await ConsoleFixture()
        for number in 1...53 { try await fixture.hear(Remark(author: "Author \(number)")) }
        for number in 1...2 {
            let praise = Remark(author: "Fan \(number)", nature: .praise, label: .positive)
            try await fixture.hear(praise)
        }
        let session = try await fixture.session(of: .agent)
        let first = await fixture.page("/queue", session).text
        #expect(first.contains("55 wait for an answer"))
        #expect(first.contains(#"All <span class="count">55</span>"#))
        #expect(first.matches(of: /<li class="row/).count == 50)
        let link = try #require(first.firstMatch(of: /href="([^"]+)" rel="next"/)).output.1
        let path = link.replacing("&#61;", with: "=").replacing("&amp;", with: "&")
        let second = await fixture.page(String(path), session).text
        #expect(second.matches(of: /<li class="row/).count == 5)
        #expect(second.contains("55 wait for an answer") && !second.contains("rel=\"next\""))
        let lane = await fixture.page("/queue?lane=praise", session).text
        #expect(lane.matches(of: /<li class="row/).count == 2 && !lane.contains("rel=\"next\""))
    }

    @Test func `an empty lane of a queue that is not empty says so, and leads to the others`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let session = try await fixture.session(of: .agent)
        let page = await fixture.page("/queue?lane=praise", session).text
        #expect(page.contains("Nothing waits here") && !page.contains("<ol"))
        #expect(!page.contains("Nothing waits for an answer"))
        #expect(page.contains(#"aria-current="page">Praise <span class="count">0</span>"#))
        let all = await fixture.page("/queue", session).text
        #expect(!all.contains("Nothing waits here") && !all.contains("Praise <span"))
    }

    @Test func `a line without a deadline says what makes it urgent`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark(nature: .other))
        let page = await fixture.page("/queue", try await fixture.session(of: .agent)).text
        #expect(page.contains("Urgent: a complaint"))
    }

    @Test func `a label is a sign and a word, never a colour alone`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let page = await fixture.page("/queue", try await fixture.session(of: .agent)).text
        #expect(page.contains(#"<span aria-hidden="true">−</span> Negative"#))
    }

    @Test func `what was done is told once, and made-up codes are not shown`() async throws {
        let fixture = try await ConsoleFixture()
        let session = try await fixture.session(of: .agent)
        let done = await fixture.page("/queue?done=resolved", session).text
        #expect(done.contains("Recorded; the case is resolved."))
        let madeUp = await fixture.page("/queue?done=call+0900", session).text
        #expect(!madeUp.contains("call") && !madeUp.contains("done_"))
    }

    @Test(arguments: ["/queue", "/cases/1", "/sign-in", "/nothing"])
    func `the demo is marked on every page`(path: String) async throws {
        for isDemo in [true, false] {
            let fixture = try await ConsoleFixture(isDemo: isDemo)
            try await fixture.hear(Remark())
            let page = await fixture.page(path, try await fixture.session(of: .agent)).text
            #expect(page.contains("Demo: invented feeds") == isDemo)
        }
    }

    @Test func `the front door leads to the queue, and the queue to signing in`() async throws {
        let fixture = try await ConsoleFixture()
        #expect(await fixture.page("/")["Location"] == "/queue")
        #expect(await fixture.page("/queue")["Location"] == "/sign-in")
        #expect(await fixture.ask("GET", "/queue").problem == "sign-in-needed")
    }
}
