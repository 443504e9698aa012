public import EarshotModel

/// How many mentions of one brand with one label were published in one quarter of an hour.
///
/// A quarter of an hour, because zones end in :30 and :45: the same counts serve every zone.
public struct TrendCount: Hashable, Sendable {
    /// The beginning of the quarter of an hour.
    public let start: Instant
    /// The brand.
    public let brand: Brand.ID
    /// The label.
    public let label: SentimentLabel
    /// How many; a negative number counts as zero.
    public let count: Int

    /// Creates a count.
    public init(start: Instant, brand: Brand.ID, label: SentimentLabel, count: Int) {
        self.start = start
        self.brand = brand
        self.label = label
        self.count = count
    }
}
