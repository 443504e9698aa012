import Testing

@testable import MentionDetection

@Suite struct FoldedNameTests {
    @Test(arguments: [
        (" Fjordwen \n Bank ", "fjordwen bank"), ("ÅNGLÅDAL", "angladal"), ("C++", "c++"),
        ("L’Oravelle", "l'oravelle"), ("So\u{AD}ft", "soft"), ("a\u{A0}b", "a b"),
    ])
    func `a name is folded, with single spaces within and none around`(
        name: String,
        folded: String
    ) throws {
        let bytes = try #require(FoldedName(name)).bytes
        #expect(String(decoding: bytes, as: UTF8.self) == folded)
    }

    @Test(arguments: ["", " ", "\n\t", "\u{AD}", "\u{200D} \u{301}"])
    func `what nobody sees is no name`(name: String) {
        #expect(FoldedName(name) == nil)
    }
}
