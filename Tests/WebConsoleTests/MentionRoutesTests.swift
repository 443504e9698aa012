import EarshotModel
import Testing

@testable import WebConsole

@Suite struct MentionRoutesTests {
    @Test func `what is history and what is not are listed apart`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        #expect(try await fixture.api("GET", "/mentions?history=no").rows().count == 1)
        #expect(try await fixture.api("GET", "/mentions?history=yes").rows().isEmpty)
        #expect(try await fixture.api("GET", "/mentions?history=perhaps").status == 422)
    }

    @Test func `noise is counted by kind, listed apart and gives its reason`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let noise = Noise(kind: .jobAd, reason: "says \"apply now\"")
        try await fixture.hear(Remark(author: "Ada", noise: noise))
        let counts = try await fixture.api("GET", "/mentions/noise").rows()
        #expect(counts.count == NoiseKind.allCases.count)
        let adverts = counts.first { $0["noise"] as? String == "job_ad" }
        #expect(adverts?["mentions"] as? Int == 1)
        let listed = try await fixture.api("GET", "/mentions?noise=yes").rows()
        #expect(listed.map { $0["noise_reason"] as? String } == ["says \"apply now\""])
        #expect(listed.first?["triage"] as? String == "noted")
        #expect(try await fixture.api("GET", "/mentions?noise=no").rows().count == 1)
        #expect(try await fixture.api("GET", "/mentions?noise=loud").status == 422)
    }

    private static let praise = Remark(nature: .praise, label: .positive)

    private func version(_ answer: Answer) throws -> Int {
        try #require(try answer.object()["version"] as? Int)
    }

    @Test func `a mention shows its text, its judgement and its reason`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Remark())
        let answer = try await fixture.api("GET", "/mentions/\(id)")
        let mention = try answer.object()
        #expect(mention["text"] as? String == "Brontavia is terrible.")
        #expect(mention["case_number"] as? Int == 1)
        #expect(mention["reason"] as? String == "named")
        #expect(mention["label"] as? String == "negative")
        #expect(mention["side"] as? String == "negative")
        #expect(answer["ETag"] == "\"\(try version(answer))\"")
    }

    @Test func `a mixed mention also says which side is the stronger`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark(label: .mixed))
        let mention = try #require(try await fixture.api("GET", "/mentions").rows().first)
        #expect(mention["label"] as? String == "mixed" && mention["side"] as? String == "negative")
    }

    @Test(arguments: ["1", "x", "-5", "0", "99999999999999999999999999"])
    func `a mention that does not exist is not found`(id: String) async throws {
        let fixture = try await ConsoleFixture()
        let answer = try await fixture.api("GET", "/mentions/\(id)")
        #expect(answer.status == 404)
        #expect(answer.problem == "not-found")
    }

    @Test func `pages walk the mentions exactly once, and the last has no next`() async throws {
        let fixture = try await ConsoleFixture()
        for number in 1...6 { try await fixture.hear(Remark(author: "Author \(number)")) }
        var seen: [String] = []
        var after = ""
        for _ in 0..<9 {
            let answer = try await fixture.api("GET", "/mentions?limit=3\(after)")
            seen += try answer.rows().compactMap { $0["id"] as? String }
            guard let next = try answer.next() else { break }
            after = "&after=\(next)"
        }
        #expect(seen.count == 6)
        #expect(Set(seen).count == 6)
        let whole = try await fixture.api("GET", "/mentions?limit=6")
        #expect(try whole.next() == nil)
    }

    @Test func `a filter shows what fits, and an unknown word in it is a problem`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        try await fixture.hear(Self.praise)
        let positive = try await fixture.api("GET", "/mentions?label=positive").rows()
        #expect(positive.count == 1)
        #expect(try await fixture.api("GET", "/mentions?brand=Kellowick").rows().isEmpty)
        for query in ["label=fine", "triage=lost", "brand=Nobody", "after=x", "limit=-1"] {
            let answer = try await fixture.api("GET", "/mentions?\(query)")
            #expect(answer.status == 422, "\(query)")
        }
    }

    @Test func `a mention is put aside with a reason, restored and kept`() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Self.praise)
        var version = try version(try await fixture.api("GET", "/mentions/\(id)"))
        for (act, body, state) in [
            ("dismiss", #"{"reason":"spam"}"#, "dismissed"), ("restore", nil, "queued"),
            ("keep", nil, "noted"),
        ] as [(String, String?, String)] {
            let answer = try await fixture.api(
                "POST",
                "/mentions/\(id)/\(act)",
                body,
                as: .agent,
                version: version
            )
            #expect(answer.status == 200)
            #expect(try answer.object()["triage"] as? String == state)
            version = try self.version(answer)
        }
    }

    @Test(arguments: ["{}", #"{"reason":"dull"}"#, "", "[1]"])
    func `putting aside without a reason that exists is refused`(body: String) async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Self.praise)
        let answer = try await fixture.api("POST", "/mentions/\(id)/dismiss", body, version: 1)
        #expect(answer.status == 422)
    }

    @Test(arguments: ["dismiss", "restore", "keep"])
    func `a change without If-Match is 428, and one with an old version 412`(act: String)
        async throws
    {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.hear(Self.praise)
        let path = "/mentions/\(id)/\(act)"
        let body = #"{"reason":"spam"}"#
        #expect(try await fixture.api("POST", path, body).status == 428)
        #expect(try await fixture.api("POST", path, body, version: 99).status == 412)
    }
}
