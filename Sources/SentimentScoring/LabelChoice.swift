import EarshotModel

/// Chooses the label of a text from its parts and its score.
struct LabelChoice: Sendable {
    /// The score up to which, on either side, a text is neutral.
    let neutralBand: Int
    /// The points that both sides need in a mixed text.
    let mixedLeast: Int
    /// The share of the stronger side that the weaker needs in a mixed text.
    let mixedShare: Int

    /// The label for so many points on either side.
    ///
    /// A text without a side is neutral only where somebody could read it; else it stays undecided.
    func label(praise: Int, blame: Int, score: Int, isReadable: Bool) -> SentimentLabel {
        let weaker = min(praise, blame)
        if weaker >= mixedLeast, weaker >= max(praise, blame).scaled(by: mixedShare) {
            return .mixed
        }
        guard score.magnitude > UInt(clamping: neutralBand) else {
            return isReadable ? .neutral : .abstain
        }
        return score > 0 ? .positive : .negative
    }
}
