import CurlTransfer
import EarshotTesting
import Testing

/// How transfers end before their answer, and the loop with them.
@Suite(.timeLimit(.minutes(2))) struct CurlLoopEndsTests {
    private let loop = CurlLoop()

    @Test func `a cancelled task breaks its transfer off, and no other`() async throws {
        let server = try ScriptedServer(["/never": .silence, "/other": .text("other")])
        let task = Task { try await loop.perform(.loopback(server.address("/never"))) }
        _ = await server.requests.first(1)
        task.cancel()
        let result = await task.result
        #expect(throws: TransferError.cancelled) { try result.get() }
        // The server sees the connection go: nothing goes on in the background.
        #expect(await server.departures.first(1).first?.path == "/never")
        #expect(try await loop.perform(.loopback(server.address("/other"))).status == 200)
    }

    @Test func `a task that is cancelled before it asks sends nothing`() async throws {
        let server = try ScriptedServer(["/": .text("x")])
        let task = Task {
            // Ends only when the task is cancelled.
            _ = await Journal<Void>().first(1)
            return try await loop.perform(.loopback(server.address("/")))
        }
        task.cancel()
        let result = await task.result
        #expect(throws: TransferError.cancelled) { try result.get() }
        #expect(server.requests.elements.isEmpty)
    }

    @Test func `no more than the most are in flight, and the others follow in their order`()
        async throws
    {
        let narrow = CurlLoop(maximumInFlight: 2)
        let server = try ScriptedServer(["/1": .silence, "/2": .silence, "/3": .silence])
        func ask(_ path: String) -> Task<Int, any Error> {
            Task { try await narrow.perform(.loopback(server.address(path))).status }
        }
        let first = ask("/1")
        _ = await server.requests.first(1)
        let second = ask("/2")
        _ = await server.requests.first(2)
        let third = ask("/3")
        let fourth = ask("/4")
        first.cancel()
        await #expect(throws: TransferError.cancelled) { try await first.value }
        let later = await server.requests.first(3)
        #expect(["/3", "/4"].contains(later.last?.path))
        // One that waits can be cancelled as well.
        for task in [second, third, fourth] { task.cancel() }
        for task in [second, third] { _ = await task.result }
        narrow.shutDown()
    }

    @Test func `two hundred transfers are under way at once, and shutting down ends them all`()
        async throws
    {
        let server = try ScriptedServer()
        for number in 0..<200 { server.answer("/\(number)", with: .silence) }
        let tasks = (0..<200).map { number in
            Task { try await loop.perform(.loopback(server.address("/\(number)"))).status }
        }
        let requests = await server.requests.first(200)
        #expect(Set(requests.map(\.connection)).count == 200)
        loop.shutDown()
        for task in tasks {
            await #expect(throws: TransferError.shutDown) { try await task.value }
        }
        await #expect(throws: TransferError.shutDown) {
            try await loop.perform(.loopback(server.address("/0")))
        }
        #expect(await server.departures.first(200).count == 200)
    }

    @Test func `a thousand transfers through one loop all get their own answer`() async throws {
        let server = try ScriptedServer()
        for number in 0..<1000 { server.answer("/\(number)", with: .text("\(number)")) }
        let right = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<1000 {
                group.addTask {
                    let response = try await loop.perform(.loopback(server.address("/\(number)")))
                    return response.body == Array("\(number)".utf8)
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(right == 1000)
        // Connections are kept: far fewer than requests.
        #expect(Set(server.requests.elements.map(\.connection)).count <= 200)
    }

    @Test func `cancelling at any moment leaves one answer for each and a loop that works`()
        async throws
    {
        let server = try ScriptedServer(["/": .text("x")])
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let task = Task { try await loop.perform(.loopback(server.address("/"))) }
                    for _ in 0..<number % 7 { await Task.yield() }
                    if number.isMultiple(of: 2) { task.cancel() }
                    switch await task.result {
                    case .success(let response): #expect(response.status == 200)
                    case .failure(let error): #expect(error as? TransferError == .cancelled)
                    }
                }
            }
        }
        #expect(try await loop.perform(.loopback(server.address("/"))).status == 200)
    }

    @Test func `the last reference to a loop may go while nothing is under way`() async throws {
        let server = try ScriptedServer(["/": .text("x")])
        for _ in 0..<20 {
            let brief = CurlLoop(maximumInFlight: 1)
            #expect(try await brief.perform(.loopback(server.address("/"))).status == 200)
        }
    }
}
