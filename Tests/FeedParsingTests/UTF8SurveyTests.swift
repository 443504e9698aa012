import Testing

@testable import FeedParsing

@Suite struct UTF8SurveyTests {
    @Test(
        arguments: [
            ([], 0, 0), ([0x41], 0, 0), ([0xC3, 0xA9], 1, 0), ([0xE5, 0xB9, 0xB4], 1, 0),
            ([0xF0, 0x9F, 0x98, 0x80], 1, 0), ([0xC3], 0, 1), ([0xE5, 0xB9], 0, 2), ([0x80], 0, 1),
            ([0xC0, 0x80], 0, 2), ([0xC1, 0xBF], 0, 2), ([0xE0, 0x80, 0x80], 0, 3),
            ([0xED, 0xA0, 0x80], 0, 3),
            ([0xF0, 0x80, 0x80, 0x80], 0, 4), ([0xF4, 0x90, 0x80, 0x80], 0, 4),
            ([0xF5, 0x80], 0, 2), ([0xFF], 0, 1),
            ([0xF4, 0x8F, 0xBF, 0xBF], 1, 0), ([0xC3, 0x41], 0, 1), ([0xEE, 0x80, 0x80], 1, 0),
        ] as [([UInt8], Int, Int)]
    )
    func `sequences are counted as RFC 3629 defines them`(
        bytes: [UInt8],
        sequences: Int,
        invalid: Int
    ) {
        for padding in [0, 3, 8, 17] {
            let survey = UTF8Survey([UInt8](repeating: 0x20, count: padding) + bytes)
            #expect(survey.sequences == sequences)
            #expect(survey.invalid == invalid)
        }
    }

    @Test func `the standard library agrees on any bytes`() {
        var generator = SeededGenerator(seed: 5)
        let alphabet: [UInt8] = [
            0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xE5, 0xED, 0xF0, 0xF4, 0xFF,
        ]
        for _ in 0..<3000 {
            let bytes = (0..<6).compactMap { _ in alphabet.randomElement(using: &generator) }
            #expect(
                (UTF8Survey(bytes).invalid == 0)
                    == (String(validating: bytes, as: UTF8.self) != nil)
            )
        }
    }

    @Test(arguments: [
        ("é", Charset.windows1252, true), ("e", .windows1252, false),
        ("é", .iconv("CP1251"), false),
        ("éééééééé", .iconv("CP1251"), true), ("e", .iconv("UTF-16LE"), true), ("é", .utf8, false),
    ])
    func `text that is UTF-8 contradicts other encodings`(
        text: String,
        charset: Charset,
        isContradicted: Bool
    ) {
        #expect(UTF8Survey(Array(text.utf8)).contradicts(charset) == isContradicted)
    }
}
