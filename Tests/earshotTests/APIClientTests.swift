import Foundation
import Testing

@testable import earshot

@Suite struct APIClientTests {
    @Test(arguments: [
        ("q", "a b&c=d", "/api/v1/x?q=a%20b%26c%3Dd"),
        ("q", "mira+x@e.example", "/api/v1/x?q=mira%2Bx@e.example"),
        ("q", "ä#?", "/api/v1/x?q=%C3%A4%23?"), ("q", "", "/api/v1/x?q="),
    ])
    func `a query reaches the server as it was typed`(name: String, value: String, target: String) {
        #expect(APICall(path: "/x", query: [(name, value)]).target == target)
    }

    @Test(arguments: [
        ("12", "12"), ("C/1", "C%2F1"), ("../metrics", "%2E%2E%2Fmetrics"), ("a?b#c", "a%3Fb%23c"),
        ("ä", "%C3%A4"), ("100%", "100%25"), ("", ""),
    ])
    func `what somebody typed stays one segment of the path`(text: String, segment: String) {
        #expect(APICall.segment(text) == segment)
        let target = APICall(path: "/cases/\(APICall.segment(text))").target
        #expect(target == "/api/v1/cases/\(segment)")
    }

    @Test func `a body that is no JSON is null and no crash`() {
        for body in ["", "<html>", "{", "\u{0}"] {
            #expect(APIReply(status: 200, headers: [], body: Array(body.utf8)).json == .null)
        }
    }
}

@Suite struct JSONValueTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test(arguments: [
        #"{"a":[1,2.5,"x",null,true],"b":{"c":-7}}"#, "[]", "{}", "null", "true", "\"\"",
        "9007199254740991", "[[[]]]",
    ])
    func `a value is written as it was read`(text: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let written = String(decoding: try encoder.encode(try read(text)), as: UTF8.self)
        #expect(written == text)
    }

    @Test func `a path leads through objects, and to null where there is nothing`() throws {
        let value = try read(#"{"a":{"b":[1]}}"#)
        #expect(value["a.b"].elements == [.number(1)])
        #expect(value["a.x"] == .null)
        #expect(value["a.b.c"] == .null)
        #expect(value["a"].elements.isEmpty)
    }

    @Test(arguments: [
        ("null", ""), ("true", "yes"), ("false", "no"), ("3", "3"), ("0.5", "0.5"),
        ("1e300", "1e+300"),
        ("[1,\"x\"]", "1, x"), (#"{"b":1,"a":[]}"#, "a: , b: 1"),
    ])
    func `a value is a cell for people`(text: String, cell: String) throws {
        #expect(try read(text).cell == cell)
    }

    @Test func `a version is a whole number`() throws {
        #expect(try read(#"{"version":7}"#).version == 7)
        #expect(try read(#"{"version":7.5}"#).version == nil)
        #expect(try read(#"{"version":"7"}"#).version == nil)
    }
}

@Suite struct JSONScalarTests {
    @Test(arguments: ["7", "-7", "\"7\"", "\"a\\nb\"", "9223372036854775807"])
    func `an identifier goes back as it came`(text: String) throws {
        let scalar = try JSONDecoder().decode(JSONScalar.self, from: Data(text.utf8))
        #expect(String(decoding: try JSONEncoder().encode(scalar), as: UTF8.self) == text)
    }

    @Test(arguments: ["null", "{}", "[]", "true"])
    func `what is neither text nor number is no identifier`(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(JSONScalar.self, from: Data(text.utf8))
        }
    }
}
