import Testing

@testable import TextAnalysis

@Suite struct LogarithmTests {
    @Test(
        arguments: [
            (1, 0), (2, 0.693_147), (10, 2.302_585), (0.001, -6.907_755), (1.999, 0.692_647),
            (123_456, 11.723_64),
        ] as [(Float, Float)]
    )
    func `logarithms are right to a few millionths`(number: Float, logarithm: Float) {
        #expect(abs(Logarithm.natural(number) - logarithm) < 0.000_01)
    }
}
