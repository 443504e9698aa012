import EarshotModel
import Testing

@testable import WebConsole

/// Where people correct judgements.
@Suite struct CorrectionPageTests {
    private func fixture(_ remark: Remark = Remark()) async throws -> (
        ConsoleFixture, Mention.ID, version: String
    ) {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(remark)
        let mention = try await fixture.api("GET", "/mentions/\(id)").object()
        return (fixture, id, "\(mention["version"] ?? "")")
    }

    private static let praise = [
        ("label", "positive"), ("nature", ""), ("term_0", "terrible"), ("meaning_0", "praise"),
    ]

    @Test func `one key opens the form, which offers what the role may change`() async throws {
        let (fixture, id, _) = try await fixture()
        let agent = await fixture.page("/cases/1", try await fixture.session(of: .agent)).text
        #expect(agent.contains(#"<details class="correct"><summary accesskey="c">"#))
        #expect(agent.contains("key: C") && agent.contains("/mentions/\(id)/correct"))
        #expect(!agent.contains(#"name="term_0""#) && !agent.contains("abstain"))
        let analyst = await fixture.page("/cases/1", try await fixture.session(of: .analyst)).text
        #expect(analyst.contains(#"name="term_0" value="terrible""#))
        #expect(analyst.contains("no opinion here") && !analyst.contains("Judge by the rules"))
        let viewer = await fixture.page("/cases/1", try await fixture.session(of: .viewer)).text
        #expect(!viewer.contains("Correct this judgement"))
    }

    @Test func `only the first mention of a case has the key`() async throws {
        let (fixture, _, _) = try await fixture()
        try await fixture.hear(Remark(text: "Brontavia again, terrible."))
        let page = await fixture.page("/cases/1", try await fixture.session(of: .agent)).text
        #expect(page.matches(of: /Correct this judgement/).count == 2)
        #expect(page.matches(of: /accesskey/).count == 1)
    }

