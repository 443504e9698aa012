import EarshotModel
import Testing

@testable import WebConsole

/// Feeds, customers, brands, settings and trends: what people set up and look after.
@Suite struct SetUpRoutesTests {
    @Test func `feeds are added once, listed, polled and removed`() async throws {
        let fixture = try await ConsoleFixture()
        let body = #"[{"address":"https://b.example/f","kind":"blog","about":"Brontavia"}]"#
        let added = try await fixture.api("POST", "/feeds", body, as: .admin)
        #expect(added.status == 201)
        #expect(added.text == #"{"added":1}"#)
        let again = try await fixture.api("POST", "/feeds", body, as: .analyst)
        #expect(again.text == #"{"added":0}"#)
        let addresses = try await fixture.api("GET", "/feeds").rows()
            .compactMap { $0["configured_address"] as? String }
        #expect(addresses.sorted() == ["https://b.example/f", "https://forum.example/feed"])
        let polled = try await fixture.api(
            "POST",
            "/feeds/poll?feed=https://b.example/f",
            as: .admin
        )
        #expect(polled.status == 202)
        let removed = try await fixture.api(
            "DELETE",
            "/feeds?feed=https://b.example/f",
            as: .admin
        )
        #expect(removed.status == 200)
        #expect(try await fixture.api("GET", "/feeds").rows().count == 1)
    }

    @Test(arguments: [
        #"[{"address":"nonsense"}]"#, #"[{"address":"ftp://x.example/f"}]"#, #"[{}]"#, "{}", "",
        #"[{"address":"https://b.example/f","kind":"podcast"}]"#,
        #"[{"address":"https://b.example/f","about":"Nobody"}]"#,
    ])
    func `feeds that cannot be added are a problem, and none is added`(body: String) async throws {
        let fixture = try await ConsoleFixture()
        let answer = try await fixture.api("POST", "/feeds", body, as: .admin)
        #expect(answer.status == 422)
        #expect(answer.problem == "invalid")
        #expect(try await fixture.api("GET", "/feeds").rows().count == 1)
    }

