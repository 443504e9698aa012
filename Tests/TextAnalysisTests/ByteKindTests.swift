import Testing

@testable import TextAnalysis

@Suite struct ByteKindTests {
    @Test func `every byte has the kind of its ASCII character`() {
        for byte in UInt8.min...UInt8.max {
            let kind = ByteKind(byte)
            let scalar = Unicode.Scalar(byte)
            let isASCII = byte < 0x80
            #expect(kind.contains(.foreign) == !isASCII)
            #expect(kind.contains(.lower) == (isASCII && scalar.properties.isLowercase))
            #expect(kind.contains(.upper) == (isASCII && scalar.properties.isUppercase))
            #expect(kind.contains(.digit) == (0x30...0x39).contains(byte))
            #expect(kind.isDisjoint(with: .letter) == !(isASCII && scalar.properties.isAlphabetic))
        }
    }
}
