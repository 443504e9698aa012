import EarshotModel

/// Mentions over time: one bucket for each hour, day, week or month of a period.
///
/// Buckets touch one another and cover the whole period; those without a mention are there as
/// zeros. Every count inside the period lies in exactly one bucket, whatever the clocks did.
public struct TrendSeries: Hashable, Sendable {
    /// The most buckets of one series: more than a year of hours.
    public static let mostBuckets = 10_000

    /// How wide the buckets are.
    public let step: TrendStep
    /// The zone in which hours and days were cut, as an IANA name.
    public let zone: String
    /// The buckets in the order of time.
    public let buckets: [TrendBucket]
    /// All of them together.
    public let total: LabelCounts

    /// The net sentiment of the whole period; `nil` when too few mentions were judged.
    public var net: NetSentiment? { NetSentiment(total) }

    /// Sorts counts into buckets; those that begin outside the period are left out.
    ///
    /// It takes the counts in any order and whatever their brand, so hand in those of one brand for
    /// a series of that brand.
    public init(
        of counts: some Sequence<TrendCount>,
        by step: TrendStep,
        over period: TrendPeriod,
        in zone: TrendZone
    ) throws(TrendError) {
        let bounds = try Self.bounds(of: period, by: step, in: zone)
        var sums = [LabelCounts](repeating: LabelCounts(), count: bounds.count - 1)
        var total = LabelCounts()
        for count in counts where count.start >= period.start && count.start < period.end {
            let next = bounds.partitioningIndex { $0 > count.start.seconds }
            guard next > 0, next < bounds.count else { continue }
            sums[next - 1].add(count.count, count.label)
            total.add(count.count, count.label)
        }
        self.step = step
        self.zone = zone.identifier
        self.total = total
        buckets = sums.enumerated().map { index, sum in
            let offset = Int64(zone.offset(at: bounds[index]))
            let start = Instant(seconds: bounds[index])
            let end = Instant(seconds: bounds[index + 1])
            return TrendBucket(
                start: start,
                end: end,
                name: step.name(ofLocal: bounds[index] + offset, offset: offset),
                isPartial: start < period.start || end > period.end,
                counts: sum
            )
        }
    }
}

extension TrendSeries {
    /// The first moment of year 1 and of year 9999, in seconds.
    private static let yearOne: Int64 = -62_135_596_800
    private static let lastYear: Int64 = 253_370_764_800

    /// The Unix times between buckets: at least two.
    private static func bounds(
        of period: TrendPeriod,
        by step: TrendStep,
        in zone: TrendZone
    ) throws(TrendError) -> [Int64] {
        let start = max(period.start.seconds, yearOne)
        let end = min((period.end + .milliseconds(999)).seconds, lastYear)
        guard start < end else { throw .emptyPeriod }
        let yearsInSeconds = Int64(TrendPeriod.mostYears + 1) * 366 * CivilTime.day
        guard end - start <= yearsInSeconds else {
            throw .periodTooLong(years: TrendPeriod.mostYears)
        }
        guard (end - start) / step.leastSeconds < mostBuckets else {
            throw .tooManyBuckets(limit: mostBuckets)
        }
        let bounds = step.boundaries(from: start, to: end, in: zone)
        guard bounds.count > 1 else { throw .emptyPeriod }
        return bounds
    }
}
