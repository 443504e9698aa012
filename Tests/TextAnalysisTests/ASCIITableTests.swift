import Testing

@testable import TextAnalysis

@Suite struct ASCIITableTests {
    @Test func `every byte has the kind of its ASCII character`() {
        for byte in UInt8.min...UInt8.max {
            let kind = ASCIITable.standard.kinds[Int(byte)]
            let scalar = Unicode.Scalar(byte)
            let isASCII = byte < 0x80
            #expect(kind.contains(.foreign) == !isASCII)
            #expect(kind.contains(.lower) == (isASCII && scalar.properties.isLowercase))
            #expect(kind.contains(.upper) == (isASCII && scalar.properties.isUppercase))
            #expect(kind.contains(.digit) == (0x30...0x39).contains(byte))
            #expect(kind.isDisjoint(with: .letter) == !(isASCII && scalar.properties.isAlphabetic))
        }
    }

    @Test func `a byte folds as its scalar does`() {
        for byte in UInt8.min..<0x80 where !(0x09...0x0D).contains(byte) && byte != 0x60 {
            let text = String(Character(Unicode.Scalar(byte)))
            #expect([ASCIITable.standard.folded[Int(byte)]] == Array(Folding.folded(text).utf8))
        }
        #expect((0x80...0xFF).allSatisfy { ASCIITable.standard.folded[$0] == UInt8($0) })
    }
}
