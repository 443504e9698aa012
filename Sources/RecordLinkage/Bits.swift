import Foundation

/// Logarithms to the base 2: one bit doubles or halves the odds.
enum Bits {
    static func log2(_ value: Double) -> Double { Foundation.log2(value) }

    static func exp2(_ bits: Double) -> Double { Foundation.exp2(bits) }
}
