/// Logarithms without a mathematical library.
enum Logarithm {
    /// The natural logarithm of a positive number, good to a millionth.
    static func natural(_ number: Float) -> Float {
        let fraction = number.significand
        let ratio = (fraction - 1) / (fraction + 1)
        let square = ratio * ratio
        var term = ratio
        var sum: Float = 0
        for divisor in stride(from: Float(1), through: 11, by: 2) {
            sum += term / divisor
            term *= square
        }
        return 2 * sum + Float(number.exponent) * 0.693_147_18
    }
}
