import CurlTransfer
import EarshotTesting
import Foundation
import Testing

/// What the loop makes of encodings, names and the environment.
@Suite(.timeLimit(.minutes(2))) struct CurlLoopProtocolTests {
    private let loop = CurlLoop()

    /// `<rss/>`, stored in the frames of Brotli (RFC 7932) and Zstandard (RFC 8878).
    private static let packed: [(String, [UInt8])] = [
        ("br", [0x50, 0x00, 0x10, 0x3c, 0x72, 0x73, 0x73, 0x2f, 0x3e, 0x03]),
        (
            "zstd",
            [
                0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x06, 0x31, 0x00, 0x00, 0x3c, 0x72, 0x73, 0x73, 0x2f,
                0x3e,
            ]
        ),
        ("gzip", Gzip.stored(Array("<rss/>".utf8))),
    ]

    @Test(arguments: packed)
    func `every encoding that is asked for is undone`(name: String, body: [UInt8]) async throws {
        let server = try ScriptedServer([
            "/": Answer(headers: [("Content-Encoding", name)], body: body)
        ])
        let response = try await loop.perform(.loopback(server.address("/")))
        #expect(response.body == Array("<rss/>".utf8))
        let accepted = server.requests.elements.first?["Accept-Encoding"] ?? ""
        #expect(accepted.split(separator: ", ").contains { $0 == name })
    }

    @Test func `names that are looked up hold up nobody, and one without an address says so`()
        async throws
    {
        let server = try ScriptedServer(["/": .text("x")])
        let limits = TransferLimits(timeout: .seconds(20), connectTimeout: .seconds(20))
        let lookups = (1...20).map { number in
            Task {
                try await loop.perform(
                    .loopback("http://nobody-\(number).invalid/", limits: limits)
                ).status
            }
        }
        for _ in 1...20 {
            #expect(try await loop.perform(.loopback(server.address("/"))).status == 200)
        }
        for (number, lookup) in zip(1..., lookups) {
            let error = await #expect(throws: TransferError.self) { try await lookup.value }
            let host = "nobody-\(number).invalid"
            #expect(error == .cannotResolve(host: host) || error == .timedOut)
        }
    }

    @Test func `a proxy of the environment is not asked`() async throws {
        let proxy = try ScriptedServer()
        let server = try ScriptedServer(["/": .text("x")])
        let names = ["http_proxy", "all_proxy", "ALL_PROXY"]
        for name in names { setenv(name, proxy.address("/"), 1) }
        defer { names.forEach { unsetenv($0) } }
        let response = try await CurlLoop().perform(.loopback(server.address("/")))
        #expect(response.body == Array("x".utf8))
        #expect(proxy.requests.elements.isEmpty)
    }
}
