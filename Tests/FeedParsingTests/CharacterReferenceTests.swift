import Testing

@testable import FeedParsing

@Suite struct CharacterReferenceTests {
    @Test(arguments: [
        ("&amp;", "&", 5), ("&lt;x", "<", 4), ("&eacute;", "é", 8), ("&Eacute;", "É", 8),
        ("&AMP;", "&", 5), ("&thetasym;", "ϑ", 10), ("&#65;", "A", 5), ("&#x41;", "A", 6),
        ("&#X41;", "A", 6), ("&#65", "A", 4), ("&#65x", "A", 4), ("&#x2019;", "’", 8),
        ("&#146;", "’", 6), ("&#x80;", "€", 6), ("&#13;", "\n", 5), ("&#9;", "\t", 4),
        ("&#128512;", "😀", 9), ("&#55357;&#56832;", "😀", 16), ("&#xD83D;&#xDE00;", "😀", 16),
        ("&#0000000000000000065;", "A", 22),
    ])
    func `a reference stands for one character`(text: String, scalar: Unicode.Scalar, length: Int) {
        let reference = read(text)
        #expect(reference.meaning == .scalar(scalar))
        #expect(reference.length == length)
    }

    @Test(arguments: [
        ("&#0;", 4), ("&#x1;", 5), ("&#127;", 6), ("&#xFFFE;", 8), ("&#xFFFF;", 8),
        ("&#x110000;", 10),
        ("&#99999999999999999999;", 23), ("&#xD83D;", 8), ("&#xDE00;", 8), ("&#55357;&#65;", 8),
        ("&#129;", 6),
    ])
    func `what no text may hold is dropped`(text: String, length: Int) {
        let reference = read(text)
        #expect(reference.meaning == .nothing)
        #expect(reference.length == length)
    }

    @Test(arguments: [
        "&", "& ", "&;", "&#", "&#;", "&#x", "&#x;", "&#xg;", "&#a;", "&unknown;", "&amp", "&am p;",
        "&averyveryverylongname;", "&é;", "&&amp;", "&am\u{0}p;",
    ])
    func `a bare ampersand is text`(text: String) {
        let reference = read(text)
        #expect(reference.meaning == .text)
        #expect(reference.length == 1)
    }

    @Test func `nothing is read beyond the end`() {
        let bytes = Array("&amp;&#65;".utf8)
        #expect(CharacterReference(in: bytes, at: 0, before: 4).meaning == .text)
        #expect(CharacterReference(in: bytes, at: 5, before: 7).meaning == .text)
        #expect(CharacterReference(in: bytes, at: 5, before: 8).meaning == .nothing)
        #expect(CharacterReference(in: bytes, at: 5, before: 99).meaning == .scalar("A"))
    }

    private func read(_ text: String) -> CharacterReference {
        CharacterReference(in: Array(text.utf8), at: 0, before: text.utf8.count)
    }
}
