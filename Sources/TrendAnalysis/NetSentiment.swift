/// By how much favour outweighs dislike, −1 to 1, and how far chance may have moved it.
public struct NetSentiment: Hashable, Sendable {
    /// The fewest judged mentions of which a share is told (DOMAIN section 9).
    public static let leastMentions = 10

    /// (positive − negative) / (positive + negative + neutral + mixed).
    public let value: Double
    /// The lower end of the 95 % interval.
    public let low: Double
    /// The upper end of the 95 % interval.
    public let high: Double

    /// Computes it; `nil` with fewer than `leastMentions` judged mentions.
    ///
    /// The interval joins the Wilson intervals of both shares: R. G. Newcombe, "Improved confidence
    /// intervals for the difference between binomial proportions based on paired data", 1998,
    /// method 10, with the correlation that two shares of one whole have.
    public init?(_ counts: LabelCounts) {
        guard counts.judged >= Self.leastMentions else { return nil }
        let whole = Double(counts.judged)
        let positive = Share(count: Double(counts.positive), of: whole)
        let negative = Share(count: Double(counts.negative), of: whole)
        let correlation = Share.correlation(positive, negative)
        func reach(_ left: Double, _ right: Double) -> Double {
            (left * left - 2 * correlation * left * right + right * right).squareRoot()
        }
        value = positive.share - negative.share
        low = max(-1, value - reach(positive.below, negative.above))
        high = min(1, value + reach(positive.above, negative.below))
    }
}

/// A share of a whole, with the distances to the ends of its Wilson interval.
private struct Share {
    /// The two-sided 95 % point of the normal distribution.
    private static let deviations = 1.959_963_984_540_054

    let share: Double
    let below: Double
    let above: Double

    init(count: Double, of whole: Double) {
        let z2 = Self.deviations * Self.deviations
        share = count / whole
        let centre = (share + z2 / (2 * whole)) / (1 + z2 / whole)
        let variance = share * (1 - share) / whole + z2 / (4 * whole * whole)
        let half = Self.deviations / (1 + z2 / whole) * variance.squareRoot()
        below = max(0, share - (centre - half))
        above = max(0, centre + half - share)
    }

    /// How two shares of one whole hang together: more of one leaves less for the other.
    static func correlation(_ left: Share, _ right: Share) -> Double {
        let variances = left.share * (1 - left.share) * right.share * (1 - right.share)
        guard variances > 0 else { return 0 }
        return -left.share * right.share / variances.squareRoot()
    }
}
