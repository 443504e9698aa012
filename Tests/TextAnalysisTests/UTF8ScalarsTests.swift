import Testing
import TextAnalysis

@Suite struct UTF8ScalarsTests {
    @Test func `scalars are read forwards and backwards at the same offsets`() {
        let text = "aß漢😂\u{10FFFF}\u{0}z"
        let bytes = Array(text.utf8)
        var index = 0
        for scalar in text.unicodeScalars {
            let (value, end) = UTF8Scalars.scalar(at: index, in: bytes.span)
            #expect(value == scalar.value)
            #expect(UTF8Scalars.start(before: end, in: bytes.span) == index)
            index = end
        }
        #expect(index == bytes.count)
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFF], [0xC0], [0xF8],
        ] as [[UInt8]]
    )
    func `broken bytes read as replacement characters of one byte`(bytes: [UInt8]) {
        #expect(UTF8Scalars.scalar(at: 0, in: bytes.span) == (0xFFFD, 1))
    }

    @Test(arguments: [[0x80, 0x80, 0x80, 0x80, 0x80, 0x80], [0x80]] as [[UInt8]])
    func `a start is found within four bytes`(bytes: [UInt8]) {
        let start = UTF8Scalars.start(before: bytes.count, in: bytes.span)
        #expect(start >= 0 && start < bytes.count && start >= bytes.count - 4)
    }
}
