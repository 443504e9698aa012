import Testing

@testable import FeedParsing

@Suite struct ByteScanTests {
    @Test func `every class finds what a look at every byte finds`() {
        var generator = SeededGenerator(seed: 61)
        for _ in 0..<400 {
            let bytes = text(using: &generator)
            let start = Int.random(in: 0...bytes.count, using: &generator)
            let end = Int.random(in: start...bytes.count, using: &generator)
            check(ForbiddenInXML.self, bytes, start..<end) {
                isControl($0, 0x0A, 0x09, 0x0D) || $0 == 0xEF || $0 == 0x7F
            }
            check(MarkupInXML.self, bytes, start..<end) {
                isControl($0, 0x0A, 0x09, 0x0D) || [0xEF, 0x7F, 0x3C, 0x26].contains($0)
            }
            check(EndOfTag.self, bytes, start..<end) { [0x3C, 0x3D, 0x3E].contains($0) }
            check(SpecialInHTML.self, bytes, start..<end) {
                isControl($0, 0x0A, 0x09) || [0x3C, 0x3E, 0x26].contains($0)
            }
            check(SpecialInAttribute.self, bytes, start..<end) {
                isControl($0, 0x0A, 0x09) || [0x3C, 0x3E, 0x26, 0x22].contains($0)
            }
            check(SpecialInText.self, bytes, start..<end) {
                $0 < 0x20 || [0x26, 0x7F, 0xC2, 0xE2, 0xEF].contains($0)
            }
        }
    }

    @Test func `no byte beside another one hides it or looks like one`() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let bytes: [UInt8] = [0x61, first, second, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61]
                let expected = bytes.firstIndex(where: MarkupInXML.contains) ?? bytes.count
                if bytes.first(MarkupInXML.self, in: 0..<bytes.count) != expected {
                    Issue.record("\(first) and \(second)")
                }
            }
        }
    }

    @Test func `two blanks are found wherever they stand, and one is not`() {
        for length in 0..<40 {
            for position in 0..<max(0, length - 1) {
                var bytes = Array(repeating: UInt8(ascii: "!"), count: length)
                bytes[position] = 0x20
                #expect(firstOrBlanks(bytes) == length)
                bytes[position + 1] = 0x20
                #expect(firstOrBlanks(bytes) == position)
            }
        }
    }

    private func firstOrBlanks(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes {
            ByteScan.firstOrBlanks(SpecialInText.self, in: $0, from: 0, to: bytes.count)
        }
    }

    @Test func `a part of other bytes is appended`() {
        var bytes: [UInt8] = [1]
        bytes.append([2, 3, 4, 5], 1..<3)
        bytes.append([], 0..<0)
        #expect(bytes == [1, 3, 4])
    }

    private func check<Class: ByteClass>(
        _ kind: Class.Type,
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ isOfClass: (UInt8) -> Bool
    ) {
        let expected = bytes[range].firstIndex(where: isOfClass) ?? range.upperBound
        #expect(bytes.first(kind, in: range) == expected)
    }

    private func isControl(_ byte: UInt8, _ allowed: UInt8...) -> Bool {
        byte < 0x20 && !allowed.contains(byte)
    }

    /// Mostly letters, so that the first special byte stands far from the beginning.
    private func text(using generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 0..<80, using: &generator)).map { _ in
            Int.random(in: 0..<20, using: &generator) == 0
                ? UInt8.random(in: 0...255, using: &generator) : UInt8(ascii: "n")
        }
    }
}
