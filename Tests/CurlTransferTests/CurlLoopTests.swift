import CurlTransfer
import EarshotTesting
import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct CurlLoopTests {
    private let loop = CurlLoop()

    @Test func `an answer brings status, headers and body, and the machine that gave it`()
        async throws
    {
        let server = try ScriptedServer([
            "/feed": .text("<rss/>", headers: [("Content-Type", "text/xml"), ("X-Two", "a")])
        ])
        let response = try await loop.perform(.loopback(server.address("/feed?page=1")))
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "text/xml")
        #expect(response.headers.verbatim("X-Two") == "a")
        #expect(response.body == Array("<rss/>".utf8))
        #expect(response.remoteAddress == "127.0.0.1")
        let request = try #require(server.requests.elements.first)
        #expect(request.method == "GET")
        #expect(request.target == "/feed?page=1")
        #expect(request["Host"] == "127.0.0.1:\(server.port)")
        #expect(request["User-Agent"] == "tests (+mailto:tests@example.org)")
        #expect(request["Cookie"] == nil)
    }

    @Test(arguments: [204, 301, 304, 401, 403, 404, 410, 429, 500, 503, 599])
    func `any status is an answer`(status: Int) async throws {
        let server = try ScriptedServer(["/": Answer(status)])
        #expect(try await loop.perform(.loopback(server.address("/"))).status == status)
    }

    @Test func `a redirect is not followed`() async throws {
        let server = try ScriptedServer(["/a": .redirect(301, to: "/b"), "/b": .text("b")])
        let response = try await loop.perform(.loopback(server.address("/a")))
        #expect(response.status == 301)
        #expect(response.headers["Location"] == "/b")
        #expect(server.requests(for: "/b").isEmpty)
    }

    @Test(arguments: [TransferRequest.Method.post, .put, .patch, .delete])
    func `a body goes along as it is, with the type it was given`(method: TransferRequest.Method)
        async throws
    {
        let server = try ScriptedServer(["/": Answer()])
        let body = (0..<3000).map { UInt8(truncatingIfNeeded: $0) }
        let request = try TransferRequest.loopback(
            server.address("/"),
            method: method,
            headers: [("Content-Type", "application/json"), ("X-Empty", "")],
            body: body
        )
        #expect(try await loop.perform(request).status == 200)
        let received = try #require(server.requests.elements.first)
        #expect(received.method == method.rawValue)
        #expect(received.body == body)
        #expect(received["Content-Type"] == "application/json")
        #expect(received["X-Empty"]?.isEmpty == true)
    }

    @Test func `a body of two megabytes arrives whole`() async throws {
        let server = try ScriptedServer(["/": Answer()])
        let body = [UInt8](repeating: 7, count: 2 << 20)
        _ = try await loop.perform(.loopback(server.address("/"), method: .post, body: body))
        #expect(server.requests.elements.first?.body.count == body.count)
    }

    @Test func `a post without a body says that it is empty, and no type is made up`()
        async throws
    {
        let server = try ScriptedServer(["/": Answer()])
        _ = try await loop.perform(.loopback(server.address("/"), method: .post))
        _ = try await loop.perform(.loopback(server.address("/"), method: .post, body: [1]))
        let (empty, full) = (server.requests.elements[0], server.requests.elements[1])
        #expect(empty.method == "POST")
        #expect(empty["Content-Length"] == "0")
        #expect(empty["Content-Type"] == nil)
        #expect(full.body == [1])
        #expect(full["Content-Type"] == nil)
    }

    @Test func `a head brings headers alone`() async throws {
        let server = try ScriptedServer(["/": .raw(Array("HTTP/1.1 200 OK\r\nAge: 1\r\n\r\n".utf8))]
        )
        let response = try await loop.perform(.loopback(server.address("/"), method: .head))
        #expect(server.requests.elements.first?.method == "HEAD")
        #expect(response.headers["Age"] == "1")
        #expect(response.body.isEmpty)
    }

    @Test func `what one request set is forgotten by the next on the same connection`()
        async throws
    {
        let server = try ScriptedServer(["/": .text("x")])
        let first = try TransferRequest.loopback(
            server.address("/").replacing("http://", with: "http://ada:secret@"),
            method: .post,
            headers: [("X-Secret", "1")],
            body: [1, 2, 3]
        )
        _ = try await loop.perform(first)
        _ = try await loop.perform(.loopback(server.address("/")))
        let (one, two) = (server.requests.elements[0], server.requests.elements[1])
        #expect(one["Authorization"]?.hasPrefix("Basic ") == true)
        #expect(one.connection == two.connection)
        #expect(two.method == "GET")
        #expect(two.body.isEmpty)
        #expect(two["X-Secret"] == nil)
        #expect(two["Authorization"] == nil)
    }

    @Test func `chunks, compression and interim answers are undone`() async throws {
        let text = Array("the same text as before".utf8)
        let packed = Gzip.stored(text)
        let server = try ScriptedServer([
            "/chunks": .chunked([Array(text[..<5]), Array(text[5...])]),
            "/gzip": Answer(headers: [("Content-Encoding", "gzip")], body: packed),
            "/open": .unmeasured(text),
            "/drip": .dripping(text, every: .milliseconds(1)),
            "/hints": .raw(
                Array("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n".utf8)
                    + text
            ),
        ])
        for path in ["/chunks", "/gzip", "/open", "/drip", "/hints"] {
            let response = try await loop.perform(.loopback(server.address(path)))
            #expect(response.status == 200, "\(path)")
            #expect(response.body == text, "\(path)")
            #expect(response.headers["Link"] == nil, "\(path)")
        }
        #expect(server.requests.elements.first?["Accept-Encoding"]?.contains("gzip") == true)
    }

    @Test func `a socket in the file system answers in place of the host`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("s").path
        let server = try ScriptedServer(on: .socket(path: path), ["/healthz": .text("ok")])
        let request = TransferRequest(
            try WebAddress("http://localhost/healthz"),
            method: .post,
            body: [1],
            unixSocketPath: path
        )
        let response = try await loop.perform(request)
        #expect(response.body == Array("ok".utf8))
        #expect(response.remoteAddress == nil)
        #expect(server.requests.elements.first?["Host"] == "localhost")
        #expect(server.requests.elements.first?.body == [1])
    }

    @Test func `a socket that nobody listens at is an error, and no way to the host`()
        async throws
    {
        let folder = try TemporaryFolder()
        let server = try ScriptedServer(["/": .text("ok")])
        var request = try TransferRequest.loopback(server.address("/"))
        request.unixSocketPath = folder.file("nobody").path
        let error = await #expect(throws: TransferError.self) { try await loop.perform(request) }
        #expect(error?.code == "cannot_connect")
        #expect(server.requests.elements.isEmpty)
    }

    @Test func `a port that nobody listens at is an error in words`() async throws {
        let server = try ScriptedServer()
        let address = server.address("/")
        server.stop()
        let error = await #expect(throws: TransferError.self) {
            try await loop.perform(.loopback(address))
        }
        #expect(["cannot_connect", "cut_short"].contains(error?.code))
    }
}
