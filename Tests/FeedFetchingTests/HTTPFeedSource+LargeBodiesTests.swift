import CurlTransfer
import EarshotTesting
import FeedFetching
import Testing

/// Large feeds over one budget, as the poller asks for them.
@Suite(.timeLimit(.minutes(2))) struct HTTPFeedSourceLargeBodiesTests {
    private let budget = LargeBodies()

    private func fetch(_ address: String, from source: HTTPFeedSource) async -> FetchOutcome {
        let outcome = await source.fetch(FeedRequest(address: address))
        guard case .crowded(let queue) = outcome else { return outcome }
        var request = FeedRequest(address: address)
        request.permit = await queue.wait(atMost: .seconds(60))
        return await source.fetch(request)
    }

    @Test func `eight feeds of 2 MiB at once never hold more than four, and none is lost`()
        async throws
    {
        let body = [UInt8](repeating: 1, count: 2 << 20)
        let server = try ScriptedServer()
        for number in 0..<8 { server.answer("/\(number)", with: Answer(body: body)) }
        let source = HTTPFeedSource.forTests(largeBodies: budget)
        let most = Journal<Int>()
        let lengths = await withTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let outcome = await fetch(server.address("/\(number)"), from: source)
                    most.append(budget.taken)
                    // Long enough for the others to find the budget empty.
                    while budget.waiting + most.elements.count < 8 { await Task.yield() }
                    outcome.feed?.permit?.giveBack()
                    return outcome.feed?.body.count ?? 0
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(lengths == Array(repeating: body.count, count: 8))
        #expect(most.elements.allSatisfy { (1...4).contains($0) })
        #expect(budget.taken == 0)
    }

    @Test func `small feeds come through while all permits are taken`() async throws {
        let server = try ScriptedServer(["/small": .text("small"), "/304": Answer(304)])
        let source = HTTPFeedSource.forTests(largeBodies: budget)
        let held = (0..<4).compactMap { _ in budget.take() }
        let feed = await source.fetch(FeedRequest(address: server.address("/small"))).feed
        #expect(feed?.body.count == 5)
        let known = FeedRequest(address: server.address("/304"), etag: "\"1\"")
        #expect(await source.fetch(known).isUnchanged)
        held.forEach { $0.giveBack() }
    }

    @Test func `a large page that is no feed leaves no permit taken`() async throws {
        let page = [UInt8](repeating: 1, count: 1 << 20)
        let server = try ScriptedServer(["/": Answer(404, body: page)])
        let source = HTTPFeedSource.forTests(largeBodies: budget)
        #expect(await source.fetch(FeedRequest(address: server.address("/"))).failure != nil)
        // The loop's thread lets go of the body a moment after it gave the answer.
        for _ in 0..<1_000_000 where budget.taken > 0 { await Task.yield() }
        #expect(budget.taken == 0)
    }
}
