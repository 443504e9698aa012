import EarshotModel
import Foundation
import Testing

@testable import WebConsole

@Suite struct CasePageTests {
    private static let answer = [
        ("body", "We are sorry."), ("visibility", "public"),
        ("thread_address", "https://forum.example/t/1#2"), ("nature", "complaint"),
        ("outcome", "resolved"), ("next", "resolve"),
    ]

    private func fixtureWithCase(_ remark: Remark = Remark()) async throws -> (
        ConsoleFixture, BrowserSession, version: String
    ) {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(remark)
        let version = try await fixture.api("GET", "/cases/1").object()["version"]
        return (fixture, try await fixture.session(of: .lead), "\(version ?? "")")
    }

    @Test func `a case shows the brand, the evidence with its worth, and the arithmetic`()
        async throws
    {
        let (fixture, session, _) = try await fixtureWithCase()
        let page = await fixture.page("/cases/1", session).text
        #expect(page.contains(#"<strong class="brand">Brontavia</strong>"#))
        #expect(page.contains(#"<mark class="negative" title="−3.000, exclamation marks −0.300">"#))
        #expect(page.contains("−3.300"))
        #expect(page.contains("−0.512"))
        #expect(page.contains("A complaint, because the judgement is negative or mixed."))
        #expect(page.contains(#"Why it is here: <bdi dir="auto">named</bdi>."#))
    }

    @Test func `a word that counts nothing here is marked as neither praise nor blame`()
        async throws
    {
        let elsewhere = EvidenceChange(rule: "elsewhere", span: nil, points: 3000)
        let (fixture, session, _) = try await fixtureWithCase(Remark(change: elsewhere))
        let page = await fixture.page("/cases/1", session).text
        #expect(page.contains(#"<mark class="uncounted""#))
        #expect(!page.contains(#"<mark class="positive""#))
        #expect(!page.contains(#"<mark class="negative""#))
    }

    @Test func `record and resolve is the first button, record and wait the second`() async throws {
        let (fixture, session, _) = try await fixtureWithCase()
        let page = await fixture.page("/cases/1", session).text
        let resolve = try #require(page.range(of: #"name="next" value="resolve""#))
        let wait = try #require(page.range(of: #"name="next" value="wait""#))
        #expect(resolve.lowerBound < wait.lowerBound)
        #expect(page.contains("Record and resolve") && page.contains("Record and wait"))
    }

    @Test(arguments: [("resolve", "resolved"), ("wait", "waiting_customer")])
    func `an answer leads back to the queue, and the case has left it or waits`(
        next: String,
        state: String
    ) async throws {
        let (fixture, session, version) = try await fixtureWithCase()
        let fields = Self.answer.filter { $0.0 != "next" } + [("next", next)]
        let answer = await fixture.send("/cases/1/answer", fields + [("version", version)], session)
        #expect(answer.status == 303)
        #expect(answer["Location"]?.hasPrefix("/queue?done=") == true)
        let matter = try await fixture.api("GET", "/cases/1").object()
        #expect(matter["state"] as? String == state)
        let page = await fixture.page("/cases/1", session).text
        #expect(page.contains("We are sorry."))
        #expect(page.contains("recorded an answer"))
    }

    @Test func `a form that lacks something says what in words and keeps what was typed`()
        async throws
    {
        let (fixture, session, version) = try await fixtureWithCase()
        let fields = [("body", "Not to be lost"), ("version", version), ("visibility", "")]
        let answer = await fixture.send("/cases/1/answer", fields, session)
        #expect(answer.status == 422)
        #expect(answer.text.contains("who can read it"))
        #expect(answer.text.contains("Not to be lost"))
        let wrong = await fixture.send(
            "/cases/1/answer",
            [
                ("body", "Kept"), ("version", version), ("visibility", "public"),
                ("thread_address", "forum"),
            ],
            session
        )
        #expect(wrong.text.contains("must begin with https:// or http://"))
        #expect(wrong.text.contains(#"value="public" required checked"#))
    }

    @Test func `a form on an old version is refused, keeps the text and shows the case as it is`()
        async throws
    {
        let (fixture, session, version) = try await fixtureWithCase()
        let claim = await fixture.send("/cases/1/claim", [("version", version)], session)
        #expect(claim["Location"] == "/cases/1?done=claimed")
        let stale = await fixture.send(
            "/cases/1/answer",
            Self.answer + [("version", version)],
            session
        )
        #expect(stale.status == 412)
        #expect(stale.text.contains("It was changed meanwhile"))
        #expect(stale.text.contains("We are sorry."))
        let unversioned = await fixture.send("/cases/1/claim", [], session)
        #expect(unversioned.status == 428)
    }

    @Test func `a viewer reads and is offered nothing that would be refused`() async throws {
        let (fixture, _, version) = try await fixtureWithCase()
        let viewer = try await fixture.session(of: .viewer)
        let page = await fixture.page("/cases/1", viewer).text
        #expect(page.contains("terrible"))
        #expect(!page.contains("/cases/1/answer") && !page.contains("/cases/1/notes"))
        #expect(!page.contains("/cases/1/claim"))
        let answer = await fixture.send("/cases/1/claim", [("version", version)], viewer)
        #expect(answer.status == 403)
    }

