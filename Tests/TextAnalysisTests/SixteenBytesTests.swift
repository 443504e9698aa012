import Testing

@testable import TextAnalysis

@Suite struct SixteenBytesTests {
    /// Every byte in every place, among others.
    private static let samples: [[UInt8]] = (UInt8.min...UInt8.max).flatMap { byte in
        (0..<16).map { place in
            var bytes = Array("aZ09 .\u{7F}~[@`{/:zA".utf8)
            bytes[place] = byte
            return bytes
        }
    }

    /// The bytes of a vector in their order.
    private func bytes(_ vector: SixteenBytes.Bytes) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: SixteenBytes.count)
        var span = bytes.mutableSpan
        var raw = span.mutableBytes
        raw.store(vector, at: 0)
        return bytes
    }

    @Test func `capitals become small and nothing else changes, as in folding byte by byte`() {
        for sample in Self.samples {
            let small = sample.map { ByteKind($0) == .upper ? $0 | 0x20 : $0 }
            #expect(bytes(SixteenBytes(at: 0, of: sample.span.bytes).smallAndKinds.small) == small)
        }
    }

    @Test func `letters, capitals and digits are told byte by byte`() {
        for sample in Self.samples {
            let kinds = sample.map { EightKinds.bits(of: ByteKind($0)) }
            #expect(bytes(SixteenBytes(at: 0, of: sample.span.bytes).smallAndKinds.kinds) == kinds)
        }
    }

    @Test func `one byte outside of ASCII is enough to tell`() {
        for sample in Self.samples {
            var all = SixteenBytes()
            #expect(all.areASCII)
            all.formUnion(SixteenBytes(at: 0, of: sample.span.bytes))
            #expect(all.areASCII == sample.allSatisfy { $0 < 0x80 })
        }
    }
}
