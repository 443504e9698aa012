import EarshotModel

/// Chooses the label of a text from its parts and its score.
struct LabelChoice: Sendable {
    /// The score up to which, on either side, a text is neutral.
    let neutralBand: Int
    /// The points that both sides need in a mixed text.
    let mixedLeast: Int
    /// The share of the stronger side that the weaker needs in a mixed text.
    let mixedShare: Int

    /// The label for so many points on either side; `abstain` only for a text that holds nothing to
    /// read.
    func label(praise: Int, blame: Int, score: Int, isReadable: Bool) -> SentimentLabel {
        guard isReadable else { return .abstain }
        let weaker = min(praise, blame)
        if weaker >= mixedLeast, weaker >= max(praise, blame).scaled(by: mixedShare) {
            return .mixed
        }
        guard score.magnitude > UInt(clamping: neutralBand) else { return .neutral }
        return score > 0 ? .positive : .negative
    }
}
