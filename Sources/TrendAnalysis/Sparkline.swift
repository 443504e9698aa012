/// A row of little columns in plain text that shows how values rise and fall.
public struct Sparkline: Hashable, Sendable, CustomStringConvertible {
    /// The signs that stand for low to high values.
    public struct Alphabet: Hashable, Sendable {
        /// Eight blocks of growing height, for terminals that know Unicode.
        public static let blocks = Alphabet(signs: Array("▁▂▃▄▅▆▇█"))
        /// Eight ASCII signs of growing weight.
        public static let ascii = Alphabet(signs: Array("_.:-=+*#"))

        let signs: [Character]
    }

    /// The row: one sign for each value, a space where there is none.
    public let description: String

    /// Draws values; `nil` and numbers that are not finite leave a gap.
    ///
    /// The scale reaches from zero, or from the least value when that is negative, to the greatest.
    /// `scale` fixes it instead, so that several rows can be compared; what lies beyond is drawn at
    /// its edge.
    public init(
        _ values: [Double?],
        scale: ClosedRange<Double>? = nil,
        alphabet: Alphabet = .blocks
    ) {
        let finite = values.map { value in value.flatMap { $0.isFinite ? $0 : nil } }
        let range = scale ?? Self.scale(of: finite.compactMap(\.self))
        description = String(finite.map { alphabet.sign(for: $0, in: range) })
    }

    private static func scale(of values: [Double]) -> ClosedRange<Double> {
        min(values.min() ?? 0, 0)...max(values.max() ?? 0, 0)
    }
}

extension Sparkline.Alphabet {
    fileprivate func sign(for value: Double?, in scale: ClosedRange<Double>) -> Character {
        guard let value else { return " " }
        let lower = scale.lowerBound
        let upper = scale.upperBound
        // Halves first, because the distance of two great numbers may not be finite.
        let height = (value / 2 - lower / 2) / (upper / 2 - lower / 2)
        guard height.isFinite else { return signs[0] }
        let index = Int((min(max(height, 0), 1) * Double(signs.count - 1)).rounded())
        return signs[min(index, signs.count - 1)]
    }
}
