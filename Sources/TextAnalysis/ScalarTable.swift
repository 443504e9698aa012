/// What is known of each scalar, worked out once for the scalars that texts are full of.
struct ScalarTable: Sendable {
    /// The one table; it takes a few milliseconds to build, at its first use.
    static let standard = ScalarTable()

    /// The scalars below this are kept: the alphabets, punctuation and the older symbols.
    private static let keptBelow: UInt32 = 0x3100
    /// Pictures stand in these blocks.
    private static let pictures: Range<UInt32> = 0x1F000..<0x1FB00

    private let low: [FoldedScalar]
    private let pictures: [FoldedScalar]

    private init() {
        low = (0..<Self.keptBelow).map(FoldedScalar.init(computing:))
        pictures = Self.pictures.map(FoldedScalar.init(computing:))
    }

    subscript(_ scalar: UInt32) -> FoldedScalar {
        if scalar < Self.keptBelow { return low[Int(scalar)] }
        if Self.pictures.contains(scalar) {
            return pictures[Int(scalar - Self.pictures.lowerBound)]
        }
        return FoldedScalar(computing: scalar)
    }
}