    @Test func `a preview tells what changes before anything is written`() async throws {
        let (fixture, id, version) = try await fixture()
        for number in 0..<14 {
            try await fixture.hear(
                Remark(
                    author: "Noor \(number)",
                    title: "<b>\(number)",
                    text: "My Brontavia lamp is terrible."
                )
            )
        }
        let session = try await fixture.session(of: .analyst)
        let fields = Self.praise + [("version", version)]
        let page = await fixture.send("/mentions/\(id)/correct", fields, session)
        #expect(page.status == 200)
        #expect(page.text.contains("This changes 14 other mentions"))
        #expect(page.text.contains("Of the 14 others that hold these words."))
        #expect(page.text.contains("Negative becomes Positive, Praise."))
        #expect(page.text.contains("With these words Earshot says of this mention: Positive."))
        #expect(
            page.text.contains("<td>Negative</td><td>Positive</td><td class=\"number\">14</td>")
        )
        #expect(page.text.matches(of: /<li><a href="\/cases\//).count == 10)
        #expect(page.text.contains("&lt;b&gt;13") && !page.text.contains("<b>"))
        #expect(page.text.contains("It stays where it is."))
        #expect(try await fixture.api("GET", "/corrections").rows().isEmpty)
        let mention = try await fixture.api("GET", "/mentions/\(id)").object()
        #expect("\(mention["version"] ?? "")" == version)
    }

    @Test func `only this mention is corrected, and judged by the rules again`() async throws {
        let (fixture, id, version) = try await fixture()
        let session = try await fixture.session(of: .agent)
        let preview = await fixture.send(
            "/mentions/\(id)/correct",
            [("label", "neutral"), ("nature", "other"), ("version", version)],
            session
        ).text
        #expect(preview.contains("Correct only this mention"))
        #expect(!preview.contains("judge-with-words"))
        let done = await fixture.send(
            "/mentions/\(id)/judge",
            [("label", "neutral"), ("nature", "other"), ("version", version)],
            session
        )
        #expect(done["Location"] == "/mentions/\(id)?done=corrected")
        var page = await fixture.page("/cases/1?done=corrected", session).text
        #expect(page.contains("Corrected by <bdi>The agent</bdi>"))
        #expect(page.contains("Earshot said: Negative −0.512, Complaint"))
        #expect(page.contains("Somebody of us said so."))
        #expect(page.contains("said what a mention is, in Earshot"))
        let fields = try #require(
            page.firstMatch(of: /judge-by-rules.*?name="version" value="(\d+)"/)
        )
        let back = await fixture.send(
            "/mentions/\(id)/judge-by-rules",
            [("version", String(fields.output.1))],
            session
        )
        #expect(back["Location"] == "/mentions/\(id)?done=rejudged")
        page = await fixture.page("/cases/1?done=rejudged", session).text
        #expect(page.contains("Earshot judges this mention again."))
        #expect(!page.contains("Corrected by"))
    }

    @Test func `who says the same as Earshot confirms it`() async throws {
        let (fixture, id, version) = try await fixture()
        let session = try await fixture.session(of: .agent)
        let fields = [("label", "negative"), ("nature", "complaint"), ("version", version)]
        _ = await fixture.send("/mentions/\(id)/judge", fields, session)
        let page = await fixture.page("/cases/1", session).text
        #expect(page.contains("Confirmed by <bdi>The agent</bdi>"))
    }

    @Test func `words are taught and taken back on a page`() async throws {
        let (fixture, id, version) = try await fixture()
        try await fixture.hear(Remark(author: "Noor", text: "My Brontavia lamp is terrible."))
        let session = try await fixture.session(of: .admin)
        let done = await fixture.send(
            "/mentions/\(id)/judge-with-words",
            Self.praise + [("version", version)],
            session
        )
        #expect(done["Location"] == "/mentions/\(id)?done=taught")
        let told = await fixture.page("/cases/1?done=taught", session).text
        #expect(told.contains(#"To take the words back: <a href="/corrections">"#))
        var page = await fixture.page("/corrections", session).text
        #expect(
            page.contains(#"<strong><bdi dir="auto">terrible</bdi></strong> (English): praise"#)
        )
        #expect(page.contains("1 mention judged otherwise, done"))
        let viewer = try await fixture.session(of: .viewer)
        let plain = await fixture.page("/corrections", viewer).text
        #expect(plain.contains("terrible") && !plain.contains("Take back"))
        let run = try #require(page.firstMatch(of: /name="run" value="(\d+)"/))
        let undone = await fixture.send(
            "/corrections/undo",
            [("run", String(run.output.1))],
            session
        )
        #expect(undone["Location"] == "/corrections?done=undone")
        let labels = { () async throws -> [String] in
            try await fixture.api("GET", "/mentions").rows().compactMap { $0["label"] as? String }
        }
        #expect(try await labels() == ["negative", "positive"])
        let removed = await fixture.send(
            "/corrections/remove",
            [("term", "terrible"), ("language", "en")],
            session
        )
        #expect(removed["Location"] == "/corrections?done=forgotten")
        page = await fixture.page("/corrections?done=forgotten", session).text
        #expect(page.contains("Nobody has corrected a word yet."))
        let none = await fixture.send(
            "/corrections/remove",
            [("term", "terrible"), ("language", "en")],
            session
        )
        #expect(none.status == 422 && none.text.contains("nobody gave &quot;terrible&quot;"))
    }

    @Test func `what cannot be carried out is told where the form stands, as it was filled in`()
        async throws
    {
        let (fixture, id, version) = try await fixture()
        let session = try await fixture.session(of: .analyst)
        let fields = Self.praise + [("version", "99")]
        // Nobody is shown what a correction changes in a text that they have not read.
        #expect(await fixture.send("/mentions/\(id)/correct", fields, session).status == 412)
        let stale = await fixture.send("/mentions/\(id)/judge-with-words", fields, session)
        #expect(stale.status == 412 && stale.text.contains("It was changed meanwhile"))
        #expect(stale.text.contains(#"<details class="correct" open>"#))
        #expect(stale.text.contains(#"value="positive" required checked"#))
        #expect(stale.text.contains(#"<option value="praise" selected>"#))
        let unlabelled = await fixture.send(
            "/mentions/\(id)/correct",
            [("label", "great"), ("version", "1")],
            session
        )
        #expect(unlabelled.status == 422)
        #expect(unlabelled.text.contains("fill in what the mention is."))
        let broken = await fixture.send(
            "/mentions/\(id)/correct",
            [
                ("label", "positive"), ("version", version), ("term_0", "a b?"),
                ("meaning_0", "none"),
            ],
            session
        )
        #expect(broken.status == 422 && broken.text.contains("is no term"))
        #expect(await fixture.send("/mentions/7/judge", fields, session).status == 404)
    }

    @Test func `no right, no session and a foreign form change nothing`() async throws {
        let (fixture, id, version) = try await fixture()
        let fields = Self.praise + [("version", version)]
        let viewer = try await fixture.session(of: .viewer)
        let agent = try await fixture.session(of: .agent)
        for act in ["correct", "judge", "judge-with-words", "judge-by-rules"] {
            let path = "/mentions/\(id)/\(act)"
            #expect(await fixture.send(path, fields, viewer).status == 403, "\(act)")
            #expect(await fixture.send(path, fields).status == 303, "\(act)")
            #expect(await fixture.send(path, fields, agent, token: "x").status == 403, "\(act)")
        }
        let taught = await fixture.send("/mentions/\(id)/judge-with-words", fields, agent)
        #expect(taught.status == 403)
        for path in ["/corrections/remove", "/corrections/undo"] {
            #expect(await fixture.send(path, [("run", "1")], agent).status == 403, "\(path)")
        }
        let mention = try await fixture.api("GET", "/mentions/\(id)").object()
        #expect("\(mention["version"] ?? "")" == version)
    }
}
