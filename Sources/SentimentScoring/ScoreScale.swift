/// Turns points into a score between −1000 and 1000.
///
/// `score = 1000 · points / (|points| + calm + calmPerWord · words)`, rounded to the nearest and
/// never to 0 unless the points are 0. It grows with the points, keeps their sign, and needs more
/// of them the longer the text is: ten kind words make a short text glowing and a long one
/// friendly.
struct ScoreScale: Sendable {
    /// The points at which the score of a text without words would be one half, in thousandths.
    let calm: Int
    /// What each word adds to that, in thousandths of a point.
    let calmPerWord: Int

    /// The score of so many thousandths of a point in a text of so many words.
    func score(points: Int, words: Int) -> Int {
        guard points != 0 else { return 0 }
        let strength = min(points.magnitude, Self.mostPoints)
        let rest = UInt(calm) + UInt(calmPerWord) * UInt(clamping: min(words, Self.mostWords))
        let whole = strength + max(rest, 1)
        let score = Int(max((1000 * strength + whole / 2) / whole, 1))
        return points < 0 ? -score : score
    }

    /// Beyond these the score stays as it is; they keep the arithmetic far from overflow.
    private static let mostPoints: UInt = 1_000_000_000_000
    private static let mostWords = 1_000_000_000
}
