import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import WebConsole

@Suite struct StyleSheetTests {
    @Test func `the style sheet is served as one, and asks nothing of other sites`() async throws {
        let fixture = try await ConsoleFixture()
        let answer = await fixture.ask("GET", "/assets/console.css")
        #expect(answer.status == 200)
        #expect(answer["Content-Type"] == "text/css; charset=utf-8")
        #expect(answer["Cache-Control"] == "max-age=300")
        #expect(answer.text.contains(".queue"))
        #expect(!answer.text.contains("@import") && !answer.text.contains("url("))
    }

    @Test func `a browser that has it gets no second copy`() async throws {
        let fixture = try await ConsoleFixture()
        let tag = try #require(await fixture.ask("GET", "/assets/console.css")["ETag"])
        for known in [tag, "W/" + tag, "\"x\", " + tag, "*"] {
            let headers = [(name: "If-None-Match", value: known)]
            let answer = await fixture.ask("GET", "/assets/console.css", headers)
            #expect(answer.status == 304, "\(known)")
            #expect(answer.text.isEmpty)
            #expect(answer["ETag"] == tag)
        }
        let other = [(name: "If-None-Match", value: "\"x\"")]
        #expect(await fixture.ask("GET", "/assets/console.css", other).status == 200)
    }

    @Test func `it is read once, so that a request reads no file`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-assets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: (any Error).self) { try StyleSheet(in: folder) }
        let file = folder.appendingPathComponent("console.css")
        try Data("a{}".utf8).write(to: file)
        let sheet = try StyleSheet(in: folder)
        let first = sheet.response(to: Self.request())
        try FileManager.default.removeItem(at: file)
        let second = sheet.response(to: Self.request())
        #expect(second.status == .ok)
        #expect(second.headers == first.headers)
        #expect(second.body.contentLength == 3)
        try Data("b{}".utf8).write(to: file)
        let changed = try StyleSheet(in: folder).response(to: Self.request())
        #expect(changed.headers[.eTag] != first.headers[.eTag])
    }

    private static func request() -> Request {
        let head = HTTPRequest(
            method: .get,
            scheme: "http",
            authority: "localhost",
            path: "/assets/console.css"
        )
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }
}
