import Testing

@testable import TextAnalysis

@Suite struct EightBytesTests {
    /// Every byte in every place, among others.
    private static let samples: [[UInt8]] = (UInt8.min...UInt8.max).flatMap { byte in
        (0..<8).map { place in
            var bytes = Array("aZ09 .\u{7F}~".utf8)
            bytes[place] = byte
            return bytes
        }
    }

    private func number(_ bytes: [UInt8]) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Which of eight bytes have their highest bit set.
    private func places(_ number: UInt64) -> [Bool] {
        (0..<8).map { number >> ($0 * 8 + 7) & 1 == 1 }
    }

    @Test func `capitals become small and nothing else changes, as in folding byte by byte`() {
        for bytes in Self.samples {
            let small = bytes.map { ByteKind($0) == .upper ? $0 | 0x20 : $0 }
            #expect(EightBytes.lowered(number(bytes)) == number(small))
        }
    }

    @Test func `letters and digits are told byte by byte`() {
        for bytes in Self.samples {
            let small = EightBytes.lowered(number(bytes))
            let eight = EightBytes(small)
            #expect(places(eight.letters) == bytes.map { !ByteKind($0).isDisjoint(with: .letter) })
            #expect(places(eight.digits) == bytes.map { ByteKind($0) == .digit })
        }
    }

    @Test func `bytes are read from an offset, the first lowest`() {
        let bytes: [UInt8] = Array(0..<20)
        #expect(bytes.span.bytes.eightBytes(at: 3) == number(Array(3..<11)))
    }
}
