import Testing

@testable import TextAnalysis

@Suite struct FoldingMapTests {
    private func map(_ table: String) -> FoldingMap { FoldingMap(reading: [table]) }

    private func folded(_ value: UInt32, in map: FoldingMap) -> String? {
        map.folded(value).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `an entry names a scalar and what it folds to`() {
        let map = map("e9=65 f8=6f,65")
        #expect(map.count == 2)
        #expect(folded(0xE9, in: map) == "e")
        #expect(folded(0xF8, in: map) == "oe")
        #expect(map.folded(0xEA) == nil)
        #expect(map.folded(0) == nil && map.folded(.max) == nil)
    }

    @Test func `a run of scalars folds to one, to neighbours or to every second`() {
        #expect((0..<3).map { folded(0x41 + $0, in: map("41+3=61")) } == ["a", "a", "a"])
        #expect((0..<3).map { folded(0x41 + $0, in: map("41+3>61")) } == ["a", "b", "c"])
        #expect((0..<3).map { folded(0x41 + $0, in: map("41+3~61")) } == ["a", "c", "e"])
        #expect(
            (0..<4).map { folded(0x100 + $0, in: map("100+2:>61")) } == ["a", nil, "b", nil]
        )
    }

    @Test(arguments: ["", " \n ", "41", "zz"])
    func `a table without entries folds nothing`(table: String) {
        #expect(map(table).count == 0)
    }

    @Test func `the shipped map knows its scalars in ascending order, each once`() {
        let map = FoldingMap.standard
        let known = (UInt32(0)...0x10FFFF).count { map.folded($0) != nil }
        #expect(known == map.count)
        #expect(map.count > 3000)
    }
}
