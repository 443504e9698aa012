import EarshotModel
import Testing
import TrendAnalysis

@Suite struct NetSentimentTests {
    @Test func `mixed mentions stand in the denominator only`() throws {
        let net = try #require(NetSentiment(counts(positive: 6, negative: 2, neutral: 4, mixed: 8)))
        #expect(abs(net.value - 0.2) < 1e-12)
    }

    @Test func `mentions that could not be decided change nothing`() {
        let decided = counts(positive: 6, negative: 2, neutral: 4)
        var all = decided
        all.add(50, .abstain)
        #expect(NetSentiment(all) == NetSentiment(decided))
        #expect(all.judged == 12)
        #expect(all.total == 62)
    }

    @Test(arguments: [(9, false), (10, true)])
    func `fewer than ten judged mentions have no share`(judged: Int, isTold: Bool) {
        var few = counts(positive: judged)
        few.add(100, .abstain)
        #expect((NetSentiment(few) != nil) == isTold)
    }

    @Test(arguments: [(10, 0, 0), (0, 10, 0), (0, 0, 10), (5, 5, 0), (700, 200, 100)])
    func `the interval holds the value and stays within the scale`(
        positive: Int,
        negative: Int,
        neutral: Int
    ) throws {
        let net = try #require(
            NetSentiment(counts(positive: positive, negative: negative, neutral: neutral))
        )
        #expect(-1 <= net.low && net.low <= net.value)
        #expect(net.value <= net.high && net.high <= 1)
        #expect(net.low < net.high)
    }

    @Test func `with one sort of mention alone it is the Wilson interval of its share`() throws {
        // Wilson for 10 of 10 begins at 1 / (1 + z² / 10).
        let net = try #require(NetSentiment(counts(positive: 10)))
        #expect(net.high == 1)
        #expect(net.low < 1 / (1 + 0.384_146))
    }

    @Test func `turning every label round turns the interval round`() throws {
        let net = try #require(NetSentiment(counts(positive: 7, negative: 3, neutral: 5)))
        let turned = try #require(NetSentiment(counts(positive: 3, negative: 7, neutral: 5)))
        #expect(abs(net.value + turned.value) < 1e-12)
        #expect(abs(net.low + turned.high) < 1e-12)
    }

    @Test(arguments: [(20, 0.3, 0.3), (40, 0.1, 0.6), (100, 0.5, 0.05), (12, 0.45, 0.45)])
    func `the interval holds the truth about nineteen times in twenty`(
        size: Int,
        positive: Double,
        negative: Double
    ) throws {
        var chance = SeededChance(state: 7)
        var held = 0
        for _ in 0..<2000 {
            var drawn = LabelCounts()
            for _ in 0..<size {
                let draw = Double.random(in: 0..<1, using: &chance)
                drawn.add(
                    1,
                    draw < positive ? .positive : draw < positive + negative ? .negative : .neutral
                )
            }
            let net = try #require(NetSentiment(drawn))
            if net.low...net.high ~= positive - negative { held += 1 }
        }
        #expect((0.93...0.99).contains(Double(held) / 2000))
    }

    private func counts(
        positive: Int = 0,
        negative: Int = 0,
        neutral: Int = 0,
        mixed: Int = 0
    ) -> LabelCounts {
        var counts = LabelCounts()
        counts.add(positive, .positive)
        counts.add(negative, .negative)
        counts.add(neutral, .neutral)
        counts.add(mixed, .mixed)
        return counts
    }
}

/// A sequence of numbers that is the same on every run (SplitMix64).
private struct SeededChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
