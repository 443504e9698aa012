import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import WebConsole

@Suite struct FormBodyTests {
    private func form(_ body: String) async throws -> FormBody {
        let type = "application/x-www-form-urlencoded; charset=utf-8"
        return try await FormBody(
            Request(
                head: HTTPRequest(
                    method: .post,
                    scheme: "http",
                    authority: "localhost",
                    path: "/",
                    headerFields: [.contentType: type]
                ),
                body: RequestBody(buffer: ByteBuffer(string: body))
            )
        )
    }

    @Test(arguments: [
        ("a=b", "b"), ("a=+b%20c+", "b c"), ("a=%E2%82%AC", "€"), ("a=b=c", "b=c"), ("a", ""),
        ("b=1", ""), ("a=1&a=2", "2"), ("a=%", "%"), ("a=%4", "%4"), ("a=%zz", "%zz"),
        ("a=%+1", "% 1"), ("a=%2B", "+"), ("&&=x&a=1", "1"), ("", ""), ("%61=1", "1"),
    ])
    func `a field is decoded, and whatever is no code stays as it is`(body: String, value: String)
        async throws
    {
        #expect(try await form(body)["a"] == value)
    }

    @Test func `bytes that are no UTF-8 do no harm`() async throws {
        #expect(try await form("a=%FF%C3x")["a"] == "\u{FFFD}\u{FFFD}x")
    }

    @Test func `a text is kept as it was typed where that matters`() async throws {
        #expect(try await form("a=+x%0D%0A").verbatim("a") == " x\r\n")
    }

    @Test func `a form without a version does not pass for one with any`() async throws {
        #expect(try await form("version=7").version == 7)
        for body in ["", "version=", "version=x"] {
            let read = try await form(body)
            #expect(throws: Problem.self) { try read.version }
        }
    }
}
