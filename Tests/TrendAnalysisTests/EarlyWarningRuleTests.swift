import EarshotModel
import Testing

@testable import TrendAnalysis

@Suite struct EarlyWarningRuleTests {
    private let rule = EarlyWarningRule()

    @Test(arguments: [
        [], [0], [2] + Array(repeating: 0, count: 60), [4], [5] + Array(repeating: 5, count: 60),
        [9] + Array(repeating: 5, count: 60), [3, 0, 0, 1, 0, 2, 0, 1, 0, 1, 0],
    ])
    func `what is usual rings nothing, nor what is few`(days: [Int]) {
        #expect(rule.warning(onDays: days) == nil)
    }

    @Test func `many more than usual ring, with the numbers behind it`() throws {
        let days = [9, 1] + (0..<56).map { $0 % 3 == 0 ? 1 : 0 }
        let warning = try #require(rule.warning(onDays: days))
        #expect(warning.kind == .burst && warning.observed == 9 && warning.days == 56)
        #expect((250...450).contains(warning.usualThousandths))
        #expect((1...300_000).contains(warning.chanceBillionths))
    }

    @Test func `without a usual only many ring`() {
        #expect(rule.warning(onDays: [4, 0, 0]) == nil)
        #expect(rule.warning(onDays: [5, 0, 0])?.kind == .firstDays)
    }

    @Test func `an outbreak of yesterday does not make today's usual`() {
        let quiet = (0..<40).map { $0 % 4 == 0 ? 1 : 0 }
        #expect(rule.warning(onDays: [9, 0] + quiet) == rule.warning(onDays: [9, 12] + quiet))
    }

    @Test func `counts are taken by their day before now, and only negative ones`() throws {
        let now = Instant(seconds: 1_700_000_000)
        let brand = Brand.ID(rawValue: 1)
        func count(_ age: Duration, _ label: SentimentLabel, _ number: Int) -> TrendCount {
            TrendCount(start: now - age, brand: brand, label: label, count: number)
        }
        let counts = [
            count(.minutes(15), .negative, 4), count(.hours(23), .negative, 4),
            count(.hours(25), .negative, 7), count(.hours(2), .positive, 30),
            count(.days(10), .negative, 1),
        ]
        let warning = try #require(
            rule.warning(on: counts, since: now - .days(30), at: now)
        )
        #expect(warning.observed == 8 && warning.days == 29)
        // Years of history are one long usual, and an old outbreak is no news.
        let old = [count(.days(40), .negative, 50)]
        #expect(rule.warning(on: old, since: now - .days(1000), at: now) == nil)
        #expect(rule.warning(on: counts, since: now - .days(2), at: now)?.kind == .firstDays)
    }

    /// DOMAIN's bar of one false alarm a year and brand.
    ///
    /// Asked once a day the rule finds eight of ten tripled weeks; the daemon asks all day long.
    @Test(arguments: [0.1, 1, 5])
    func `pure chance rings at most once a year, and what triples is found`(mean: Double) {
        var random = Seeded(seed: 11)
        var (alarms, found) = (0, 0)
        let (series, quiet) = (20, 240)
        for _ in 0..<series {
            let calm = (0..<quiet + 60).map { _ in random.poisson(mean) }
            alarms += ringing(calm)
            let risen = calm + (0..<7).map { _ in random.poisson(max(mean * 3, mean + 3)) }
            let rings = (1...7).contains { day in
                rule.warning(onDays: risen.dropLast(7 - day).reversed()) != nil
            }
            if rings { found += 1 }
        }
        let years = Double(series * quiet) / 365
        #expect(Double(alarms) / years <= 1)
        if mean >= 5 { #expect(Double(found) / Double(series) >= 0.8) }
    }

    /// How often a series rings once it has 60 days behind it.
    private func ringing(_ days: [Int]) -> Int {
        (61...days.count).count { end in rule.warning(onDays: days[..<end].reversed()) != nil }
    }
}

/// Chance that is the same in every run.
private struct Seeded {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A number in [0, 1), by Marsaglia's xorshift.
    private mutating func unit() -> Double {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Double(state >> 11) / Double(UInt64(1) << 53)
    }

    /// A Poisson number, by Knuth's product of uniform numbers.
    mutating func poisson(_ mean: Double) -> Int {
        var (product, count) = (unit(), 0)
        let limit = Self.exponential(-mean)
        while product > limit {
            product *= unit()
            count += 1
        }
        return count
    }

    private static func exponential(_ value: Double) -> Double {
        (1...60).reversed().reduce(1.0) { 1 + value * $0 / Double($1) }
    }
}
