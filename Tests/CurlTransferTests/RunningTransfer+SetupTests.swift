import CurlTransfer
import EarshotTesting
import Testing

/// What a request may hold before anything is sent.
@Suite(.timeLimit(.minutes(2))) struct RunningTransferSetupTests {
    private let loop = CurlLoop()

    @Test(arguments: [
        ("X-A\r\nX-B", "1"), ("X A", "1"), ("X:A", "1"), ("", "1"), ("X-Ä", "1"), ("X-A\0", "1"),
        ("X-A", "1\r\nX-B: 2"), ("X-A", "1\nX-B: 2"), ("X-A", "1\rX-B: 2"), ("X-A", "1\0"),
        ("X-A", "\u{7f}"),
    ])
    func `no header can begin another`(name: String, value: String) async throws {
        let server = try ScriptedServer(["/": .text("x")])
        let error = await #expect(throws: TransferError.self) {
            try await loop.perform(.loopback(server.address("/"), headers: [(name, value)]))
        }
        #expect(error?.code == "bad_request")
        #expect(server.requests.elements.isEmpty)
    }

    @Test func `a user agent is one line`() async throws {
        let server = try ScriptedServer(["/": .text("x")])
        var request = try TransferRequest.loopback(server.address("/"))
        request.userAgent = "a\r\nX-B: 2"
        let error = await #expect(throws: TransferError.self) { try await loop.perform(request) }
        #expect(error?.code == "bad_request")
        #expect(server.requests.elements.isEmpty)
    }

    @Test(arguments: [TransferRequest.Method.get, .head])
    func `a method that takes no body is not made another`(method: TransferRequest.Method)
        async throws
    {
        let server = try ScriptedServer(["/": .text("x")])
        let error = await #expect(throws: TransferError.self) {
            try await loop.perform(.loopback(server.address("/"), method: method, body: [1]))
        }
        #expect(error?.code == "bad_request")
        #expect(server.requests.elements.isEmpty)
    }

    @Test func `headers come in their order, with names that repeat and any text`() async throws {
        let server = try ScriptedServer(["/": .text("x")])
        let headers = [("X-A", "1"), ("X-B", "ä; \"q\"\t,"), ("X-A", "2")]
        _ = try await loop.perform(
            .loopback(server.address("/"), headers: headers.map { (name: $0.0, value: $0.1) })
        )
        let sent = try #require(server.requests.elements.first).headers
        let ours = sent.filter { $0.name.hasPrefix("X-") }
        #expect(ours.map(\.name) == ["X-A", "X-B", "X-A"])
        #expect(ours.map(\.value) == ["1", "ä; \"q\"\t,", "2"])
    }

    @Test func `a refused request leaves the loop as it was`() async throws {
        let server = try ScriptedServer(["/": .text("x")])
        for _ in 0..<5 {
            _ = try? await loop.perform(
                .loopback(server.address("/"), headers: [("X", "\r\n"), ("Y", "1")])
            )
        }
        #expect(try await loop.perform(.loopback(server.address("/"))).status == 200)
        #expect(server.requests.elements.first?["Y"] == nil)
    }
}
