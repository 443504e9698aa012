import EarshotModel
import Testing

@testable import WebConsole

@Suite struct EnterMentionPageTests {
    @Test func `a mention that is entered is shown at once`() async throws {
        let fixture = try await ConsoleFixture()
        let session = try await fixture.session(of: .agent)
        let page = await fixture.page("/enter-mention", session).text
        #expect(page.contains("Enter a mention"))
        #expect(page.contains("<option value=\"Brontavia\">"))
        let answer = await fixture.send(
            "/enter-mention",
            [
                ("text", "It leaks. Terrible."), ("brand", "Brontavia"), ("kind", "review"),
                ("link", "https://shop.example/r/1"), ("author", "Mira Sol"),
                ("date", "2026-03-02 08:30"),
            ],
            session
        )
        #expect(answer.status == 303)
        let place = try #require(answer["Location"])
        #expect(place.hasPrefix("/mentions/"))
        #expect(await fixture.page(place, session)["Location"] == "/cases/1")
        let shown = await fixture.page("/cases/1", session).text
        #expect(shown.contains("Mira Sol"))
        #expect(shown.contains("shop.example"))
    }

    @Test(arguments: [
        ([("text", "Nothing of ours.")], "it names no brand"),
        ([("text", " "), ("brand", "Brontavia")], "there is no text"),
        ([("text", "Brontavia"), ("date", "soon")], "The date cannot be read"),
        ([("text", "x"), ("brand", "Nobody")], "there is no brand"),
        ([("text", "Brontavia"), ("link", "shop")], "is no address"),
    ])
    func `what is wrong is told, and what was typed stands there`(
        fields: [(String, String)],
        part: String
    ) async throws {
        let fixture = try await ConsoleFixture()
        let session = try await fixture.session(of: .agent)
        let answer = await fixture.send(
            "/enter-mention",
            fields + [("author", "Mira <Sol>")],
            session
        )
        #expect(answer.status == 422)
        #expect(answer.text.contains(part))
        #expect(answer.text.contains("Mira &lt;Sol&gt;"))
        #expect(try await fixture.api("GET", "/mentions").rows().isEmpty)
    }

    @Test func `whoever may not triage is not offered the form and may not send it`() async throws {
        let fixture = try await ConsoleFixture()
        let viewer = try await fixture.session(of: .viewer)
        #expect(await !fixture.page("/queue", viewer).text.contains("/enter-mention"))
        #expect(await fixture.page("/enter-mention", viewer).status == 403)
        let form = [("text", "Brontavia"), ("brand", "")]
        #expect(await fixture.send("/enter-mention", form, viewer).status == 403)
        let agent = try await fixture.session(of: .agent)
        #expect(await fixture.page("/queue", agent).text.contains("/enter-mention"))
        let foreign = await fixture.send("/enter-mention", form, agent, token: "x")
        #expect(foreign.status == 403)
    }
}
