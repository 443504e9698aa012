import Testing

@testable import TextAnalysis

@Suite struct ScalarRoleTests {
    private func roles(_ text: String) -> Set<ScalarRole> {
        Set(text.unicodeScalars.map { ScalarRole(of: $0) })
    }

    @Test(arguments: [
        ("aZéßıİΩЖאعதहক한ಠⒶⅣ", ScalarRole.letter),
        ("漢字かなカナไทยລາວខ្មែរမြန်", .spacelessLetter),
        ("0９٣५", .digit), ("'’‘·′´", .joint), ("\u{AD}\u{200D}\u{200E}\u{FEFF}", .invisible),
        (" \t\u{A0}\u{3000}", .space), ("\n\r\u{85}\u{2028}\u{2029}", .lineBreak),
        (".…。।۔።", .sentenceEnd), ("!！‼", .exclamation), ("?？؟‽\u{37E}", .question),
        (",:;\"()[]«»“”–—、，¿¡", .clausePunctuation), ("😂👍❤☹♀⭐", .emoji), ("🇸🇪", .regionalIndicator),
        ("-/\\+=<>|~_&%$€№\u{200B}\u{0}\u{E000}\u{FFFF}™©²", .other),
    ])
    func `scalars of one role play it alike`(text: String, role: ScalarRole) {
        for scalar in text.unicodeScalars {
            let found = ScalarRole(of: scalar)
            let isMark = found == .mark && role == .spacelessLetter
            #expect(found == role || isMark, "\(scalar) U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test(arguments: ["\u{301}", "\u{93F}", "\u{BCD}", "\u{20DD}", "\u{FE0F}", "\u{E31}"])
    func `accents, vowel signs and enclosing marks are marks`(text: String) {
        #expect(roles(text) == [.mark])
    }

    @Test func `the table gives each scalar the role that its properties give`() {
        for value in UInt32(0)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(
                FoldedScalar(value).role == ScalarRole(of: scalar),
                "U+\(String(value, radix: 16))"
            )
        }
    }
}
