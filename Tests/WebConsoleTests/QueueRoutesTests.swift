import EarshotModel
import Testing

@testable import WebConsole

@Suite struct QueueRoutesTests {
    @Test func `a complaint stands in the queue with its reason, its owner and its version`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let row = try #require(try await fixture.queue().first)
        #expect(row["number"] as? Int == 1)
        #expect(row["lane"] as? String == "complaints")
        #expect(row["brand"] as? String == "Brontavia")
        #expect(row["label"] as? String == "negative")
        #expect(row["mention_count"] as? Int == 1)
        let reason = try #require(row["reason"] as? [String: Any])
        #expect(reason["code"] as? String == "due")
        #expect(reason["text"] as? String == "Due in 8 h (open hours)")
    }

    @Test func `a lane shows its own lines only, and an unknown lane is a problem`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        try await fixture.hear(Remark(author: "Noor", nature: .praise, label: .positive))
        let praise = try await fixture.api("GET", "/queue?lane=praise").rows()
        #expect(praise.count == 1)
        #expect(praise.first?["nature"] as? String == "praise")
        let answer = try await fixture.api("GET", "/queue?lane=nonsense")
        #expect(answer.status == 422)
        #expect(answer.problem == "invalid")
    }

    @Test func `pages walk the queue exactly once, and the link keeps the lane and the limit`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        for number in 1...7 { try await fixture.hear(Remark(author: "Author \(number)")) }
        var seen: [Int] = []
        var path = "/queue?lane=complaints&limit=3"
        for _ in 0..<9 {
            let answer = try await fixture.api("GET", path)
            seen += try answer.rows().compactMap { $0["number"] as? Int }
            guard let next = try answer.next() else {
                #expect(answer["Link"] == nil)
                break
            }
            let link = try #require(answer["Link"])
            #expect(
                link == "</api/v1/queue?lane=complaints&limit=3&after=\(next)>; rel=\"next\""
            )
            path = "/queue?lane=complaints&limit=3&after=\(next)"
        }
        #expect(seen.sorted() == Array(1...7))
        #expect(Set(seen).count == seen.count)
    }

    @Test func `when the last line of a page is answered, the next page goes on where it stood`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        for number in 1...5 { try await fixture.hear(Remark(author: "Author \(number)")) }
        let first = try await fixture.api("GET", "/queue?limit=2")
        let last = try #require(try first.rows().last)
        let number = try #require(last["number"] as? Int)
        let version = try #require(last["version"] as? Int)
        let done = try await fixture.api(
            "POST",
            "/cases/\(number)/resolve",
            #"{"reason":"a joke"}"#,
            version: version
        )
        #expect(done.status == 200)
        let next = try #require(try first.next())
        let rest = try await fixture.api("GET", "/queue?after=\(next)").rows()
        #expect(rest.count == 3)
    }

    @Test(arguments: [
        "after=nonsense", "after=12.x", "after=1.2", "after=1.2.x", "limit=0", "limit=many",
    ])
    func `nonsense in a cursor or a limit is a problem, not the first page`(query: String)
        async throws
    {
        let fixture = try await ConsoleFixture()
        let answer = try await fixture.api("GET", "/queue?\(query)")
        #expect(answer.status == 422)
        #expect(answer.problem == "invalid")
    }

    @Test func `a page has 50 lines when no limit is given`() async throws {
        let fixture = try await ConsoleFixture()
        for number in 1...51 { try await fixture.hear(Remark(author: "Author \(number)")) }
        let answer = try await fixture.api("GET", "/queue")
        #expect(try answer.rows().count == 50)
        #expect(try answer.next() != nil)
    }

    @Test func `an empty queue is an empty list with a null cursor`() async throws {
        let fixture = try await ConsoleFixture()
        let answer = try await fixture.api("GET", "/queue")
        #expect(answer.text == #"{"data":[],"next":null}"#)
    }

    @Test func `a rival's mention never stands in the queue`() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark(text: "Kellowick is terrible.", brand: "Kellowick"))
        #expect(try await fixture.queue().isEmpty)
    }

    @Test func `whoever may not read personal data gets no customer's name`() async throws {
        let fixture = try await ConsoleFixture()
        let added = try await fixture.api(
            "POST",
            "/customers",
            #"[{"reference":"C1","name":"Wilma Hidden"}]"#,
            as: .admin
        )
        #expect(added.status == 200)
        try await fixture.hear(Remark(author: "wilma", customer: "C1"))
        let agent = try await fixture.api("GET", "/queue", as: .agent)
        #expect(agent.text.contains("Wilma Hidden"))
        for role in [Role.viewer, .analyst, .admin] {
            let answer = try await fixture.api("GET", "/queue", as: role)
            #expect(answer.status == 200)
            #expect(!answer.text.contains("Wilma Hidden"))
            let matter = try await fixture.api("GET", "/cases/1", as: role)
            #expect(matter.status == 200)
            #expect(!matter.text.contains("Wilma Hidden"))
        }
    }
}
