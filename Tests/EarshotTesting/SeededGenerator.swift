/// Numbers that look random and are the same in every run (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Creates the row of numbers that belongs to a seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Up to so many bytes: any, or only those of an alphabet that the code under test knows.
    public mutating func bytes(upTo length: Int, outOf alphabet: String = "") -> [UInt8] {
        let letters = Array(alphabet.utf8)
        return (0..<Int.random(in: 0...length, using: &self)).map { _ in
            letters.randomElement(using: &self) ?? UInt8.random(in: 0...255, using: &self)
        }
    }
}
