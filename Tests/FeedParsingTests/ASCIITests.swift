import Testing

@testable import FeedParsing

@Suite struct ASCIITests {
    @Test func `bytes are what ASCII says they are`() {
        let all = UInt8.min...UInt8.max
        #expect(all.filter(\.isASCIISpace) == [0x09, 0x0A, 0x0C, 0x0D, 0x20])
        #expect(all.filter(\.isASCIIDigit) == Array("0123456789".utf8))
        #expect(all.filter(\.isASCIILetter).count == 52)
        #expect(all.filter { $0.asciiLowercased != $0 } == Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8))
    }

    @Test func `hexadecimal digits have values in both cases`() {
        let values = Array("0189afAFgG :".utf8).map(\.hexadecimalValue)
        #expect(values == [0, 1, 8, 9, 10, 15, 10, 15, nil, nil, nil, nil])
    }

    @Test(arguments: [
        ("", nil), ("  \t\r\n", nil), (" a ", "a"), ("a b", "a b"), ("\u{A0}x", "\u{A0}x"),
    ])
    func `white space at both ends is left out`(text: String, trimmed: String?) {
        #expect(Array(text.utf8).trimmedText == trimmed)
    }

    @Test(arguments: [(0, true), (1, false), (6, true), (-1, false), (100, false), (8, false)])
    func `a pattern is found whatever its case, and never beyond the ends`(
        position: Int,
        isThere: Bool
    ) {
        #expect(Array("<XML><xMl".utf8).has("<xml", at: position == 6 ? 5 : position) == isThere)
    }

    @Test func `the end of a pattern is behind its next occurrence`() {
        let bytes = Array("a-->b-->".utf8)
        #expect(bytes.end(of: "-->", from: 0) == 4)
        #expect(bytes.end(of: "-->", from: 2) == 8)
        #expect(bytes.end(of: "-->", from: 8) == nil)
        #expect(bytes.end(of: "==>", from: 0) == nil)
    }

    @Test func `a byte is looked for within its limits`() {
        let bytes = Array("abcabc".utf8)
        let letter = UInt8(ascii: "b")
        #expect(bytes.index(of: letter, from: 0) == 1)
        #expect(bytes.index(of: letter, from: 2) == 4)
        #expect(bytes.index(of: letter, from: 2, before: 4) == nil)
        #expect(bytes.index(of: letter, from: 6) == nil)
        #expect(bytes.index(of: letter, from: -1) == nil)
        #expect([UInt8]().index(of: letter, from: 0) == nil)
    }

    @Test(arguments: ["a", "é", "年", "😀"])
    func `a scalar is appended in UTF-8`(text: String) {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars { bytes.append(scalar: scalar) }
        #expect(bytes == Array(text.utf8))
    }
}
