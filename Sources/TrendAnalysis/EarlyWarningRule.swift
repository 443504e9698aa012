public import EarshotModel
import Foundation

/// Tells when negative mentions rise beyond what chance explains: DOMAIN section 8.
///
/// The last 24 hours are compared with the days before, of which newer ones weigh more. The two
/// newest do not count as usual, so that an outbreak does not teach the rule that it is normal.
/// Counts are taken as negative binomial: they scatter more than pure chance, and with few days
/// behind, the usual itself is uncertain, which keeps the rule quiet at the start.
public struct EarlyWarningRule: Sendable {
    /// The window whose mentions are counted.
    public static let window = Duration.hours(24)
    /// Days further back than this weigh nothing any more.
    public static let longestMemory = 120
    /// With fewer mentions nothing is a rise, however rare.
    public static let fewest = 3

    /// The newest days, which are not taken as usual.
    private static let guarded = 2
    /// With fewer days behind there is no usual.
    private static let fewestDays = 7
    /// Without a usual, so many in one day ring.
    private static let manyWithoutHistory = 5
    /// Rings where chance brings as many less often than this, asked again and again in a day.
    private static let alarm = 3e-4
    /// What a day weighs less than the day after it, for the mean and for the scatter.
    private static let forgetting = (mean: 0.97, scatter: 0.99)
    /// The scatter that is supposed before anything was seen, and how many days that is worth.
    private static let prior = (scatter: 0.15, days: 10.0)
    /// A day further out than this, in its own standard deviations, counts as this far.
    private static let clip = 4.0
    private static let leastScatter = 0.01
    private static let billion = 1_000_000_000

    /// Creates the rule.
    public init() {}

    /// The warning on a brand's counts at a moment; `nil` where nothing rings.
    ///
    /// `first` is when the brand was mentioned for the first time; days before it are not known.
    public func warning(on counts: [TrendCount], since first: Instant, at now: Instant)
        -> EarlyWarning?
    {
        let width = Self.window.milliseconds
        let known = max(0, Int((now - first).milliseconds / width))
        var days = Array(repeating: 0, count: min(known, Self.longestMemory) + 1)
        for count in counts where count.label == .negative && count.count > 0 {
            let age = (now - count.start).milliseconds
            let day = Int(age / width)
            if age >= 0, days.indices.contains(day) { days[day] += count.count }
        }
        return warning(onDays: days)
    }

    /// The warning on counts of negative mentions in days that end now, the newest first.
    func warning(onDays days: [Int]) -> EarlyWarning? {
        guard let observed = days.first, observed >= Self.fewest else { return nil }
        let past = days.dropFirst(Self.guarded).prefix(Self.longestMemory).map(Double.init)
        guard past.count >= Self.fewestDays else {
            guard observed >= Self.manyWithoutHistory else { return nil }
            return EarlyWarning(
                kind: .firstDays,
                observed: observed,
                usualThousandths: 0,
                days: past.count,
                chanceBillionths: Self.billion
            )
        }
        let usual = Usual(past)
        let chance = usual.chance(of: observed)
        guard chance < Self.alarm else { return nil }
        return EarlyWarning(
            kind: .burst,
            observed: observed,
            usualThousandths: Int((usual.mean * 1000).rounded()),
            days: past.count,
            chanceBillionths: max(1, Int((chance * Double(Self.billion)).rounded()))
        )
    }

    // MARK: -

    /// What days before make usual: a mean, and how widely days scatter around it.
    private struct Usual {
        let mean: Double
        private let scatter: Double

        init(_ days: [Double]) {
            var (sum, weight, share) = (0.0, 0.0, 1.0)
            for count in days {
                sum += share * count
                weight += share
                share *= EarlyWarningRule.forgetting.mean
            }
            // Half a mention on half a day more, so that no usual is zero.
            let mean = (sum + 0.5) / (weight + 0.5)
            self.mean = mean
            let prior = EarlyWarningRule.prior
            var (excess, seen) = (prior.scatter * prior.days, prior.days)
            let reach = EarlyWarningRule.clip * (mean + 1).squareRoot()
            let scale = max(mean, 1) * max(mean, 1)
            share = 1
            for count in days {
                let distance = min(max(count - mean, -reach), reach)
                excess += share * (distance * distance - mean) / scale
                seen += share
                share *= EarlyWarningRule.forgetting.scatter
            }
            scatter = max(excess / seen, EarlyWarningRule.leastScatter) + 1 / (sum + 0.5)
        }

        /// How likely so many or more are in a day.
        func chance(of count: Int) -> Double {
            let size = 1 / scatter
            let odds = mean / (size + mean)
            var probability = pow(size / (size + mean), size)
            var below = 0.0
            for number in 0..<count {
                below += probability
                probability *= (Double(number) + size) / Double(number + 1) * odds
            }
            return max(1 - below, 0)
        }
    }
}
