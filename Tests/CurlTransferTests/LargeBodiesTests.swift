import CurlTransfer
import EarshotTesting
import Testing

@Suite(.timeLimit(.minutes(2))) struct LargeBodiesTests {
    private let loop = CurlLoop()
    private let budget = LargeBodies()
    private let large = [UInt8](repeating: 1, count: 2 << 20)

    private func request(
        _ address: String,
        _ permit: LargeBodyPermit? = nil,
        limits: TransferLimits = TransferLimits()
    ) throws -> TransferRequest {
        var request = try TransferRequest.loopback(address, limits: limits)
        request.largeBodies = budget
        request.permit = permit
        return request
    }

    @Test func `permits are as many as were made, and come back once each`() {
        let permits = (0..<4).compactMap { _ in budget.take() }
        #expect(permits.count == 4)
        #expect(budget.take() == nil)
        permits[0].giveBack()
        permits[0].giveBack()
        #expect(budget.taken == 3)
    }

    @Test func `a permit that nobody holds any more is free`() {
        _ = budget.take()
        #expect(budget.taken == 0)
    }

    @Test func `whoever waits longest is served first`() async throws {
        let single = LargeBodies(permits: 1)
        let held = try #require(single.take())
        let order = Journal<Int>()
        await withTaskGroup(of: Void.self) { group in
            for number in 1...3 {
                group.addTask {
                    let permit = await single.wait(atMost: .seconds(60))
                    order.append(number)
                    permit?.giveBack()
                }
                while single.waiting < number { await Task.yield() }
            }
            held.giveBack()
        }
        #expect(order.elements == [1, 2, 3])
        #expect(single.taken == 0)
    }

    @Test func `who waits too long or is cancelled gets nothing and leaves the queue`()
        async throws
    {
        let single = LargeBodies(permits: 1)
        let held = try #require(single.take())
        #expect(await single.wait(atMost: .milliseconds(20)) == nil)
        let task = Task { await single.wait(atMost: .seconds(60)) != nil }
        while single.waiting == 0 { await Task.yield() }
        task.cancel()
        #expect(await task.value == false)
        #expect(single.waiting == 0)
        held.giveBack()
        #expect(single.taken == 0)
    }

    @Test func `cancelling at any moment leaks no permit`() async {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let task = Task { await budget.wait(atMost: .seconds(60))?.giveBack() }
                    for _ in 0..<number % 7 { await Task.yield() }
                    if number.isMultiple(of: 2) { task.cancel() }
                    await task.value
                }
            }
        }
        #expect(budget.taken == 0)
        #expect(budget.waiting == 0)
    }

    @Test func `a body of just the free size needs no permit, and one byte more does`()
        async throws
    {
        let free = [UInt8](repeating: 1, count: LargeBodies.freeBytes)
        let server = try ScriptedServer([
            "/free": Answer(body: free), "/announced": Answer(body: free + [1]),
            "/open": .unmeasured(free + [1]),
        ])
        let held = (0..<4).compactMap { _ in budget.take() }
        let answer = try await loop.perform(request(server.address("/free")))
        #expect(answer.permit == nil)
        for path in ["/announced", "/open"] {
            await #expect(throws: TransferError.crowded, "\(path)") {
                try await loop.perform(request(server.address(path)))
            }
        }
        held.forEach { $0.giveBack() }
        let large = try await loop.perform(request(server.address("/open")))
        #expect(large.body.count == free.count + 1)
        #expect(budget.taken == 1)
        large.permit?.giveBack()
        #expect(budget.taken == 0)
    }

    @Test func `a permit that a request brings along is the one its body is held under`()
        async throws
    {
        let server = try ScriptedServer(["/": Answer(body: large)])
        let held = (0..<3).compactMap { _ in budget.take() }
        let own = try #require(await budget.wait(atMost: .seconds(60)))
        let answer = try await loop.perform(request(server.address("/"), own))
        #expect(answer.body.count == large.count)
        #expect(answer.permit === own)
        #expect(held.count == 3)
    }

    @Test(arguments: [
        Answer.cutShort([UInt8](repeating: 1, count: 300 << 10), announcing: 1 << 20),
        .endless([UInt8](repeating: 1, count: 4096)),
        // Small on the wire, and beyond the limit once unfolded.
        Answer(headers: [("Content-Encoding", "gzip")], body: Gzip.bomb(pieces: 16)),
    ])
    func `a transfer that fails gives its permit back before anybody hears`(answer: Answer)
        async throws
    {
        let server = try ScriptedServer(["/": answer])
        await #expect(throws: TransferError.self) {
            try await loop.perform(request(server.address("/")))
        }
        #expect(budget.taken == 0)
    }

    @Test func `a large body whose time is over or whose task is cancelled keeps no permit`()
        async throws
    {
        // Announced as large, so that the first byte takes the permit; then nothing more comes.
        let stalled = Answer.stalled([1], announcing: large.count)
        let server = try ScriptedServer(["/": stalled])
        let limits = TransferLimits(timeout: .milliseconds(400))
        await #expect(throws: TransferError.timedOut) {
            try await loop.perform(request(server.address("/"), limits: limits))
        }
        #expect(budget.taken == 0)
        let task = Task { try await loop.perform(request(server.address("/"))).status }
        while budget.taken == 0 { await Task.yield() }
        task.cancel()
        await #expect(throws: TransferError.cancelled) { try await task.value }
        #expect(budget.taken == 0)
    }
}
