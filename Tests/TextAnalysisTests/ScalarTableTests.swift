import Testing

@testable import TextAnalysis

@Suite struct ScalarTableTests {
    @Test(
        arguments: [
            0, 0x7F, 0x80, 0x30FF, 0x3100, 0x3101, 0xAC00, 0xFDFA, 0xFFFF, 0x10000, 0x1EFFF,
            0x1F000, 0x1F600, 0x1FAFF, 0x1FB00, 0x10FFFF,
        ] as [UInt32]
    )
    func `at the borders of what is kept a scalar is what its properties say`(value: UInt32) {
        #expect(ScalarTable.standard[value].packed == FoldedScalar(computing: value).packed)
        #expect(FoldedScalar(value).packed == FoldedScalar(computing: value).packed)
    }

    @Test(arguments: [0xD800, 0x110000, UInt32.max])
    func `what is no scalar is nothing`(value: UInt32) {
        #expect(ScalarTable.standard[value].packed == 0)
    }
}
