import EarshotTesting
import Testing

@testable import CurlTransfer

@Suite struct HeaderFieldsTests {
    /// Fields out of the lines that a server sent.
    private func fields(_ lines: String...) -> HeaderFields {
        var fields = HeaderFields()
        for line in lines {
            Array((line + "\r\n").utf8).withUnsafeBytes { fields.append(line: $0) }
        }
        return fields
    }

    @Test func `a field is found whatever the case of its name`() {
        let fields = fields("Content-TYPE: text/xml", "Age:7")
        #expect(fields["content-type"] == "text/xml")
        #expect(fields["AGE"] == "7")
        #expect(fields["Content"] == nil)
        #expect(fields["Content-Type-Options"] == nil)
        #expect(fields[""] == nil)
    }

    @Test func `the first of several counts, and all can be had in their order`() {
        let fields = fields("Link: one", "Other: x", "LINK: two")
        #expect(fields["link"] == "one")
        #expect(fields.all("Link") == ["one", "two"])
    }

    @Test func `a line that begins with a blank goes on with the last`() {
        #expect(fields("Link: one", "\t two")["Link"] == "one two")
        #expect(fields(" Link: one")["Link"] == "one")
    }

    @Test(arguments: ["\"abc\"", "W/\"abc\"", "abc", "\"a b, c\"", "\"é\"", "\"\"", "0", "'x\\\"'"])
    func `a validator comes back byte for byte`(value: String) {
        #expect(fields("ETag: \(value)").verbatim("etag") == value)
    }

    @Test func `a value that cannot be sent back as it came is not given`() {
        #expect(fields("ETag:").verbatim("ETag") == nil)
        #expect(fields("ETag: a\u{1}b").verbatim("ETag") == nil)
        #expect(fields("ETag: a\rb").verbatim("ETag") == nil)
        #expect(fields("ETag: a", "ETag: b").verbatim("ETag") == nil)
        #expect(fields("ETag: a", "ETag: a").verbatim("ETag") == "a")
        var broken = HeaderFields()
        [UInt8]([0x45, 0x3a, 0xff]).withUnsafeBytes { broken.append(line: $0) }
        #expect(broken.verbatim("E") == nil)
        #expect(broken["E"] == "\u{fffd}")
    }

    @Test func `fields made of names and values read as those of a server`() {
        let made = HeaderFields([("ETag", "\"a\""), ("Age", "1")])
        #expect(made.verbatim("etag") == "\"a\"")
        #expect(made["age"] == "1")
    }

    @Test(arguments: UInt64(1)...60)
    func `any bytes are fields, and what is given verbatim was there`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var fields = HeaderFields()
        var all: [UInt8] = []
        for _ in 0..<20 {
            let alphabet = Bool.random(using: &random) ? "" : "ETag: \t\r\n\"x"
            let line = random.bytes(upTo: 40, outOf: alphabet)
            all += line
            line.withUnsafeBytes { fields.append(line: $0) }
        }
        for name in ["ETag", "E", "", ":", "\n", "é"] {
            #expect(fields.all(name).first == fields[name])
            guard let value = fields.verbatim(name) else { continue }
            #expect(value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f })
        }
    }
}
