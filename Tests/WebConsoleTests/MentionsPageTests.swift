import CaseHandling
import EarshotModel
import RecordStorage
import Testing

@testable import WebConsole

@Suite struct MentionsPageTests {
    @Test func `every mention is listed, the newest first, and says where it stands`() async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark(title: "A case"))
        try await fixture.hear(Remark(author: "Old", title: "An old one", isHistory: true))
        let page = await fixture.page("/mentions", try await fixture.session(of: .viewer)).text
        #expect(page.contains("In case 1") && page.contains(#"href="/cases/1""#))
        #expect(page.contains("No answer needed") && page.contains("Old when found"))
        let titles = page.matches(of: /An old one|A case/).map { String($0.output) }
        #expect(titles == ["An old one", "A case"])
    }

    @Test(arguments: [
        ("history=yes", ["Old"]), ("history=no", ["New", "Fan"]), ("label=positive", ["Fan"]),
        ("triage=in_case", ["New"]), ("triage=&label=&history=&brand=", ["New", "Old", "Fan"]),
        ("label=negative", ["New", "Old"]), ("label=mixed", []),
    ])
    func `the list shows only what is asked for`(query: String, titles: [String]) async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark(title: "New"))
        try await fixture.hear(Remark(author: "Noor", title: "Old", isHistory: true))
        let praise = Remark(author: "Fay", title: "Fan", nature: .praise, label: .positive)
        try await fixture.hear(praise)
        let session = try await fixture.session(of: .viewer)
        let page = await fixture.page("/mentions?" + query, session).text
        for title in ["New", "Old", "Fan"] {
            #expect(page.contains("<bdi dir=\"auto\">\(title)</bdi>") == titles.contains(title))
        }
        #expect(page.contains("No mention fits") == titles.isEmpty)
        #expect(page.contains("selected") == (query.contains("triage=&") == false))
    }

    @Test(arguments: [
        "label=angry", "history=maybe", "brand=Nobody", "brand=12", "after=call", "triage=old",
    ])
    func `what cannot be asked for is a problem in words`(query: String) async throws {
        let fixture = try await ConsoleFixture()
        let answer = await fixture.page(
            "/mentions?" + query,
            try await fixture.session(of: .viewer)
        )
        #expect(answer.status == 422 || answer.status == 400)
        #expect(answer.text.contains("<h1>"))
    }

    @Test func `a long list is read in pages that keep what was asked for`() async throws {
        let fixture = try await ConsoleFixture()
        for number in 1...53 {
            try await fixture.hear(Remark(author: "Author \(number)", isHistory: true))
        }
        let session = try await fixture.session(of: .agent)
        let brands = try await fixture.store.read(in: .everything) { try $0.rulesets.brands() }
        let brand = try #require(brands.first { $0.name == "Brontavia" }).id
        let first = await fixture.page("/mentions?history=yes&brand=\(brand)", session).text
        #expect(first.contains(#"<option value="\#(brand)" selected>Brontavia</option>"#))
        #expect(first.matches(of: /<li class="row/).count == 50)
        let link = try #require(first.firstMatch(of: /href="([^"]+)" rel="next"/)).output.1
        let path = link.replacing("&#61;", with: "=").replacing("&amp;", with: "&")
        #expect(path.hasPrefix("/mentions?brand=\(brand)&history=yes&after="))
        let second = await fixture.page(String(path), session).text
        #expect(second.matches(of: /<li class="row/).count == 3 && !second.contains("rel=\"next\""))
    }

    @Test func `noise says what it is and why, and is listed apart`() async throws {
        let fixture = try await ConsoleFixture()
        let noise = Noise(kind: .coupon, reason: "says \"use code\"")
        try await fixture.hear(Remark(title: "A sale", noise: noise))
        try await fixture.hear(Remark(title: "A case"))
        let session = try await fixture.session(of: .viewer)
        for (query, titles) in [("yes", ["A sale"]), ("no", ["A case"])] {
            let page = await fixture.page("/mentions?noise=\(query)", session).text
            let found = page.matches(of: /A sale|A case/).map { String($0.output) }
            #expect(found == titles)
            #expect(page.contains("Noise, a coupon: says") == (query == "yes"))
        }
    }

    @Test func `what was put aside says why`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Remark(nature: .praise, label: .positive))
        let agent = try fixture.member(.agent)
        _ = try await ResponseDesk(store: fixture.store).dismiss(
            id,
            because: .spam,
            by: agent,
            expecting: nil
        )
        let page = await fixture.page("/mentions", try await fixture.session(of: .viewer)).text
        #expect(page.contains("Put aside: Spam"))
    }

    @Test func `whatever feeds and people write stays text`() async throws {
        let fixture = try await ConsoleFixture()
        let title = "<script>alert(1)</script>"
        try await fixture.hear(Remark(author: "\"><img src=x>", title: title, isHistory: true))
        let page = await fixture.page("/mentions", try await fixture.session(of: .viewer)).text
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!page.contains("<script") && !page.contains("<img"))
    }
}
