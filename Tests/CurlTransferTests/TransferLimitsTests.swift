import CurlTransfer
import EarshotTesting
import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct TransferLimitsTests {
    private let loop = CurlLoop()

    private func error(
        _ answer: Answer,
        _ limits: TransferLimits = TransferLimits()
    ) async throws -> TransferError? {
        let server = try ScriptedServer(["/": answer])
        return await #expect(throws: TransferError.self) {
            try await loop.perform(.loopback(server.address("/"), limits: limits))
        }
    }

    @Test func `a body of just the limit passes, and one byte more does not`() async throws {
        let limits = TransferLimits(maximumBytes: 10_000)
        let body = [UInt8](repeating: 1, count: 10_000)
        let server = try ScriptedServer([
            "/announced": Answer(body: body), "/open": .unmeasured(body),
        ])
        for path in ["/announced", "/open"] {
            let request = try TransferRequest.loopback(server.address(path), limits: limits)
            #expect(try await loop.perform(request).body.count == 10_000, "\(path)")
        }
        #expect(try await error(Answer(body: body + [1]), limits) == .tooLarge(limit: 10_000))
        #expect(try await error(.unmeasured(body + [1]), limits) == .tooLarge(limit: 10_000))
        #expect(try await error(.chunked([body, [1]]), limits) == .tooLarge(limit: 10_000))
    }

    @Test func `a body that is announced too large is refused before it comes`() async throws {
        let answer = Answer.cutShort([1], announcing: 1 << 40)
        #expect(try await error(answer) == .tooLarge(limit: 16 << 20))
    }

    @Test func `a gzip bomb is cut at the decoded limit after few bytes`() async throws {
        let server = try ScriptedServer([
            "/": .endless(
                Gzip.bombPiece,
                startingWith: Gzip.bombStart,
                headers: [("Content-Encoding", "gzip")]
            )
        ])
        await #expect(throws: TransferError.tooLarge(limit: 16 << 20)) {
            try await loop.perform(.loopback(server.address("/")))
        }
        // What unfolds to the limit is some 110 KB; the kernel's buffers take a few MB.
        let departure = try #require(await server.departures.first(1).first)
        #expect(departure.sentBytes < 32 << 20)
    }

    @Test func `a small body that unfolds beyond the limit is refused, whatever it would become`()
        async throws
    {
        // 27 KB that become 4 MB, and 3.4 MB that would become 512 MB if anybody kept them.
        let limits = TransferLimits(maximumBytes: 1 << 20)
        let small = Answer(headers: [("Content-Encoding", "gzip")], body: Gzip.bomb(pieces: 2))
        #expect(try await error(small, limits) == .tooLarge(limit: 1 << 20))
        let huge = Answer(headers: [("Content-Encoding", "gzip")], body: Gzip.bomb(pieces: 256))
        let before = try Self.peakMemory()
        #expect(try await error(huge, limits) == .tooLarge(limit: 1 << 20))
        // Other tests run meanwhile and hold some large bodies of their own.
        #expect(try Self.peakMemory() - before < 256 << 10)
    }

    /// The most memory that this process ever had, in KiB.
    private static func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.firstMatch(of: /VmHWM:\s+(\d+) kB/))
        return try #require(Int(line.output.1))
    }

    @Test func `what a small body becomes is counted to the byte`() async throws {
        // One piece: five bytes from 144 on, five letters, and copies of 258.
        let unfolded = 10 + 8 * 1024 * 258
        let body = Gzip.bomb(pieces: 1)
        let answer = Answer(headers: [("Content-Encoding", "gzip")], body: body)
        let tight = TransferLimits(maximumBytes: unfolded - 1)
        #expect(try await error(answer, tight) == .tooLarge(limit: unfolded - 1))
        // Within the limit it is a stream that breaks off, which not every libcurl objects to.
        let server = try ScriptedServer(["/": answer])
        let wide = TransferLimits(maximumBytes: unfolded)
        let request = try TransferRequest.loopback(server.address("/"), limits: wide)
        do {
            #expect(try await loop.perform(request).body.count == unfolded)
        } catch {
            #expect(error != .tooLarge(limit: unfolded))
        }
    }

    @Test func `a bomb within the limit ends when its time is over`() async throws {
        let limits = TransferLimits(maximumBytes: 1 << 40, timeout: .milliseconds(300))
        let bomb = Answer.endless(
            Gzip.bombPiece,
            startingWith: Gzip.bombStart,
            headers: [("Content-Encoding", "gzip")]
        )
        #expect(try await error(bomb, limits) == .timedOut)
    }

    @Test func `a body that is encoded twice is refused`() async throws {
        let packed = Gzip.stored(Gzip.stored([1]))
        for headers in [
            [("Content-Encoding", "gzip, gzip")],
            [("Content-Encoding", "gzip"), ("Content-Encoding", "gzip")],
        ] {
            let refused = try await error(Answer(headers: headers, body: packed))
            #expect(refused?.code == "bad_answer")
        }
    }

    @Test func `a body without end is cut at the limit`() async throws {
        let endless = Answer.endless([UInt8](repeating: 1, count: 4096))
        #expect(try await error(endless) == .tooLarge(limit: 16 << 20))
    }

    @Test func `headers without end are cut at their limit`() async throws {
        let line = Array("X-More: and more of it\r\n".utf8)
        let many = Answer.raw(
            Array("HTTP/1.1 200 OK\r\n".utf8) + Array(repeatElement(line, count: 20_000).joined())
        )
        let refused = try await error(many)
        // libcurl has a limit of its own, near ours.
        #expect(["headers_too_large", "bad_answer"].contains(refused?.code))
        let limits = TransferLimits(maximumHeaderBytes: 1000)
        #expect(try await error(many, limits) == .headersTooLarge(limit: 1000))
    }

    @Test func `a server that says nothing is left when the time is over`() async throws {
        let limits = TransferLimits(timeout: .milliseconds(200))
        #expect(try await error(.silence, limits) == .timedOut)
    }

    @Test func `a server that drips is left when the whole time is over`() async throws {
        let limits = TransferLimits(timeout: .milliseconds(300))
        let drip = Answer.dripping([UInt8](repeating: 1, count: 1000), every: .milliseconds(20))
        #expect(try await error(drip, limits) == .timedOut)
    }

    @Test func `a server that drips too slowly is left long before the whole time`() async throws {
        let limits = TransferLimits(
            timeout: .seconds(100),
            lowSpeedTime: .seconds(1),
            lowSpeed: 1000
        )
        let drip = Answer.dripping([UInt8](repeating: 1, count: 1000), every: .milliseconds(100))
        let start = ContinuousClock.now
        #expect(try await error(drip, limits) == .timedOut)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test(arguments: [
        Answer.cutShort(Array("<rss>".utf8), announcing: 100), .reset, .raw([]),
        .raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab".utf8)),
    ])
    func `an answer that breaks off is none`(answer: Answer) async throws {
        #expect(try await error(answer) == .cutShort)
    }

    @Test(arguments: [
        "\u{1}\u{2}\u{3}\r\n\r\n", "220 mail.example.org ESMTP\r\n", "SSH-2.0-x\r\n",
        "<html>no headers</html>", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip",
    ])
    func `what is no answer over HTTP is an error in words`(bytes: String) async throws {
        #expect(try await error(.raw(Array(bytes.utf8)))?.code == "bad_answer")
    }

    @Test(arguments: UInt64(1)...30)
    func `any bytes of a server are an answer or an error`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let start = ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"]
        let bytes =
            Array((start.randomElement(using: &random) ?? "").utf8)
            + random.bytes(upTo: 500, outOf: seed.isMultiple(of: 2) ? "" : "aE:\r\n 05gzip,")
        let server = try ScriptedServer(["/bytes": .raw(bytes), "/after": .text("well")])
        let limits = TransferLimits(timeout: .seconds(20))
        do {
            let answer = try await loop.perform(
                .loopback(server.address("/bytes"), limits: limits)
            )
            #expect(answer.body.count <= 500)
        } catch {
            let code = (error as? TransferError)?.code
            #expect(["bad_answer", "cut_short", "headers_too_large"].contains(code))
        }
        #expect(try await loop.perform(.loopback(server.address("/after"))).status == 200)
    }
}
