import Testing

@testable import FeedParsing

@Suite struct Windows1252Tests {
    @Test(
        arguments: [
            (0x41, "A"), (0x80, "€"), (0x93, "“"), (0x99, "™"), (0x9F, "Ÿ"), (0xA0, "\u{A0}"),
            (0xE9, "é"), (0xFF, "ÿ"),
        ] as [(UInt8, Unicode.Scalar)]
    )
    func `a byte has its character`(byte: UInt8, scalar: Unicode.Scalar) {
        #expect(Windows1252.scalar(of: byte) == scalar)
    }

    @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
    func `five bytes have none and are dropped`(byte: UInt8) {
        #expect(Windows1252.scalar(of: byte) == nil)
        #expect(Windows1252.decoded([0x61, byte, 0x62]) == Array("ab".utf8))
    }

    @Test func `every text becomes well-formed UTF-8`() {
        let text = Windows1252.decoded(0...255)
        #expect(UTF8Survey(text).invalid == 0)
        #expect(String(decoding: text, as: UTF8.self).unicodeScalars.count == 251)
    }
}
