import Testing

@testable import TextAnalysis

@Suite struct FoldedScalarTests {
    private func scalar(_ text: String) throws -> FoldedScalar {
        FoldedScalar(try #require(text.unicodeScalars.first).value)
    }

    private func bytes(_ scalar: FoldedScalar) -> [UInt8] {
        var bytes: [UInt8] = []
        scalar.forEachByte { bytes.append($0) }
        return bytes
    }

    @Test(arguments: [
        ("A", "a"), ("z", "z"), ("É", "e"), ("ß", "ss"), ("\u{301}", ""), ("\t", " "), ("ﷺ", nil),
        ("漢", "漢"), ("한", nil), ("Ａ", "a"), ("’", "'"), ("\u{AD}", ""), ("𝐁", "b"), ("😂", "😂"),
        ("\u{0}", "\u{0}"), ("\u{E0041}", ""),
    ])
    func `a scalar hands its folded bytes out, however many`(text: String, folded: String?) throws {
        let found = try scalar(text)
        #expect(bytes(found).count == found.count)
        #expect(String(decoding: bytes(found), as: UTF8.self) == folded ?? Folding.folded(text))
    }

    @Test func `every scalar folds to valid text, and its count is that of its bytes`() {
        for value in UInt32(0)...0x10FFFF where value % 7 == 0 || value < 0x3000 {
            let found = FoldedScalar(value)
            let form = bytes(found)
            #expect(form.count == found.count)
            if found.count > 0 { #expect(String(validating: form, as: UTF8.self) != nil) }
        }
    }

    @Test(arguments: [0xD800, 0xDFFF, 0x110000, UInt32.max])
    func `what is no scalar folds to nothing and plays no part`(value: UInt32) {
        let found = FoldedScalar(value)
        #expect(found.count == 0)
        #expect(!found.isWordPart && !found.isMark && !found.isInvisible && !found.isSpaceless)
    }

    @Test func `marks that folding takes off are told from those that stay`() throws {
        #expect(try scalar("\u{301}").isFoldedMark)
        #expect(try !scalar("ி").isFoldedMark && scalar("ி").isMark)
        #expect(try !scalar("a").isFoldedMark)
    }

    @Test(arguments: [
        ("a", true), ("5", true), ("漢", true), ("ி", true), (" ", false), ("!", false),
        ("😂", false), ("_", false), ("'", false),
    ])
    func `letters, digits and marks carry a word on`(text: String, isPart: Bool) throws {
        #expect(try scalar(text).isWordPart == isPart)
    }
}