    @Test func `a mention without a case is kept, put aside with a reason, or made a case`()
        async throws
    {
        let praise = Remark(nature: .praise, label: .positive)
        for (act, fields, location) in [
            ("keep", [], "/queue?done=kept"),
            ("dismiss", [("reason", "spam")], "/queue?done=dismissed"), ("open", [], "/cases/1"),
        ] as [(String, [(String, String)], String)] {
            let fixture = try await ConsoleFixture()
            let id = try await fixture.hear(praise)
            let session = try await fixture.session(of: .agent)
            let version = try await fixture.api("GET", "/mentions/\(id)").object()["version"]
            let all = fields + [("version", "\(version ?? "")")]
            let page = await fixture.page("/mentions/\(id)", session)
            #expect(page.text.contains("/mentions/\(id)/\(act)"))
            let answer = await fixture.send("/mentions/\(id)/\(act)", all, session)
            #expect(answer["Location"] == location)
        }
    }

    @Test func `putting aside without a reason says so`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Remark(nature: .praise, label: .positive))
        let session = try await fixture.session(of: .agent)
        let answer = await fixture.send("/mentions/\(id)/dismiss", [("version", "1")], session)
        #expect(answer.status == 422)
        #expect(answer.text.contains("fill in the reason"))
    }

    @Test
    func `a mention in a case leads to the case, and what does not exist to a page that says so`()
        async throws
    {
        let (fixture, session, _) = try await fixtureWithCase()
        let list = try await fixture.api("GET", "/mentions").rows()
        let id = try #require(list.first?["id"] as? String)
        #expect(await fixture.page("/mentions/\(id)", session)["Location"] == "/cases/1")
        for path in ["/cases/2", "/cases/x", "/mentions/1", "/mentions/x"] {
            let page = await fixture.page(path, session)
            #expect(page.status == 404)
            #expect(page.text.contains("There is nothing here"))
        }
        let act = await fixture.send("/cases/1/explode", [("version", "1")], session)
        #expect(act.status == 404)
    }

    @Test func `foreign text stays text, byte by byte`() async throws {
        let remark = Remark(
            author: "<svg onload=x>\"\u{301} x='",
            title: "a\"\u{301}><script>1</script>{{w.queue}}{{{w.queue}}}",
            text: "Brontavia <img src=x onerror=1> {{csrf}} `x` is terrible.",
            link: "javascript:alert(1)"
        )
        let (fixture, session, _) = try await fixtureWithCase(remark)
        for path in ["/queue", "/cases/1"] {
            let page = await fixture.page(path, session).text
            for foreign in ["<script", "<img", "<svg", "a\"\u{301}>", "javascript:", "{{csrf}}x"] {
                #expect(!page.contains(foreign), "\(foreign) in \(path)")
            }
            #expect(page.utf8.contains("a&quot;\u{301}&gt;&lt;script&gt;".utf8))
            #expect(page.contains("{{w.queue}}"))
        }
    }

    @Test func `the customer behind a mention is shown with the reasons in words`() async throws {
        let fixture = try await ConsoleFixture()
        _ = try await fixture.api(
            "POST",
            "/customers",
            #"[{"reference":"C1","name":"Mira Sol"}]"#,
            as: .admin
        )
        try await fixture.hear(Remark(customer: "C1"))
        let page = await fixture.page("/cases/1", try await fixture.session(of: .agent)).text
        #expect(page.contains("Mira Sol"))
        #expect(page.contains("E-mail of the author"))
        #expect(page.contains("+9.0"))
        #expect(page.contains("linked (100 %)"))
    }

    @Test func `a suggested customer is confirmed or rejected where the mention stands`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let (id, other) = (
            try await fixture.hear(Remark(nature: .praise, label: .positive)),
            try await fixture.hear(Remark(author: "Noor"))
        )
        for mention in [id, other] { try await fixture.suggestCustomer(for: mention) }
        let session = try await fixture.session(of: .agent)
        #expect(await fixture.page("/queue", session).text.contains("2 mentions may be by"))
        let list = await fixture.page("/mentions?to_confirm=yes", session).text
        #expect(list.matches(of: /<li class="row/).count == 2)
        let page = await fixture.page("/mentions/\(id)", session).text
        #expect(page.contains("<details open><summary>Customer:") && page.contains("It is them"))
        let viewer = try await fixture.session(of: .viewer)
        #expect(!(await fixture.page("/mentions/\(id)", viewer).text.contains("It is them")))
        let version = try #require(
            page.firstMatch(of: /confirm-link.*?name="version" value="(\d+)"/)
        )
        let answer = await fixture.send(
            "/mentions/\(id)/confirm-link",
            [("version", String(version.output.1))],
            session
        )
        #expect(answer["Location"] == "/mentions/\(id)?done=linked")
        let after = await fixture.page("/mentions/\(id)?done=linked", session).text
        #expect(after.contains("Confirmed: the mention is by this customer."))
        #expect(!after.contains("It is them"))
        let rejected = try await fixture.api(
            "POST",
            "/mentions/\(other)/reject-link",
            version: 3
        )
        #expect(rejected.status == 200)
        #expect(!(await fixture.page("/queue", session).text.contains("may be by")))
    }
}

extension Collection where Element: Equatable {
    /// Whether the other elements stand in this collection one after another.
    func contains(_ other: some Collection<Element>) -> Bool {
        let pattern = Array(other)
        let all = Array(self)
        guard pattern.count <= all.count else { return false }
        return (0...(all.count - pattern.count)).contains { all[$0...].starts(with: pattern) }
    }
}
