/// A rise of negative mentions of one brand, with what makes it one.
public struct EarlyWarning: Hashable, Sendable {
    /// Which rule rang.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// So many are hardly chance, measured by the days before.
        case burst
        /// There are too few days before to measure by, and these are many.
        case firstDays = "first_days"
    }

    /// Which rule rang.
    public let kind: Kind
    /// The negative mentions of the last 24 hours.
    public let observed: Int
    /// How many are usual in 24 hours, in thousandths.
    public let usualThousandths: Int
    /// How many days the usual was learned from.
    public let days: Int
    /// How likely so many or more are by chance, in billionths; a whole billion where nothing
    /// can tell.
    public let chanceBillionths: Int

    /// Creates a warning.
    public init(
        kind: Kind,
        observed: Int,
        usualThousandths: Int,
        days: Int,
        chanceBillionths: Int
    ) {
        self.kind = kind
        self.observed = observed
        self.usualThousandths = usualThousandths
        self.days = days
        self.chanceBillionths = chanceBillionths
    }
}