    @Test func `how much a feed gives is set, shown and left to be learned again`() async throws {
        let fixture = try await ConsoleFixture()
        let path = "/feeds?feed=https://forum.example/feed"
        let set = try await fixture.api("PATCH", path, #"{"extent":"headline"}"#, as: .admin)
        #expect(set.text == #"{"extent":"headline","identity":"learned","moves":"follow"}"#)
        let shown = try await fixture.api("GET", "/feeds").rows().first
        #expect(shown?["extent"] as? String == "headline")
        let learned = try await fixture.api("PATCH", path, #"{"extent":"learned"}"#, as: .admin)
        #expect(learned.status == 200)
        #expect(try await fixture.api("GET", "/feeds").rows().first?["extent"] == nil)
        for body in [#"{"extent":"all"}"#, "{}"] {
            #expect(try await fixture.api("PATCH", path, body, as: .admin).status == 422)
        }
        let unnamed = try await fixture.api("PATCH", "/feeds", #"{"extent":"full"}"#, as: .admin)
        #expect(unnamed.status == 422)
    }

    @Test func `a list may be taken line by line, and tried without being written`() async throws {
        let fixture = try await ConsoleFixture()
        let body = """
            [{"address":"https://b.example/f?token=geheim","about":"Brontavia"},
            {"address":"nonsense"},{"address":"https://forum.example/feed"}]
            """
        let trial = try await fixture.api("POST", "/feeds?dry_run=yes", body, as: .admin)
        #expect(trial.status == 200)
        #expect(try trial.object()["added"] as? Int == 1)
        #expect(try await fixture.api("GET", "/feeds").rows().count == 1)
        let answer = try await fixture.api("POST", "/feeds?each=yes", body, as: .admin)
        #expect(answer.status == 201)
        #expect(try answer.object()["known"] as? Int == 1)
        let refused = try #require(try answer.object()["refused"] as? [[String: Any]])
        #expect(refused.map { $0["index"] as? Int } == [1])
        let wrong = try await fixture.api("POST", "/feeds?each=some", body, as: .admin)
        #expect(wrong.status == 422)
        let rows = try await fixture.api("GET", "/feeds").rows()
        let secret = rows.first { $0["is_secret"] as? Bool == true }
        #expect(rows.count == 2)
        #expect(secret?["about"] as? String == "Brontavia")
        #expect(secret?["configured_address"] as? String == "https://b.example/f?token=***")
    }

    @Test func `a feed that nobody knows is not found, and an unnamed one a problem`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let unknown = try await fixture.api("DELETE", "/feeds?feed=nonsense", as: .admin)
        #expect(unknown.problem == "not-found")
        let unnamed = try await fixture.api("DELETE", "/feeds", as: .admin)
        #expect(unnamed.status == 422)
        let poll = try await fixture.api("POST", "/feeds/poll?feed=nonsense", as: .admin)
        #expect(poll.status == 404)
    }

    @Test func `pages of feeds hold 50, at most 500, and walk all of them exactly once`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let rows = (1...600).map { #"{"address":"https://s\#($0).example/feed"}"# }
        let body = "[\(rows.joined(separator: ","))]"
        #expect(try await fixture.api("POST", "/feeds", body, as: .admin).status == 201)
        #expect(try await fixture.api("GET", "/feeds").rows().count == 50)
        var seen: [String] = []
        var after = ""
        for _ in 0..<9 {
            let answer = try await fixture.api("GET", "/feeds?limit=9999\(after)")
            let page = try answer.rows()
            #expect(page.count <= 500)
            seen += page.compactMap { $0["id"] as? String }
            guard let next = try answer.next() else { break }
            after = "&after=\(next)"
        }
        #expect(seen.count == 601)
        #expect(Set(seen).count == 601)
    }

    @Test func `customers are imported, updated, found and shown`() async throws {
        let fixture = try await ConsoleFixture()
        let body = #"[{"reference":"C/1","name":"Mira Sol","emails":["mira+x@sol.example"]}]"#
        let first = try await fixture.api("POST", "/customers", body, as: .admin)
        #expect(first.text == #"{"added":1,"kept_out":0,"updated":0}"#)
        let second = try await fixture.api("POST", "/customers", body, as: .admin)
        #expect(second.text == #"{"added":0,"kept_out":0,"updated":1}"#)
        let found = try await fixture.api("GET", "/customers?q=mira%2Bx%40sol.example")
        #expect(try found.rows().first?["reference"] as? String == "C/1")
        let shown = try await fixture.api("GET", "/customers/C%2F1")
        #expect(try shown.object()["name"] as? String == "Mira Sol")
        #expect(try await fixture.api("GET", "/customers/C2").problem == "not-found")
        let lacking = try await fixture.api("POST", "/customers", #"[{"name":"x"}]"#, as: .admin)
        #expect(lacking.status == 422)
        #expect(try lacking.object()["field"] as? String == "reference")
    }

    @Test func `an erased customer is gone for good, and a new import says so`() async throws {
        let fixture = try await ConsoleFixture()
        let body = #"[{"reference":"C/1","name":"Mira Sol","emails":["mira@sol.example"]}]"#
        _ = try await fixture.api("POST", "/customers", body, as: .admin)
        let erased = try await fixture.api("DELETE", "/customers/C%2F1", as: .admin)
        #expect(erased.text == #"{"cases":0,"entries":0,"is_wiped":true,"mentions":0}"#)
        #expect(try await fixture.api("GET", "/customers/C%2F1").status == 404)
        #expect(try await fixture.api("DELETE", "/customers/C%2F1", as: .admin).status == 404)
        let again = try await fixture.api("POST", "/customers", body, as: .admin)
        #expect(again.text == #"{"added":0,"kept_out":1,"updated":0}"#)
    }

    @Test func `kept counts are verified, and each difference is listed`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let found = try await fixture.api("GET", "/trends/verify", as: .admin).object()
        let differences = try #require(found["differences"] as? [[String: Any]])
        #expect(found["mentions"] as? Int == 1)
        #expect(found["wrong"] as? Int == differences.count)
        #expect(found["agrees"] as? Bool == differences.isEmpty)
        #expect(differences.allSatisfy { $0["brand"] as? String == "Brontavia" })
        // The fixture's remarks are stored without being counted.
        #expect(Set(differences.compactMap { $0["kind"] as? String }) == ["quarter", "day"])
        #expect(differences.allSatisfy { $0["kept"] as? Int == 0 && $0["counted"] as? Int == 1 })
    }

    @Test func `pages of customers walk all of them exactly once`() async throws {
        let fixture = try await ConsoleFixture()
        let rows = (1...7).map { #"{"reference":"C\#($0)","name":"Customer \#($0)"}"# }
        _ = try await fixture.api(
            "POST",
            "/customers",
            "[\(rows.joined(separator: ","))]",
            as: .admin
        )
        var seen: [String] = []
        var after = ""
        for _ in 0..<9 {
            let answer = try await fixture.api("GET", "/customers?limit=3\(after)")
            seen += try answer.rows().compactMap { $0["reference"] as? String }
            guard let next = try answer.next() else { break }
            after = "&after=\(next)"
        }
        #expect(seen.sorted() == (1...7).map { "C\($0)" })
        #expect(try await fixture.api("GET", "/customers?after=x").status == 422)
    }

    @Test func `brands are added and changed by name`() async throws {
        let fixture = try await ConsoleFixture()
        let body = #"[{"name":"Lumenta","aliases":["Lumen"]},{"name":"Kellowick","is_own":false}]"#
        #expect(try await fixture.api("POST", "/rules/brands", body, as: .analyst).status == 200)
        let names = try await fixture.api("GET", "/rules/brands").rows()
            .compactMap { $0["name"] as? String }
        #expect(names.sorted() == ["Brontavia", "Kellowick", "Lumenta"])
        for wrong in [#"[{"name":" "}]"#, #"[{"aliases":[]}]"#, "{}"] {
            let answer = try await fixture.api("POST", "/rules/brands", wrong, as: .analyst)
            #expect(answer.status == 422)
        }
    }

    @Test func `settings are read and written in their own spelling, and checked`() async throws {
        let fixture = try await ConsoleFixture()
        let policy = try await fixture.api("GET", "/policy")
        #expect(policy.status == 200)
        let written = try await fixture.api("POST", "/policy", policy.text, as: .admin)
        #expect(written.status == 200)
        let wrong = policy.text.replacing("Europe/Warsaw", with: "Mars/Olympus")
        #expect(wrong != policy.text)
        #expect(try await fixture.api("POST", "/policy", wrong, as: .admin).status == 422)
        let now = try await fixture.api("GET", "/policy").text
        #expect(now.contains("Europe/Warsaw") && !now.contains("Mars/Olympus"))
    }

    @Test func `trends answer in the zone asked for, and a wrong question in words`() async throws {
        let fixture = try await ConsoleFixture()
        let answer = try await fixture.api("GET", "/trends?by=week&since=2w&zone=Asia/Tokyo")
        let series = try answer.object()
        #expect(series["zone"] as? String == "Asia/Tokyo")
        #expect((series["total"] as? [String: Any])?["total"] as? Int == 0)
        for query in ["by=year", "since=soon", "zone=Mars", "brand=Nobody"] {
            let wrong = try await fixture.api("GET", "/trends?\(query)")
            #expect(wrong.status == 422, "\(query)")
            #expect(try (wrong.object()["detail"] as? String ?? "").isEmpty == false)
        }
    }

    @Test func `the store is counted, and the audit's chain holds`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let stats = try await fixture.api("GET", "/store/stats", as: .admin).object()
        #expect(stats["mentions"] as? Int == 1)
        #expect(stats["cases"] as? Int == 1)
        let audit = try await fixture.api("GET", "/audit/verify", as: .auditor).object()
        #expect(audit["holds"] as? Bool == true)
    }
}
