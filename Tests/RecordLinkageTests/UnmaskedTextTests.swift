import Testing

@testable import RecordLinkage

@Suite struct UnmaskedTextTests {
    private let words: AddressWords

    init() throws {
        words = try ShippedRules.rules().addressWords
    }

    @Test(arguments: [
        ("jane (at) site [dot] example", "jane@site.example"),
        ("jane(AT)site(DOT)example", "jane@site.example"),
        ("jane [ at ] site { dot } example", "jane@site.example"),
        ("jane <at> site.example", "jane@site.example"),
        ("jane (ät) site (punkt) example", "jane@site.example"),
        ("jane [arobase] site [point] example", "jane@site.example"),
        ("ｊａｎｅ＠ｓｉｔｅ．example", "jane@site.example"),
    ])
    func `a masked address stands plainly`(masked: String, plain: String) {
        #expect(unmasked(masked) == plain)
    }

    @Test(arguments: [
        "(at) the shop", "we met (at)", "see (a) and (b)", "5 [dots] here", "jane (at site.example",
        "jane (at) (dot) x", "", "(", "jane ()site", "jane (at] site", "„(at)“",
    ])
    func `brackets that mask nothing stay`(text: String) {
        #expect(unmasked(text) == text)
    }

    @Test(arguments: ["aé (at) b", "１２３ x", "ஆர் (dot) ab (dot) c", "ab"])
    func `every byte knows where it came from, and the last one the end`(text: String) {
        let unmasked = UnmaskedText(text, words: words)
        #expect(unmasked.origins.count == unmasked.bytes.count + 1)
        #expect(unmasked.origins.last == text.utf8.count)
        #expect(zip(unmasked.origins, unmasked.origins.dropFirst()).allSatisfy { $0 < $1 })
        let source = Array(text.utf8)
        for (byte, origin) in zip(unmasked.bytes, unmasked.origins) where byte >= 0x80 {
            #expect(source[origin] == byte)
        }
    }

    private func unmasked(_ text: String) -> String {
        String(decoding: UnmaskedText(text, words: words).bytes, as: UTF8.self)
    }
}
