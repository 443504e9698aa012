import Testing

@testable import FeedParsing

@Suite struct JSONScannerTests {
    @Test(arguments: [
        (#""plain""#, "plain"), (#"  "white space before""#, "white space before"),
        (#""a \"b\" \\ \/ c""#, #"a "b" \ / c"#), (#""tab\tline\nend\r.""#, "tab\tline\nend\r."),
        (#""\u00e9\u5e74""#, "é年"), (#""\ud83d\ude00!""#, "😀!"),
        (#""\ud83d alone""#, "\u{FFFD} alone"),
        (#""\u12 \x \u""#, "12 x "), (#""no\u0000nul""#, "nonul"), ("\"raw\nline\"", "raw\nline"),
        ("12.5e3, 1", "12.5e3"), ("-7}", "-7"),
    ])
    func `a text is read with its escapes, a number as it is spelt`(json: String, text: String) {
        var scanner = JSONScanner(Array(json.utf8), depthLimit: 8)
        #expect(scanner.text() == text)
        #expect(!scanner.isCut)
    }

    @Test(arguments: ["true", "null", "{\"a\":[1,{}]}", "[[],\"]\"]"])
    func `anything else is no text and is passed over`(json: String) {
        var scanner = JSONScanner(Array("[\(json),\"behind\"]".utf8), depthLimit: 8)
        var texts: [String?] = []
        scanner.elements { texts.append($0.text()) }
        #expect(texts == [nil, "behind"])
        #expect(!scanner.isCut)
    }

    @Test func `members that nobody reads are skipped with all they hold`() {
        let json = #"{"a":{"b":["}",{"a":0}]},"c":"d","e":-1.5,"f":null,"g":"h"}"#
        var scanner = JSONScanner(Array(json.utf8), depthLimit: 8)
        var names: [String] = []
        var read: [String] = []
        scanner.members { scanner, name in
            names.append(name)
            if name == "c" || name == "g" { read.append(scanner.text() ?? "") }
        }
        #expect(names == ["a", "c", "e", "f", "g"])
        #expect(read == ["d", "h"])
    }

    @Test(arguments: [
        #"{"a":1,}"#, #"{"a":1 "b":2}"#, #"{"a" 1,, "b":2}"#, #"{x "a":1}"#, #"{"a":}"#,
        #"{"a":]}"#,
    ])
    func `small mistakes between members are forgiven`(json: String) {
        var scanner = JSONScanner(Array((json + "\"behind\"").utf8), depthLimit: 8)
        var names: [String] = []
        scanner.members { _, name in names.append(name) }
        #expect(names.first == "a")
        #expect(scanner.text() == "behind")
    }

    @Test func `what is no array counts as its only element`() {
        for json in [#""a""#, #"["a"]"#, #"["a",]"#, #"[,"a"]"#] {
            var scanner = JSONScanner(Array(json.utf8), depthLimit: 8)
            var read: [String?] = []
            scanner.elements { read.append($0.text()) }
            #expect(read == ["a"])
        }
    }

    @Test(arguments: [
        "", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":[", "{\"a\":[1", "[\"x\\", "[\"x\\\"",
    ])
    func `a document that ends early is cut`(json: String) {
        var scanner = JSONScanner(Array(json.utf8), depthLimit: 8)
        if json.hasPrefix("{") { scanner.members { _, _ in } } else { scanner.elements { _ in } }
        #expect(scanner.isCut)
    }

    @Test func `nesting costs neither stack nor more than linear time`() {
        let depth = 200_000
        let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        var scanner = JSONScanner(Array("{\"a\":\(deep),\"b\":\"c\"}".utf8), depthLimit: 8)
        var last: String?
        scanner.members { scanner, name in if name == "b" { last = scanner.text() } }
        #expect(last == "c")
    }

    @Test func `objects within objects are read only as deep as allowed`() {
        func depth(limit: Int) -> Int {
            var scanner = JSONScanner(Array(#"{"a":{"a":{"a":{"a":1}}}}"#.utf8), depthLimit: limit)
            var deepest = 0
            func read(_ scanner: inout JSONScanner, _ level: Int) {
                scanner.members { scanner, _ in
                    deepest = max(deepest, level)
                    read(&scanner, level + 1)
                }
            }
            read(&scanner, 1)
            return deepest
        }
        #expect(depth(limit: 2) == 2)
        #expect(depth(limit: 9) == 4)
    }
}
