import Testing

@testable import TextAnalysis

@Suite struct EightKindsTests {
    /// Every byte in every place, among others.
    private static let samples: [[UInt8]] = (UInt8.min...UInt8.max).flatMap { byte in
        (0..<8).map { place in
            var bytes = Array("aZ09bcDe".utf8)
            bytes[place] = byte
            return bytes
        }
    }

    private func kinds(of bytes: [UInt8]) -> EightKinds {
        let kinds = bytes.map { EightKinds.bits(of: ByteKind($0)) }
        return EightKinds(at: 0, of: kinds.span.bytes)
    }

    @Test func `the run of letters and digits is counted, and only its kinds are told`() {
        for bytes in Self.samples {
            let run = bytes.map { ByteKind($0) }.prefix { !$0.isDisjoint(with: .alphanumeric) }
            let eight = kinds(of: bytes)
            #expect(eight.run == run.count)
            #expect(eight.hasLetter == run.contains { !$0.isDisjoint(with: .letter) })
            #expect(eight.hasSmallLetter == run.contains(.lower))
            #expect(eight.hasDigit == run.contains(.digit))
            #expect(eight.capitals.nonzeroBitCount == run.count { $0 == .upper })
            #expect(eight.startsWithCapital == (ByteKind(bytes[0]) == .upper))
        }
    }

    @Test func `bytes are read from an offset, the first lowest`() {
        let bytes: [UInt8] = Array(0..<20)
        let expected = (3..<11).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[$1]) }
        #expect(bytes.span.bytes.eightBytes(at: 3) == expected)
    }
}
