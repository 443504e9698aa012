import CaseRules
import EarshotModel
import RecordStorage
import Testing

@testable import WebConsole

/// Feeds whose addresses hold secrets, and feeds that fail.
@Suite struct FeedRoutesTests {
    private static let address = "https://social.example/saved.rss?token=geheim&user=mira"
    private static let query = "https://social.example/saved.rss%3Ftoken%3Dgeheim%26user%3Dmira"

    private func fixtureWithSecret() async throws -> ConsoleFixture {
        let fixture = try await ConsoleFixture()
        let body = #"[{"address":"\#(Self.address)","kind":"social"}]"#
        #expect(try await fixture.api("POST", "/feeds", body, as: .admin).status == 201)
        return fixture
    }

    @Test(arguments: [
        ("GET", "/feeds"), ("GET", "/feeds?feed=\(query)"),
        ("POST", "/feeds/poll?feed=\(query)"), ("DELETE", "/feeds?feed=\(query)"),
        ("GET", "/feeds?feed=\(query)x"),
    ])
    func `no answer holds a secret of an address`(method: String, path: String) async throws {
        let fixture = try await fixtureWithSecret()
        let answer = try await fixture.api(method, path, as: .admin)
        #expect(answer.text.contains("token=***"))
        #expect(!answer.text.contains("geheim") && !answer.text.contains("mira"))
    }

    @Test(arguments: Role.allCases)
    func `whoever may edit feeds can ask for the whole address, and the audit knows it`(
        role: Role
    ) async throws {
        let fixture = try await fixtureWithSecret()
        let answer = try await fixture.api("GET", "/feeds?feed=\(Self.query)&secrets=yes", as: role)
        guard Permission.isAllowed(.editFeeds, for: role) else {
            #expect(answer.problem == "not-allowed")
            return
        }
        let row = try #require(try answer.rows().first)
        #expect(row["configured_address"] as? String == Self.address)
        #expect(row["address"] as? String == Self.address)
        #expect(try fixture.storedBytes().contains { $0.contains("feeds.secrets_shown") })
    }

    @Test func `a feed's weight is kept, and is none where nobody gives it one`() async throws {
        let fixture = try await ConsoleFixture()
        let body = #"[{"address":"https://a.example/f","weight":40}]"#
        _ = try await fixture.api("POST", "/feeds", body, as: .admin)
        let rows = try await fixture.api("GET", "/feeds").rows()
        #expect(Set(rows.compactMap { $0["weight"] as? Int }) == [0, 40])
    }

    @Test func `a mention of a feed without a name shows no secret`() async throws {
        let fixture = try await fixtureWithSecret()
        _ = try await fixture.api("DELETE", "/feeds?feed=https://forum.example/feed", as: .admin)
        let id = try await fixture.hear(Remark())
        let mention = try await fixture.api("GET", "/mentions/\(id)")
        let feed = try mention.object()["feed"] as? String
        #expect(feed == "https://social.example/saved.rss?token=***&user=***")
    }

    @Test func `one feed is found by its id, a list can hold those that fail alone`() async throws {
        let fixture = try await ConsoleFixture()
        let all = try await fixture.api("GET", "/feeds").rows()
        let id = try #require(all.first?["id"] as? String)
        let one = try await fixture.api("GET", "/feeds?feed=\(id)").rows()
        #expect(one.compactMap { $0["title"] as? String } == ["Forum"])
        #expect(try await fixture.api("GET", "/feeds?failing=yes").rows().isEmpty)
        #expect(try await fixture.api("GET", "/feeds?failing=no").rows().count == 1)
        #expect(try await fixture.api("GET", "/feeds?failing=perhaps").status == 422)
        #expect(try await fixture.api("GET", "/feeds?feed=nonsense").problem == "not-found")
    }

    @Test func `polls that were asked for are counted`() async throws {
        let fixture = try await ConsoleFixture()
        let asked = try await fixture.api("POST", "/feeds/poll", as: .admin)
        #expect(asked.text == #"{"count":1,"requested":"all"}"#)
        let polls = try await fixture.api("GET", "/feeds/polls", as: .analyst)
        #expect(polls.text == #"{"resting":0,"waiting":1}"#)
    }

    @Test func `what is set of a feed is told, and what is not named stays`() async throws {
        let fixture = try await fixtureWithSecret()
        for (body, answer) in [
            (#"{"identity":"link"}"#, ["\"identity\":\"link\"", "\"extent\":\"learned\""]),
            (
                #"{"moves":"stay","authority":"in"}"#,
                ["\"identity\":\"link\"", "\"moves\":\"stay\""]
            ),
            (#"{"authority":"none","identity":"learned"}"#, ["\"identity\":\"learned\""]),
        ] {
            let path = "/feeds?feed=\(Self.query)"
            let reply = try await fixture.api("PATCH", path, body, as: .admin)
            #expect(reply.status == 200)
            for part in answer { #expect(reply.text.contains(part), "\(reply.text)") }
        }
        let rows = try await fixture.api("GET", "/feeds?feed=\(Self.query)", as: .admin).rows()
        #expect(rows.first?["moves"] as? String == "stay")
        for body in ["{}", #"{"moves":"learned"}"#, #"{"identity":"title"}"#] {
            let path = "/feeds?feed=\(Self.query)"
            #expect(try await fixture.api("PATCH", path, body, as: .admin).status == 422, "\(body)")
        }
    }

    @Test func `a list can hold those alone that fell silent`() async throws {
        let fixture = try await ConsoleFixture()
        #expect(try await fixture.api("GET", "/feeds?silent=yes").rows().isEmpty)
        try await fixture.store.write(by: .local("test")) { tx in
            let claims = try tx.sites.claimDue(limit: 1, held: [:], for: .minutes(1)) { _ in
                SiteAllowance(parallel: 1, spacing: .zero)
            }
            for claim in claims {
                let habits = FeedHabits(newestAt: tx.now - .days(40), identity: .guid)
                let record = PollRecord(
                    state: .ok,
                    validators: FeedValidators(),
                    bodyHash: nil,
                    nextPollAt: tx.now + .hours(1),
                    reading: FeedReading(habits: habits, notice: "odd")
                )
                #expect(try tx.feeds.finish(record, for: claim))
                let silence = tx.now + .hours(2)
                try tx.sites.release(claim, next: tx.now, silencedUntil: silence)
            }
        }
        let row = try #require(try await fixture.api("GET", "/feeds?silent=yes").rows().first)
        #expect(row["is_silent"] as? Bool == true)
        #expect(row["notice"] as? String == "odd")
        #expect(row["site_silent_until"] as? String == row["next_poll_at"] as? String)
        let identity = row["identity"] as? [String: Any]
        #expect(identity?["rule"] as? String == "guid")
    }
}
